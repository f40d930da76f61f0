"""Consents on record, written onto the overlaps that they are about: the table that the clause `exclusion` reads."""

from __future__ import annotations

from models import Case, Consent, Geography, Problem
from optimizer.spatial.codes import problem, words
from optimizer.spatial.rescale import replaced


def agreed(case: Case, tables: Geography) -> tuple[Geography, tuple[Problem, ...]]:
    """Return the tables with every overlap marked to which a consent is on record, and the consents without any."""
    if not case.consents:
        return tables, ()
    on_record = {(one.site, one.layer) for one in case.consents}
    rows = tuple(replaced(row, consent=True) if (row.site, row.layer) in on_record else row for row in tables.excluded)
    met = {(row.site, row.layer) for row in rows}
    on = {layer.id for layer in case.layers if layer.on}
    idle = (one for one in case.consents if one.layer in on and (one.site, one.layer) not in met)
    return replaced(tables, excluded=rows), tuple(map(_idle, idle))


def _idle(consent: Consent) -> Problem:
    return problem(
        "LD-679",
        words(f"{consent.site} 与图层 {consent.layer} 没有重叠，其同意文件不起作用",
              f"{consent.site} does not touch the layer {consent.layer}: the consent has no effect"),
        words("核对同意文件的区块与图层", "check which site and layer the document is about"),
        file="consents.csv", row=consent.site, field="layer", value=consent.layer, fatal=False,
    )  # fmt: skip
