"""Instance folders: reading, scenarios laid over them, every problem of the input, and the case that results."""

from optimizer.instance.codes import CODES, Code
from optimizer.instance.folder import Raw, read_folder
from optimizer.instance.inspection import inspect
from optimizer.instance.load import Loaded, Written, load_case, on_ground, read_case

__all__ = ["CODES", "Code", "Loaded", "Raw", "Written", "inspect", "load_case", "on_ground", "read_case", "read_folder"]
