"""What a plan of licences implies, in fractions; checks read this and nothing that writes rows."""

from optimizer.facts.conversions import account_of, production_of, reserve_of, resource_of, tonnes_of
from optimizer.facts.facts import Facts, facts_of
from optimizer.facts.judge import forbidden, judge, printed
from optimizer.facts.resources import buildable_of, held_of, recoverable_of
from optimizer.facts.scales import least_scale, reserve_class
from optimizer.facts.sums import total, totals
from optimizer.facts.units import Through, let_through

__all__ = [
    "Facts",
    "Through",
    "account_of",
    "buildable_of",
    "facts_of",
    "forbidden",
    "held_of",
    "judge",
    "least_scale",
    "let_through",
    "printed",
    "production_of",
    "recoverable_of",
    "reserve_class",
    "reserve_of",
    "resource_of",
    "tonnes_of",
    "total",
    "totals",
]
