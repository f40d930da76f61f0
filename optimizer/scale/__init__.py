"""What one plain solve cannot hold: blocks along administrative units, bounds with certificates, audited plans."""

from optimizer.scale.bounds_check import Checked, check_bound
from optimizer.scale.certificate import Certificate
from optimizer.scale.clock import OtherCode
from optimizer.scale.solve import LARGE, USUAL, ScaleSolved, is_large, solve_at_scale
from optimizer.scale.traffic import Traffic

__all__ = [
    "LARGE",
    "USUAL",
    "Certificate",
    "Checked",
    "OtherCode",
    "ScaleSolved",
    "Traffic",
    "check_bound",
    "is_large",
    "solve_at_scale",
]
