"""Everything that the page needs to draw one case and its plan, as plain data: board and single file read the same.

A text is a list [Chinese, English], of one entry where both are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import Case, Outcome, Text
from models.labels import ACTIONS, TERMS
from models.units import unit
from optimizer.reporting.frames import Layers
from optimizer.reporting.maps.difference import STYLES
from optimizer.reporting.sheet.palette import CATEGORIES, ramp
from optimizer.reporting.words import JUDGEMENTS, SIZES, STATES, VERDICTS
from optimizer.serve.figures import movables
from optimizer.serve.ground import ground_told
from optimizer.serve.page_words import WORDS
from optimizer.serve.table import columns_told, sites_told
from optimizer.serve.telling import Plain, outcome_told, plain

FORMAT = "lodeplan-board-1"
ONLY = [CATEGORIES[5].fill, CATEGORIES[5].hatch]
"""The look of a site that only one of two plans has."""
NOTHING = Text(zh="未注明", en="not stated")


def scene_of(case: Case, outcome: Outcome | None, layers: Layers) -> Plain:
    """Return the scene of ``case`` with the plan of ``outcome``, if there is one."""
    return {
        "format": FORMAT,
        "words": WORDS,
        "frame": _frame(case),
        "periods": [{"id": one.id, "start": one.start, "years": one.years} for one in case.periods],
        "vocabulary": _vocabulary(),
        "palette": [[one.fill, one.hatch] for one in CATEGORIES],
        "changes": {**{key: [style.fill, style.hatch] for key, (style, _, _) in STYLES.items()}, "only": ONLY},
        "ramp": list(ramp(len(case.periods))),
        "minerals": {one.id: {"name": plain(one.name), "unit": plain(unit(one.account_unit)), "solid": one.solid}
                     for one in case.minerals},
        "columns": columns_told(),
        "sites": sites_told(case),
        "ground": ground_told(case, layers),
        "places": [{"name": plain(one.name), "at": [float(one.east), float(one.north)]}
                   for one in case.places if one.east is not None and one.north is not None],
        "figures": [figure_told(one) for one in movables(case)],
        "outcome": None if outcome is None else outcome_told(case, outcome),
    }  # fmt: skip


def figure_told(one: Any) -> Plain:
    """Return a movable figure as the page reads it."""
    told: Plain = one.model_dump(mode="json", include={"path", "group", "value"})
    return told | {"name": plain(one.name), "unit": plain(unit(one.unit)) if one.unit else [""]}


def _frame(case: Case) -> Plain:
    frame = case.frame
    return {
        "id": frame.id,
        "title": plain(frame.title),
        "county": plain(frame.county),
        "office": plain(frame.office),
        "date": frame.date,
        "statement": plain(frame.statement or NOTHING),
        "base_year": frame.base_year,
        "plan_year": frame.plan_year or case.periods[-1].id,
    }


def _vocabulary() -> dict[str, dict[str, list[str]]]:
    tables: dict[str, Mapping[Any, tuple[str, str]]] = {
        "actions": ACTIONS,
        "sizes": SIZES,
        "terms": TERMS,
        "verdicts": VERDICTS,
        "judgements": JUDGEMENTS,
        "states": STATES,
    }
    return {name: {str(key): list(pair) for key, pair in table.items()} for name, table in tables.items()}
