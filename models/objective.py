"""The objective: ordered tiers, each a weighted sum of named terms, minimised and then held while the next is."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from models.base import Amount, Figure, Record, Share


class Tier(Record):
    """One tier of the objective: a weighted sum of named terms, then held within a tolerance."""

    name: str = Field(title="名称", min_length=1, description="name")
    weights: tuple[tuple[str, Figure], ...] = Field(
        title="目标项及权重 [1]", min_length=1, description="term and weight [1]"
    )
    tolerance: Amount = Field(
        title="后续层级可动用的比例 [1]",
        default=Decimal("1e-9"),
        description="share of its value later tiers may spend [1]",
    )


DEFAULT_TIERS = (
    Tier(name="breach", weights=(("breach", Decimal(1)),)),
    Tier(name="shortage", weights=(("shortage", Decimal(1)),)),
    Tier(
        name="cost",
        weights=tuple(
            (term, Decimal(1))
            for term in ("import", "opening", "capacity", "operating", "fixed", "haul", "closure", "exploration")
        ),
    ),
)


class Objective(Record):
    """What is wanted: an ordered list of tiers; the last carries the published canonical surcharge."""

    tiers: tuple[Tier, ...] = Field(
        title="目标层级（按先后）", default=DEFAULT_TIERS, min_length=1, description="tiers in order"
    )
    discount: Share = Field(
        title="资金年折现率 [1]", default=Decimal(0), description="yearly discount rate of money [1]"
    )
    surcharge: Amount = Field(
        title="唯一性附加上限，计入末层 [万元]",
        default=Decimal("0.1"),
        description="largest canonical surcharge of one course, part of the last tier [万元]",
    )
    gap: Amount = Field(
        title="称为已证最优的最大相对间隙 [1]",
        default=Decimal("0.00001"),
        description="largest relative gap that is called proven best [1]",
    )
