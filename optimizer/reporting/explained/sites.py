"""Tables of dossiers: the sentences of each site, and what each decision is worth."""

from __future__ import annotations

from collections.abc import Iterator

from models import Case
from models.labels import ACTIONS
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossiers import Dossiers
from optimizer.explain.importance import Standing
from optimizer.reporting.explained.columns import ACTION, NAME, SITE
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table
from optimizer.reporting.words import term, words

STANDINGS = {
    Standing.SETTLED: ("已证明", "proven"),
    Standing.OPEN: ("未定", "not settled"),
    Standing.IRREPLACEABLE: ("不可替代（已证明）", "cannot be replaced (proven)"),
}
STANDING = Column("standing", "结论", "Standing", width=18)
NUMBER = Column("number", "序号", "No.", form=WHOLE, width=6)
WORDS = Column("words", "说明", "Dossier", width=90)
TIER = Column("tier", "目标层", "Tier", width=16)
LEAST = Column("least", "替代代价下限", "Replacement cost, least", form=FIGURE, width=16)
MOST = Column("most", "替代代价上限", "Replacement cost, most", form=FIGURE, width=16)


def dossier_tables(case: Case, found: Dossiers) -> tuple[Table, ...]:
    """Return the sentences and the replacement costs."""
    sentences = tuple(
        (one.site, one.name, number, said.text)
        for one in found.dossiers
        for number, said in enumerate(one.sentences, 1)
    )
    told = (SITE, NAME, NUMBER, WORDS)
    costs = tuple(row for one in found.dossiers for row in _costs(case, one))
    return (
        Table("dossiers", "1", "地块档案", "Dossiers", told, sentences, frozen=1),
        Table("replacement", "2", "替代代价", "Replacement cost",
              (SITE, NAME, ACTION, STANDING, TIER, LEAST, MOST), costs, frozen=1),
    )  # fmt: skip


def _costs(case: Case, one: Dossier) -> Iterator[tuple[Cell, ...]]:
    head = (one.site, case.site[one.site].name, words(ACTIONS, one.decision.action), words(STANDINGS, one.standing))
    for tier in one.tiers:
        yield (*head, term(tier.name), tier.least, tier.most)
    if not one.tiers:
        yield (*head, None, None, None)
