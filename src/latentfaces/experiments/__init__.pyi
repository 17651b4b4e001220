from .held_out import compare_held_out as compare_held_out
from .held_out import held_out_results as held_out_results
from .inversion import find_z as find_z
from .random_directions import along_std as along_std
from .random_directions import controlled as controlled
from .weak_generator import imbalance_runs as imbalance_runs
