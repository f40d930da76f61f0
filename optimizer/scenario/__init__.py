"""Scenarios and solvers side by side: what differs, which solver to believe, what is stale and why."""

from optimizer.scenario.compare import compare
from optimizer.scenario.compare_record import Comparison
from optimizer.scenario.member import Member, of_instance, of_run
from optimizer.scenario.staleness import Standing, standing

__all__ = ["Comparison", "Member", "Standing", "compare", "of_instance", "of_run", "standing"]
