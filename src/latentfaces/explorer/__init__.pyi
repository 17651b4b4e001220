from .picker import FacePicker as FacePicker
from .scenes import picture as picture
from .view import View as View
from .widget import explore as explore
