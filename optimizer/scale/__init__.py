"""What one plain solve cannot hold: blocks along administrative units, bounds with certificates, audited plans."""

from optimizer.scale.bounds_check import Checked, check_bound
from optimizer.scale.certificate import Certificate, Proof
from optimizer.scale.clock import OtherCode
from optimizer.scale.solve import LARGE, USUAL, ScaleSolved, is_large, settings_by_blocks, solve_at_scale
from optimizer.scale.traffic import Traffic

__all__ = [
    "LARGE",
    "USUAL",
    "Certificate",
    "Checked",
    "OtherCode",
    "Proof",
    "ScaleSolved",
    "Traffic",
    "check_bound",
    "is_large",
    "settings_by_blocks",
    "solve_at_scale",
]
