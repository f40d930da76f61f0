"""What one plain solve cannot hold: blocks along administrative units, bounds with certificates, audited plans."""

from optimizer.scale.bounds_check import Checked, check_bound
from optimizer.scale.certificate import Certificate
from optimizer.scale.solve import LARGE, USUAL, ScaleSolved, is_large, solve_at_scale

__all__ = ["LARGE", "USUAL", "Certificate", "Checked", "ScaleSolved", "check_bound", "is_large", "solve_at_scale"]
