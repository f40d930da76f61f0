"""The library interface: load a case, solve it, explain a site, compare results; typed, told richly in notebooks."""

from optimizer.library.compared import Compared, compare
from optimizer.library.explanation import Explanation, explain
from optimizer.library.instance import Instance, load_case
from optimizer.library.result import Result, load_result, solve

__all__ = [
    "Compared",
    "Explanation",
    "Instance",
    "Result",
    "compare",
    "explain",
    "load_case",
    "load_result",
    "solve",
]
