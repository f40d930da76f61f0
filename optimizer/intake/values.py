"""One value of the planner's to one of ours: words by vocabulary, minerals by name or code, figures by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from models import Problem
from optimizer.intake.codes import near, tell
from optimizer.intake.fields import MINERALS, UNITS
from optimizer.intake.spec import Source
from optimizer.intake.table import Row
from optimizer.intake.units import KNOWN, Unit, convert, plain, unit_of
from optimizer.intake.vocabulary import FLOATED, WORDS, figure, word, year

NUMBERS = frozenset(
    (
        *("content", "operating_cost", "fixed_cost", "opening_cost", "capacity_cost", "lead_years", "closing_cost"),
        *("restoration_cost", "restoration_years", "rectify_cost", "rectify_years", "expected_resource"),
        *("expected_deposits", "cost", "years", "east", "north", "quota"),
    )
)
YEARS = frozenset({"expires"})
EMPTY = frozenset({"/", "-", "—", "无"})
ONCE = frozenset({"LD-833", "LD-834", "LD-835"})
SIGNED = frozenset({"east", "north"})
SQUARE_KILOMETRE = Unit("area", Fraction(1_000_000))
UNIT_FIELD = {"capacity": "capacity_unit", "resource": "resource_unit"}


class Reader:
    """Reads the values of one source and gathers what is wrong with them."""

    def __init__(self, file: str, source: Source, minerals: Sequence[Mapping[str, Any]]) -> None:
        self.file = file
        self.source = source
        self.problems: list[Problem] = []
        self.unitless: set[str] = set()
        self.once: set[tuple[str, str, str]] = set()
        self.minerals = {str(mineral.get("id")): mineral for mineral in minerals}
        self.known = {key: name for name, mineral in self.minerals.items() for key in _keys(mineral)}

    def value(self, row: str, cells: Row, to: str, field: str, unit: str, done: Mapping[str, str],
              chosen: Mapping[str, tuple[str, str]]) -> str | None:  # fmt: skip
        """Return our text of a cell, None where it is empty or cannot be read (which is told)."""
        text = _text(cells.get(field))
        mapped = self.source.values.get(to, {}).get(text)
        if mapped is not None:
            return mapped
        if not text or (text in EMPTY and to not in WORDS):
            return None
        if to in UNITS or to in NUMBERS or to.startswith("attributes."):
            return self.number(row, cells, to, field, unit, text, done, chosen)
        return self.words(row, to, field, text)

    def fault(self, code: str, row: str, field: str, value: str, **slots: Any) -> None:
        """Gather a problem of one cell; a unit that is wrong for a whole column is told at its first row only."""
        if code in ONCE:
            if (code, field, value) in self.once:
                return
            self.once.add((code, field, value))
        self.problems.append(tell(code, self.file, row, field, value, **slots))

    def words(self, row: str, to: str, field: str, text: str) -> str | None:
        """Return our text of words: a mineral by id, name or code, a vocabulary, a year, or the words themselves."""
        choices: list[str] = []
        if to == "licence" and FLOATED.fullmatch(text):
            self.fault("LD-845", row, field, text)
            return None
        if to in MINERALS:
            found, choices = self.known.get(text), list(self.known)
        elif to in WORDS:
            found = word(to, text)
            choices = [name for ours, theirs in WORDS[to].items() for name in (ours, *theirs[:1])]
        else:
            found = year(text) if to in YEARS else text
        if found is None:
            slots = near(text, choices) if choices else {}
            self.fault("LD-838" if choices else "LD-842", row, field, text, **slots)
        return found

    def number(self, row: str, cells: Row, to: str, field: str, unit: str, text: str, done: Mapping[str, str],
               chosen: Mapping[str, tuple[str, str]]) -> str | None:  # fmt: skip
        """Return a figure in our unit, exactly."""
        value = figure(text)
        if value is None or (value < 0 and to not in SIGNED):
            self.fault("LD-836" if value is None else "LD-837", row, field, text)
            return None
        kind = UNITS.get(to)
        if kind is None:
            return plain(value)
        stated = chosen.get(f"{kind}.unit", ("", ""))[0]
        given = self.unit(row, field, unit, _text(cells.get(stated)) if stated else "")
        wanted = self.wanted(kind, done.get("mineral", ""))
        if given is None or wanted is None:
            return None
        found = convert(value, given[1], wanted[1])
        if found is None:
            self.fault("LD-835", row, field, given[0], detail=wanted[0])
        return None if found is None else plain(found)

    def unit(self, row: str, field: str, said: str, stated: str) -> tuple[str, Unit] | None:
        """Return the unit that spec and data state, once they do not contradict each other."""
        units = {text: unit_of(text) for text in (said, stated) if text}
        known = [(text, unit) for text, unit in units.items() if unit is not None]
        if len(known) < len(units):
            unknown = next(text for text, unit in units.items() if unit is None)
            self.fault("LD-834", row, field, unknown, choices=" ".join(KNOWN))
        elif len(known) == 2 and known[0][1] != known[1][1]:
            self.fault("LD-843", row, field, stated, detail=said)
        elif not known:
            self.fault("LD-833", row, field, field, choices=" ".join(KNOWN))
        else:
            return known[0]
        return None

    def wanted(self, kind: str, mineral: str) -> tuple[str, Unit] | None:
        """Return the unit in which the model wants a figure: km², or the mineral's (told once where it is unknown)."""
        if kind == "area":
            return "km²", SQUARE_KILOMETRE
        name = str(self.minerals.get(mineral, {}).get(UNIT_FIELD[kind], ""))
        unit = unit_of(name)
        if unit is None and mineral in self.minerals and mineral not in self.unitless:
            self.unitless.add(mineral)
            self.fault("LD-834", mineral, UNIT_FIELD[kind], name, choices=" ".join(KNOWN))
        return None if unit is None else (name, unit)


def _keys(mineral: Mapping[str, Any]) -> list[str]:
    name = mineral.get("name")
    names = list(name.values()) if isinstance(name, Mapping) else []
    return [str(key) for key in (mineral.get("id"), mineral.get("code"), *names) if key]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).strip()
