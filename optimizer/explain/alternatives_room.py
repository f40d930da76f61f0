"""The room for other plans: every clause kept, earlier tiers held, the last tier within a loss of a plan's own value.

    tier_j(P) ≤ v_j + tolerance_j · max(1, |v_j|)  for every tier but the last,
    tier_last(P) ≤ v_last + loss · |v_last|

v: exact values of the published figures of the base plan. What is shown is judged by these limits in fractions; a
solver's point whose published figures break them is cut off and not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.base import Text
from models.case import Case
from models.plan import Plan
from optimizer.explain.alternatives_errand import Enough, Errand
from optimizer.explain.alternatives_judge import Shown, judged
from optimizer.formulation import Compiled, compile_case
from optimizer.ir import Program
from optimizer.solve import solve
from optimizer.solve.settings import Settings, Watch

LEAST = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """The compiled case, its programme with every limit as a row, the base plan, and the limits, one a tier."""

    compiled: Compiled
    program: Program
    base: Shown
    limits: tuple[Fraction, ...]

    def holds(self, shown: Shown | None) -> bool:
        """Whether a plan keeps every limit."""
        return shown is not None and all(v <= most for v, most in zip(shown.tiers, self.limits, strict=True))

    def share(self, shown: Shown) -> Fraction:
        """Return what a plan loses in the last tier, as a share of the base plan's value."""
        lost = shown.tiers[-1] - self.base.tiers[-1]
        return lost / max(abs(self.base.tiers[-1]), LEAST)


def base_of(case: Case, plan: Plan | None, settings: Settings, watch: Watch | None) -> Shown:
    """Return the plan that others are measured against. Raises Enough when there is none that may be shown."""
    outcome = None if plan is not None else solve(case, settings, watch).outcome
    found = plan if outcome is None else outcome.plan
    shown = None if found is None else judged(case, found)
    if shown is None:
        verdict = "失败" if outcome is None else outcome.verdict.value
        words = Text(zh=f"没有可比较的方案：{verdict}", en="there is no plan to compare with")
        raise Enough(words)
    return shown


def room_of(case: Case, base: Shown, loss: Decimal | Fraction, errand: Errand) -> Room:
    """Return the room around ``base``."""
    compiled = compile_case(case)
    pairs = zip(base.tiers, compiled.tiers, strict=True)
    limits = [v + Fraction(t.tolerance) * max(Fraction(1), abs(v)) for v, t in pairs]
    limits[-1] = base.tiers[-1] + Fraction(loss) * abs(base.tiers[-1])
    program = compiled.program
    for tier, most in zip(compiled.tiers, limits, strict=True):
        program = errand.most(program, tier.name, compiled.cost(tier), float(most))
    return Room(compiled, program, base, tuple(limits))
