"""Tables of alternatives: the plans beside the base plan, how far they lie, and what is the same in all."""

from __future__ import annotations

from models import Case, Text
from optimizer.explain.alternatives import Alternatives
from optimizer.explain.alternatives_span import Span
from optimizer.reporting.explained.columns import NAME, SITE, exact, joined, short
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table

NUMBER = Column("number", "方案", "Plan", form=WHOLE, width=6)
LOSS = Column("loss", "损失", "Loss", form="0.0000%", width=10)
VALUE = Column("value", "末层目标", "Last tier", form=FIGURE, width=16)
FAR = Column("distance", "与基准方案的距离", "Distance to the base plan", form=FIGURE, width=14)
SITES = Column("sites", "不同的地块", "Sites that differ", width=50)
KINDS = {
    "core": Text(zh="必选", en="in every plan"),
    "optional": Text(zh="可选", en="in some plans"),
    "never": Text(zh="不选", en="in no plan"),
    "unsettled": Text(zh="未定", en="not settled"),
}


def alternative_tables(case: Case, found: Alternatives, span: Span | None) -> tuple[Table, ...]:
    """Return the plans, what they do site by site, and core, optional and never sites."""
    rows = [(0, exact(found.base.tiers[-1]), exact(0), exact(0), joined(()))]
    rows += [
        (number, exact(one.shown.tiers[-1]), exact(one.loss), exact(one.distances[0]), joined(one.sites))
        for number, one in enumerate(found.found, 1)
    ]
    plans = Table("plans", "1", "替代方案", "Alternatives", (NUMBER, VALUE, LOSS, FAR, SITES), tuple(rows))
    return (plans, _by_site(case, found), *([] if span is None else [_sorts(case, span)]))


def _by_site(case: Case, found: Alternatives) -> Table:
    every = (found.base.plan, *(one.shown.plan for one in found.found))
    heads = tuple(Column(f"plan{n}", f"方案{n}", f"Plan {n}", width=18) for n in range(len(every)))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (site.id, site.name, *(short(plan.decision[site.id]) for plan in every)) for site in case.sites
    )
    note = Text(zh="方案 0 为基准方案。", en="Plan 0 is the base plan.")
    return Table(
        "plans_by_site", "2", "各方案逐地块安排", "Plans site by site", (SITE, NAME, *heads), rows, note, frozen=2
    )


def _sorts(case: Case, span: Span) -> Table:
    rows = tuple((site, case.site[site].name, word) for kind, word in KINDS.items() for site in getattr(span, kind))
    kind = Column("kind", "在损失范围内", "Within the loss", width=16)
    return Table("core", "3", "必选、可选与不选地块", "Core, optional and never", (SITE, NAME, kind), rows)
