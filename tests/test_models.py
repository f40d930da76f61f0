"""Records: exact figures, closed fields, copies without stale look-ups, a unit on every figure."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from builders import block, case, mineral
from pydantic import BaseModel, ValidationError

import models


def test_a_float_is_the_decimal_it_is_written_as() -> None:
    assert mineral(content=0.1).content == Decimal("0.1")


@pytest.mark.parametrize("value", ["NaN", "Infinity", True, "ten"])
def test_what_is_no_figure_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        mineral(content=value)


def test_copies_do_not_keep_stale_lookups() -> None:
    first = case(blocks=(block("B1"),))
    assert set(first.site) == {"B1"}
    assert set(first.model_copy(update={"blocks": (block("B2"),)}).site) == {"B2"}


def test_records_are_frozen_and_closed() -> None:
    with pytest.raises(ValidationError):
        block().name = "other"
    with pytest.raises(ValidationError):
        block(colour="red")


def test_every_figure_names_its_unit() -> None:
    kinds = [kind for kind in vars(models).values() if isinstance(kind, type) and issubclass(kind, BaseModel)]
    named = {
        (kind.__name__, name)
        for kind in kinds
        for name, field in kind.model_fields.items()
        if "Decimal" in str(field.annotation)
    }
    without = {
        (kind.__name__, name)
        for kind in kinds
        for name, field in kind.model_fields.items()
        if (kind.__name__, name) in named and "[" not in (field.description or "")
    }
    # Values of outcomes are in the unit that stands beside them in the record.
    assert {pair for pair in without if pair[0] not in {"Outcome", "TierResult", "Finding"}} == set()


def records(kind: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Return a record and all that its fields hold."""
    if kind in seen:
        return seen
    seen.add(kind)
    for field in kind.model_fields.values():
        for inner in parts(field.annotation):
            records(inner, seen)
    return seen


def parts(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [inner for part in getattr(annotation, "__args__", ()) for inner in parts(part)]


def test_every_field_that_a_planner_writes_says_what_it_is_in_both_languages() -> None:
    fields = [
        (kind.__name__, name, field)
        for kind in records(models.Case, set()) | records(models.Scenario, set())
        for name, field in kind.model_fields.items()
    ]
    assert len(fields) > 300
    assert [(kind, name) for kind, name, field in fields if not re.search("[\u4e00-\u9fff]", field.title or "")] == []
    # A unit stands in square brackets at the end, in both texts or in neither.
    units = [(kind, name, field.title, field.description) for kind, name, field in fields]
    assert [unit for unit in units if ("[" in unit[2]) != ("[" in (unit[3] or ""))] == []
