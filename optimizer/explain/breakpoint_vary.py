"""One number of a case moved: ``PATH=FROM:TO`` in the path grammar of scenarios, and the case at a value.

The case is written out, the change applied as a scenario's would be, and the case validated anew. What geometry is
derived from cannot be moved in a case alone, because its tables would not follow: see `breakpoint_ground`. A value that
the models refuse is told as bad input, with the path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pydantic import ValidationError

from models.case import Case
from models.problem import BadInputError, Problem
from models.scenario import Change
from optimizer.instance.change import NothingThereError, NotSoError, apply, refusal
from optimizer.instance.fault import tell
from optimizer.instance.fields import translate
from optimizer.instance.node import Node, grow, plain
from optimizer.instance.route import RouteError
from optimizer.instance.shape import fit

Maker = Callable[[Decimal], Case]
HAUL = ("policy.haul.detour", "policy.haul.access_km", "policy.haul.join_m")
SPACING = "policy.overlap.spacing_m"
GEOMETRIC = ("layers", "places", *HAUL, SPACING)
HAULED = frozenset({"haul_cost", "tonnes", "content", "east", "north"})
"""Fields that the cost of a derived haul comes from, of minerals and sites."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a number cannot be moved, in Chinese and English."""

    zh: str
    en: str


GONE = Reason(
    "空间分析由此项得出，此处无算例文件可重新分析，请改用算例目录",
    "geometry is derived from this and there are no files to derive it from anew: name the instance folder",
)
ALONE = Reason("此项影响空间分析，须改写输入文件", "geometry is derived from this")


@dataclass(frozen=True, slots=True)
class Vary:
    """A path and the range its value moves through."""

    path: str
    low: Decimal
    high: Decimal


def read_vary(text: str) -> Vary:
    """Return ``PATH=FROM:TO`` read. Raises BadInputError (LD-502) when it is not of that form."""
    path, _, span = text.rpartition("=")
    low, _, high = span.partition(":")
    try:
        vary = Vary(path.strip(), Decimal(low.strip()), Decimal(high.strip()))
    except InvalidOperation:
        vary = Vary("", Decimal(0), Decimal(0))
    if not vary.path or not vary.low < vary.high or not (vary.low.is_finite() and vary.high.is_finite()):
        raise BadInputError((tell("LD-502", "", "", "vary", text, detail="PATH=FROM:TO, FROM < TO"),))
    return vary


def varied(case: Case, path: str, value: Decimal | str, why_not: Reason = ALONE) -> Case:
    """Return ``case`` with the number (or word) at ``path`` set; ``why_not`` is told where geometry hangs on it."""
    return edited(case, (Change(path=path, op="set", value=str(value)),), why_not)


def edited(case: Case, changes: Sequence[Change], why_not: Reason = ALONE) -> Case:
    """Return ``case`` after changes in order. Raises BadInputError when a path or a value does not fit."""
    root = grow(case.model_dump(mode="json"))
    for change in changes:
        if geometric(case, change.path):
            raise BadInputError((refused(change.path, why_not),))
        root = _applied(root, change)
    try:
        return Case.model_validate(fit(plain(root), Case))
    except ValidationError as error:
        told = [translate(one, root, Case).message for one in error.errors(include_url=False)]
        why = Reason("；".join(one.zh for one in told), "; ".join(one.en for one in told))
        raise BadInputError((refused("; ".join(change.path for change in changes), why),)) from error


def _applied(root: Node, change: Change) -> Node:
    try:
        value = None if change.value is None else grow(change.value)
        return apply(root, change, value, Node(None))
    except (RouteError, NothingThereError, NotSoError) as error:
        raise BadInputError((refusal(error, change.path),)) from error


def geometric(case: Case, path: str) -> bool:
    """Whether tables of the case were derived from what is at ``path``."""
    carried = any(haul.distance_km is not None for haul in case.geography.hauls)
    return path.startswith(GEOMETRIC) or (carried and not HAULED.isdisjoint(path.split(".")))


def refused(path: str, why: Reason) -> Problem:
    """Return the problem of a number that cannot be moved."""
    return tell("LD-504", "", "", "path", path, detail=why.zh, detail_en=why.en)
