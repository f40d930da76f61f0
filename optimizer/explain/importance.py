"""What a site is worth: the cost of the best plan in which it does the opposite, everything else free to move.

    replacement cost in tier k  ∈  [bound_k(forced) - value_k(base), value_k(forced) - bound_k(base)]

values of published figures, bounds rounded down; each tier's bound takes the tiers before it as they are. Where both
solves are proven the interval is no wider than their gaps. A solve that ends without a proof gives *not settled* for
what it leaves open; only a proof of impossibility says *cannot be replaced*. Unit: that of the tier.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import Figure, Id, Record
from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.explain.cache import Cache
from optimizer.explain.forced import opposite, resolve
from optimizer.solve import Settings
from optimizer.solve.floors import floors_of
from optimizer.solve.settings import Watch


class Standing(StrEnum):
    """What is known of doing without a site's decision."""

    SETTLED = "settled"
    OPEN = "not_settled"
    IRREPLACEABLE = "cannot_be_replaced"


class TierChange(Record):
    """A tier of the plan as it is and of the plan forced the other way."""

    name: str = Field(description="tier")
    before: Figure = Field(description="value of the plan as it is")
    after: Figure = Field(description="value of the best plan found forced the other way")
    change: Figure = Field(description="after - before")
    least: Figure | None = Field(description="least that the change can be, None when there is no bound")
    most: Figure | None = Field(description="most that the change can be, None when there is no bound")


class Importance(Record):
    """The replacement cost of a site's decision."""

    site: Id = Field(description="site")
    standing: Standing = Field(description="what is known")
    tiers: tuple[TierChange, ...] = Field(default=(), description="tiers in order; none without a plan")


def importance(
    case: Case, base: Outcome, site: str, settings: Settings | None = None, watch: Watch | None = None,
    cache: Cache | None = None,
) -> Importance:  # fmt: skip
    """Return the importance of ``site`` in the plan of ``base``. Raises ValueError when ``base`` has no plan."""
    if base.plan is None:
        raise ValueError(f"the outcome of {base.case} has no plan")
    lock = opposite(base.plan.decision[site])
    forced = resolve(case, locks=(lock,), settings=settings, watch=watch, cache=cache,
                     floors=floors_of(base)).outcome  # fmt: skip
    return Importance(site=site, standing=standing_of(base, forced), tiers=changes(base, forced))


def standing_of(base: Outcome, forced: Outcome) -> Standing:
    """Return what two outcomes settle about doing without."""
    if forced.verdict == Verdict.IMPOSSIBLE:
        return Standing.IRREPLACEABLE
    both = {base.verdict, forced.verdict} == {Verdict.PROVEN_BEST}
    return Standing.SETTLED if both else Standing.OPEN


def changes(base: Outcome, forced: Outcome) -> tuple[TierChange, ...]:
    """Return the change in each tier; none where the forced case has no plan."""
    return tuple(
        TierChange(
            name=old.name,
            before=old.value,
            after=new.value,
            change=new.value - old.value,
            least=None if new.bound is None else new.bound - old.value,
            most=None if old.bound is None else new.value - old.bound,
        )
        for old, new in zip(base.tiers, forced.tiers, strict=False)
        if forced.plan is not None
    )
