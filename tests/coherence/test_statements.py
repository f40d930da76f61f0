"""Printed figures are read exactly, in every form that plans use."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Statement
from optimizer.coherence import statements


def said(value: str) -> Statement:
    return Statement(id="x", value=value)


def test_forms() -> None:
    assert statements.figures(said("1.4:1:5.4"), ":") == (Fraction(7, 5), 1, Fraction(27, 5))
    assert statements.figures(said("4+2+23"), r"\+") == (4, 2, 23)
    assert statements.figure(said("-17")) == -17
    assert statements.figure(said("+2")) == 2
    assert statements.span(said("90-100")) == (90, 100)
    assert statements.span(said("1500")) == (1500, 1500)
    assert statements.bound(said("≥40%")) == statements.Bound("≥", Fraction(2, 5))
    assert statements.bound(said("＜45")) == statements.Bound("<", Fraction(45))
    assert statements.equation(said("75.99万t=23万m³")) == (
        statements.Quantity(Fraction(759900), "t"),
        statements.Quantity(Fraction(230000), "m³"),
    )


@pytest.mark.parametrize("value", ["", "约四成", "a:b", "7:五"])
def test_what_cannot_be_read_is_none(value: str) -> None:
    assert statements.figures(said(value), ":") is None
    assert statements.bound(said(value)) is None
    assert statements.equation(said(value)) is None


@given(st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=6))
def test_ratios_round_trip(parts: list[Decimal]) -> None:
    assert statements.decimals(said(":".join(str(part) for part in parts)), ":") == tuple(parts)
