from .images import enlarge as enlarge
from .images import grid as grid
from .images import to_uint8 as to_uint8
from .movies import save_gif as save_gif
from .movies import save_mp4 as save_mp4
from .sheets import face_sheet as face_sheet
from .sheets import sheet as sheet
