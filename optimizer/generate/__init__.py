"""Synthetic cases of any size, deterministic by seed and calibrated on public figures; every record says so."""

from optimizer.generate.assemble import generate_case
from optimizer.generate.calibration import Comparison, calibration
from optimizer.generate.folder import write_case
from optimizer.generate.recipe import Recipe

__all__ = ["Comparison", "Recipe", "calibration", "generate_case", "write_case"]
