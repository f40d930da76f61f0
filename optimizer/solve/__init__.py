"""Solving a case: tier by tier, published on the decimal grid, audited, and told as an outcome."""

from optimizer.solve.settings import Progress, Settings
from optimizer.solve.solve import Solved, solve
from optimizer.solve.verify import differences

__all__ = ["Progress", "Settings", "Solved", "differences", "solve"]
