"""Scenarios and solvers side by side: what differs between runs, and which solver to believe on a case."""

from optimizer.scenario.compare import compare
from optimizer.scenario.compare_record import Comparison
from optimizer.scenario.member import Member, of_instance, of_run

__all__ = ["Comparison", "Member", "compare", "of_instance", "of_run"]
