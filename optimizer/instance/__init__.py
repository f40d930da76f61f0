"""Instance folders: reading, scenarios laid over them, every problem of the input, and the case that results."""

from optimizer.instance.codes import CODES, Code
from optimizer.instance.folder import Raw, read_folder
from optimizer.instance.inspection import inspect
from optimizer.instance.load import Loaded, load_case

__all__ = ["CODES", "Code", "Loaded", "Raw", "inspect", "load_case", "read_folder"]
