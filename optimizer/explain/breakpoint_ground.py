"""What a moved number does to the ground: the case read and derived anew at each value.

An instance folder, or the inputs that a run keeps, is read again with the change laid over its scenarios, as one more
scenario would be, so that areas cut off, exclusions and hauls follow (`optimizer.spatial`), once a value. A run whose
inputs are gone, or give another case today, moves only what no geometry hangs on; the reason is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from models.case import Case
from models.problem import BadInputError
from models.scenario import Change
from optimizer.explain.breakpoint_vary import GONE, HAUL, SPACING, Maker, Reason, Vary, refused, varied
from optimizer.instance import load_case
from optimizer.spatial.nearness import REACH

OTHER = Reason(
    "成果所存输入如今给出另一算例，请改用算例目录",
    "the inputs of the run give another case today: name the instance folder",
)
HAULS = Reason(
    "算例自带运距表 hauls.csv，此项不起作用",
    "the instance gives its hauls itself (hauls.csv), nothing follows from this",
)
FAR = Reason(
    f"间距只量至 {REACH:g} m，更远的地块未列出",
    f"spacings are measured up to {REACH:g} m, sites further apart are not listed",
)


def maker(case: Case, vary: Vary, folder: Path | None, scenarios: Sequence[str] = ()) -> Maker:
    """Return the case at a value, derived anew from ``folder``, kept by value.

    Without a folder the number is set in `case` as it stands. Raises BadInputError (LD-504) with the reason for a
    number that cannot be moved honestly over its range.
    """
    if folder is None or not folder.is_dir():
        return cache(lambda value: varied(case, vary.path, value, GONE))
    if load_case(folder, scenarios).case != case:
        return cache(lambda value: varied(case, vary.path, value, OTHER))
    _admit(folder, vary)
    return cache(lambda value: load_case(folder, scenarios, (Change(path=vary.path, value=str(value)),)).case)


def _admit(folder: Path, vary: Vary) -> None:
    given = {path.stem for path in folder.glob("*.csv")}
    if vary.path.startswith(HAUL) and "hauls" in given:
        raise BadInputError((refused(vary.path, HAULS),))
    if vary.path == SPACING and vary.high > Decimal(REACH) and "spacings" not in given:
        raise BadInputError((refused(vary.path, FAR),))
