"""Scenarios and solvers side by side: what differs, which solver to believe, what is stale and why, sweeps."""

from optimizer.scenario.compare import compare
from optimizer.scenario.compare_record import Comparison
from optimizer.scenario.member import Member, of_instance, of_run
from optimizer.scenario.staleness import Standing, standing
from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_cells import Cell, Row, grid, stacks
from optimizer.scenario.sweep_terms import Progress, Terms
from optimizer.workers import Pool

__all__ = [
    "Cell",
    "Comparison",
    "Member",
    "Pool",
    "Progress",
    "Row",
    "Standing",
    "Terms",
    "compare",
    "grid",
    "of_instance",
    "of_run",
    "stacks",
    "standing",
    "sweep",
]
