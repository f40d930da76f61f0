"""Levers of scale: a figure of the least-scale table, a "/" of it, a service life.

    least'     = least - r                                        one cell: mineral, method, class of reserves
    shortest'  = min over i of recoverable_i / (R_i · c_i)        read off the plan, rounded down to 0.01 a
    longest'   = max over i of recoverable_i / (R_i · c_i)        rounded up

c_i: capacity in the plan on its grid, R_i: resource units mined per capacity unit. r: capacity unit per year.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import Scale
from models.plan import Plan
from models.site import Exploration
from models.words import Size
from optimizer.explain.forced import revised, with_clause
from optimizer.explain.repair_lever import CENT, NOTHING, Change, Finder, Lever, Moved, decimal, plain
from optimizer.facts import recoverable_of, resource_of
from optimizer.rules.minimum_scale import line_of

SIZES = {Size.LARGE: ("大型", "large"), Size.MEDIUM: ("中型", "medium"), Size.SMALL: ("小型", "small")}
TABLES = ("table", "industry")
Cell = tuple[tuple[int | None, ...], str, Size]
"""Place of the line in either table, id of the mineral, class of reserves."""


def scale_levers(find: Finder) -> Iterator[Lever]:
    """Yield the levers of the least-scale table and of the service life."""
    yield from _scales(find)
    yield from _lives(find)


def _scales(find: Finder) -> Iterator[Lever]:
    case, price = find.compiled.case, float(find.compiled.case.policy.minimum_scale.price)
    for (cell, banned), rows in _cells(find).items():
        places, mineral, size = cell
        name = "+".join(f"{table}[{place}]" for table, place in zip(TABLES, places, strict=True) if place is not None)
        zh, en = SIZES[size]
        told = case.mineral[mineral]
        what = Text(
            zh=f"{told.name.zh}（{zh}储量）最低开采规模", en=f"the least scale of {told.name.en} on {en} reserves"
        )
        id_ = f"minimum_scale.{name}.{size.value}"
        if banned:
            words = Text(zh=f"准予开采{zh}储量的{told.name.zh}", en=f"permit {told.name.en} on {en} reserves")
            yield Lever(f"{id_}.permitted", "minimum_scale", what, "", rows, price, None, _permitted(cell), words)
        else:
            yield Lever(id_, "minimum_scale", what, f"{told.capacity_unit}/a", rows, price, CENT, _lowered(cell))


def _cells(find: Finder) -> dict[tuple[Cell, bool], np.ndarray]:
    """Return the rows of each cell of the tables, those of a "/" apart; their keys end in the class of reserves."""
    case, d, rule = find.compiled.case, find.compiled.decisions, find.compiled.case.policy.minimum_scale
    site_of = {name: d.sites.ids[site] for name, site in zip(d.courses.ids, d.courses.site, strict=True)}
    found: dict[tuple[Cell, bool], list[int]] = {}
    for (clause, key), rows in find.table.items():
        if clause != "minimum_scale":
            continue
        subject, size = key.rsplit(" ", 1)
        site = case.site[subject.removesuffix(" /") if subject.endswith(" /") else site_of[subject]]
        assert not isinstance(site, Exploration)
        lines = (line_of(rule.table, site), line_of(rule.industry, site))
        places = tuple(None if line is None else getattr(rule, table).index(line)
                       for table, line in zip(TABLES, lines, strict=True))  # fmt: skip
        found.setdefault(((places, site.mineral, Size(size)), subject.endswith(" /")), []).extend(rows)
    return {key: np.array(sorted(rows), dtype=np.intp) for key, rows in found.items()}


def _figures(case: Case, cell: Cell) -> list[Decimal | None]:
    rule = case.policy.minimum_scale
    lines = zip(TABLES, cell[0], strict=True)
    return [getattr(getattr(rule, table)[place], cell[2].value) for table, place in lines if place is not None]


def _set(case: Case, cell: Cell, least: Fraction) -> Case:
    """Return the case in which neither table asks more of a cell than ``least``."""
    for table, place in zip(TABLES, cell[0], strict=True):
        if place is None:
            continue
        lines: list[Scale] = list(getattr(case.policy.minimum_scale, table))
        old = getattr(lines[place], cell[2].value)
        figure = decimal(least) if old is None else min(old, decimal(least))
        lines[place] = revised(lines[place], **{cell[2].value: figure})
        case = with_clause(case, "minimum_scale", **{table: tuple(lines)})
    return case


def _lowered(cell: Cell) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - needs no plan
        before = max(Fraction(figure) for figure in _figures(case, cell) if figure is not None)
        after = max(Fraction(0), before - amount)
        return _set(case, cell, after), plain(before), plain(after)

    return change


def _permitted(cell: Cell) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - a switch has no amount
        return _set(case, cell, Fraction(0)), "/", "0"

    return change


def _lives(find: Finder) -> Iterator[Lever]:
    rule = find.compiled.case.policy.reserve_fit
    for field, word, zh in (("shortest_life", "shortest", "最短"), ("longest_life", "longest", "最长")):
        if not getattr(rule, field):
            continue
        keys = [key for clause, key in find.table if clause == "reserve_fit" and key.endswith(f" {word} life")]
        name = Text(zh=f"{zh}服务年限", en=f"the {word} service life")
        yield Lever(f"reserve_fit.{field}", "reserve_fit", name, "a", find.rows("reserve_fit", keys),
                    float(rule.price), CENT, _life(field), None, _year(field))  # fmt: skip


def _life(field: str) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - read off the plan
        rule, shortest = case.policy.reserve_fit, field == "shortest_life"
        before = Fraction(getattr(rule, field))
        lives = [before, *_lived(case, plan, shortest)]
        after = None if None in lives else _rounded([life for life in lives if life is not None], shortest)
        value = None if after is None else decimal(after)
        told = NOTHING if after is None else plain(after)
        return with_clause(case, "reserve_fit", **{field: value}), plain(before), told

    return change


def _lived(case: Case, plan: Plan | None, shortest: bool) -> Iterator[Fraction | None]:
    """Yield the service life of what the plan builds, its capacity on the grid; None where it has no capacity."""
    for decision in () if plan is None else plan.decisions:
        site = case.site[decision.site]
        if decision.action not in case.policy.reserve_fit.applies_to or isinstance(site, Exploration):
            continue
        recoverable, step = recoverable_of(case, site), Fraction(case.mineral[site.mineral].resolution)
        parts = Fraction(decision.capacity) / step
        capacity = (ceil(parts) if shortest else floor(parts)) * step
        if recoverable is not None:
            yield None if capacity == 0 else recoverable / resource_of(case, site) / capacity


def _rounded(lives: list[Fraction], shortest: bool) -> Fraction:
    return floor(min(lives) / CENT) * CENT if shortest else ceil(max(lives) / CENT) * CENT


def _year(field: str) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - moves the life itself
        before = Fraction(getattr(case.policy.reserve_fit, field))
        after = max(Fraction(0), before - amount if field == "shortest_life" else before + amount)
        return with_clause(case, "reserve_fit", **{field: decimal(after)}), plain(before), plain(after)

    return change
