from .face_set import Faces as Faces
from .load import load_faces as load_faces
from .scan import ScanReport as ScanReport
