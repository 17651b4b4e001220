from .catalogue import find_model as find_model
from .catalogue import model_table as model_table
from .catalogue import pretrained_names as pretrained_names
from .presets import PRESETS as PRESETS
from .presets import Optimizer as Optimizer
from .presets import Preset as Preset
from .presets import get_preset as get_preset
from .pretrained import load_generator as load_generator
