"""Table 5, 空间冲突表: where a site meets protected ground or another site, and what follows from it.

Ground of a block that was cut off stands with what each layer took first of the outline, from the ledger; what still
overlaps stands with the measured overlap and distance.
"""

from __future__ import annotations

from collections.abc import Sequence

from models import Action, Block, Case, Excluded, Layer, Method, Mine, Outcome, Overlap, Spacing, Text
from models.labels import ACTIONS
from optimizer.reporting.subjects import names
from optimizer.reporting.tables.derived import decision_of, source_line, source_text
from optimizer.reporting.tables.table import PERCENT, TWO, WHOLE, Cell, Column, Table
from optimizer.reporting.words import KINDS, words
from optimizer.spatial import LedgerLine, bars

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=6),
    Column("kind", "类别", "Kind", width=14),
    Column("site", "编号", "Site", width=10),
    Column("name", "区块/矿山", "Name", width=28),
    Column("other", "图层/相邻矿业权", "Layer or neighbour", width=28),
    Column("area", "重叠面积", "Overlap", "m²", TWO, 14),
    Column("share", "占比", "Share", form=PERCENT, width=8),
    Column("distance", "最近距离", "Nearest distance", "m", TWO, 11),
    Column("rule", "规则", "Rule", width=46),
    Column("verdict", "结论", "What follows", width=38),
    Column("plan", "本方案", "This plan", width=14),
)
CUT = Text(zh="已扣除，余下部分可投放", en="cut off; the rest may be licensed")
_FOLLOWS = {
    "none": Text(
        zh="图层不限制该开采方式或矿种，或在容差以内",
        en="the layer does not bar this method or mineral, or within tolerance",
    ),
    "consent": Text(zh="已取得主管单位同意（有记录）", en="the operator has agreed, on record"),
    "ask": Text(zh="未取得同意前不得投放", en="not to be licensed without consent"),
    "block": Text(zh="严禁新设采矿权", en="no new licence"),
    "mine": Text(zh="现有矿山：不得扩建，可依法关闭退出", en="existing mine: no expansion, may be closed"),
    "overlap": Text(zh="叠合占压，不得同时设置", en="on the same ground: not both"),
    "touch": Text(zh="容差以内", en="within tolerance"),
    "near": Text(zh="爆破间距不足，不得同时露天开采", en="too close for blasting: not both as open pits"),
}


def conflicts(case: Case, outcome: Outcome, ledger: Sequence[LedgerLine] = ()) -> Table:
    """Return the table: what was cut off, what still overlaps, sites on the same ground, sites too close."""
    found: list[tuple[Cell, ...]] = []
    for line in ledger:
        found += _cut(case, outcome, line)
    found += [_excluded(case, outcome, line) for line in case.geography.excluded]
    found += [_overlap(case, outcome, pair) for pair in case.geography.overlaps]
    found += [_near(case, outcome, pair) for pair in case.geography.spacings if _too_close(case, pair)]
    rows = tuple((number, *row) for number, row in enumerate(found, start=1))
    return Table("conflicts", "5", "空间冲突表", "Spatial conflicts", COLUMNS, rows, frozen=4)


def _cut(case: Case, outcome: Outcome, line: LedgerLine) -> list[tuple[Cell, ...]]:
    layers = {layer.id: layer for layer in case.layers}
    return [
        _row(case, outcome, line.block, layers[name].name, (area, round(area / line.outline_m2, 6), None), name, CUT)
        for name, area in line.first
        if layers[name].touched == "clip"
    ]


def _excluded(case: Case, outcome: Outcome, line: Excluded) -> tuple[Cell, ...]:
    layer = next(layer for layer in case.layers if layer.id == line.layer)
    measures = (line.area_m2, line.share, line.distance_m)
    return _row(case, outcome, line.site, layer.name, measures, layer.id, follows(case, layer, line))


def follows(case: Case, layer: Layer, line: Excluded) -> Text:
    """Return what the overlap of a site with a layer means."""
    site = case.site[line.site]
    barred = isinstance(site, Block | Mine) and bars(layer, site, case.mineral)
    if not layer.on or not barred or line.area_m2 <= layer.tolerance_m2:
        return _FOLLOWS["none"]
    if not isinstance(site, Block):
        return _FOLLOWS["mine"]
    if layer.touched == "consent":
        return _agreed(case, line) if line.consent else _FOLLOWS["ask"]
    return _FOLLOWS["block"]


def _agreed(case: Case, line: Excluded) -> Text:
    """Return that consent is given, with the document where the case names it."""
    said = _FOLLOWS["consent"]
    record = next((one for one in case.consents if (one.site, one.layer) == (line.site, line.layer)), None)
    if record is None:
        return said
    source = source_text(record.source_of("*") or next(iter(record.sources.values()), ""))
    who = " ".join(filter(None, (record.by, record.date)))
    return Text(
        zh="：".join(filter(None, (said.zh, who, source.zh))), en=": ".join(filter(None, (said.en, who, source.en)))
    )


def _overlap(case: Case, outcome: Outcome, pair: Overlap) -> tuple[Cell, ...]:
    known = names(case)
    verdict = _FOLLOWS["overlap" if pair.area_m2 > case.policy.overlap.tolerance_m2 else "touch"]
    return _row(case, outcome, pair.first, known[pair.second], (pair.area_m2, None, None), "", verdict)


def _near(case: Case, outcome: Outcome, pair: Spacing) -> tuple[Cell, ...]:
    known = names(case)
    return _row(case, outcome, pair.first, known[pair.second], (None, None, pair.distance_m), "", _FOLLOWS["near"])


def _too_close(case: Case, pair: Spacing) -> bool:
    rule = case.policy.overlap
    both = [case.site[pair.first], case.site[pair.second]]
    blasting = all(case.mineral[site.mineral].blasting for site in both)
    open_pits = all(getattr(site, "method", None) == Method.OPEN_PIT for site in both)
    new = not rule.spacing_new_only or any(site.kind != "mine" for site in both)
    return rule.on and blasting and open_pits and new and pair.distance_m < rule.spacing_m


def _row(
    case: Case, outcome: Outcome, site: str, other: Text, measures: tuple[Cell, Cell, Cell], layer: str, verdict: Text
) -> tuple[Cell, ...]:
    place, chosen = case.site[site], decision_of(outcome, site)
    rule = source_line(case, "exclusion" if layer else "overlap")
    done = words(ACTIONS, None if chosen is None else chosen.action)
    if chosen is not None and chosen.start is not None and chosen.action not in {Action.KEEP, Action.NOT_LICENSED}:
        done = Text(zh=f"{done.zh}（{chosen.start}）", en=f"{done.en} ({chosen.start})")
    return (words(KINDS, place.kind), site, place.name, other, *measures, rule, verdict, done)
