"""From a case to a programme: decisions, the clauses' rows, and the named terms of the objective."""

from optimizer.formulation.compile import Compiled, compile_case
from optimizer.formulation.terms import CANONICAL, TERMS

__all__ = ["CANONICAL", "TERMS", "Compiled", "compile_case"]
