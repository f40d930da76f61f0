"""How often a site holds a licence among the plans as good: selection frequency.

    share_i = |{P in pool: site i licensed, kept, expanded, rectified, formed or granted in P}| / |pool|

pool: the base plan and the alternatives found within the loss, each with other courses. When the search proved that
there are no more, the pool is *exhausted* and the shares are those of all such plans; else they are those of the plans
found, best first, and say nothing certain of the rest: a share of 1 then never means that a site cannot be replaced.
Unit: 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pydantic import Field

from models.base import Id, Record, Text
from models.plan import Plan
from optimizer.explain.alternatives import Alternatives
from optimizer.explain.alternatives_data import told
from optimizer.explain.alternatives_pattern import licensed


class Frequency(Record):
    """In how many of the plans within the loss a site holds a licence."""

    site: Id = Field(description="site")
    held: int = Field(description="plans in which it holds a licence [count]")
    plans: int = Field(description="plans in the pool, the base plan with them [count]")
    exhausted: bool = Field(description="proven that no plan within the loss has other courses")

    @property
    def share(self) -> Fraction:
        """The share of the plans [1]."""
        return Fraction(self.held, self.plans)


def frequencies(found: Alternatives) -> tuple[Frequency, ...]:
    """Return the frequency of every site among the base plan and the alternatives of ``found``."""
    pool = (found.base.plan, *(one.shown.plan for one in found.found))
    complete = found.complete and found.measure == "sites" and found.distance <= 1
    return _counted(pool, complete)


def _counted(pool: Sequence[Plan], exhausted: bool) -> tuple[Frequency, ...]:
    held = [licensed(plan) for plan in pool]
    sites = (decision.site for decision in pool[0].decisions)
    return tuple(
        Frequency(site=site, held=sum(site in one for one in held), plans=len(pool), exhausted=exhausted)
        for site in sites
    )


def pool_told(found: Alternatives) -> Text:
    """Return what the frequencies were counted over."""
    count, limit = len(found.found) + 1, told(found.limit)
    zh = f"入选频率按末层目标不超过 {limit} 的 {count} 个方案统计"
    en = f"Frequencies over {count} plans with the last tier at most {limit}"
    if found.complete:
        return Text(zh=f"{zh}，已证明没有更多这样的方案。", en=f"{en}; proven: there are no more.")
    return Text(
        zh=f"{zh}；可能还有更多，频率不说明能否替代。",
        en=f"{en}; there may be more, so a frequency does not say whether a site can be replaced.",
    )
