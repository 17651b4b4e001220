from .gan import GAN as GAN
from .run import Run as Run
from .run import train as train
