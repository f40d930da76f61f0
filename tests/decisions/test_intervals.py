"""Class intervals on the grid: every figure of the grid lies in the interval of exactly the class it is counted in."""

from __future__ import annotations

from decimal import Decimal

import builders as b
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.plans import class_of

from optimizer.decisions import decide
from optimizer.decisions.intervals import ClassIntervals, on_grid
from optimizer.facts import facts_of
from optimizer.rules import capacity

SIZES = ("small", "medium", "large")
METHOD = b.block().method


def stone(**fields):
    return b.mineral(production={"factor": 1, "content_power": 1}, **fields)


def test_limits_in_tonnes_of_a_stone_licensed_in_cubic_metres():
    # 208号: large from 100 万t; at 2.7 t/m³ that is 37.037… 万m³, so 37.03 is medium and 37.04 large; 50 / 2.7 = 18.5….
    case = b.case(minerals=(stone(resolution="0.01"),), production_classes=(b.sizes(large="100", medium="50"),))
    got = ClassIntervals(case).of("stone", METHOD, Decimal("2.7"))
    assert got == ((0.01, 18.51), (18.52, 37.03), (37.04, float("inf")))


def test_a_limit_on_the_grid_belongs_to_the_class_above():
    # 100 / 2.5 = 40 exactly.
    case = b.case(minerals=(stone(resolution="0.01"),), production_classes=(b.sizes(large="100", medium="50"),))
    assert ClassIntervals(case).of("stone", METHOD, Decimal("2.5")) == (
        (0.01, 19.99),
        (20.0, 39.99),
        (40.0, float("inf")),
    )


def test_a_row_for_the_method_comes_before_the_row_for_any():
    rows = (b.sizes(), b.sizes(large="4", medium="2").model_copy(update={"method": METHOD}))
    got = ClassIntervals(b.case(production_classes=rows))
    assert got.of("stone", METHOD, None) == ((1.0, 1.0), (2.0, 3.0), (4.0, float("inf")))
    assert got.of("ore", METHOD, None) is None


@pytest.mark.parametrize(
    ("low", "high", "step", "want"),
    [("0.1", "0.3", "0.1", (0.1, 0.3)), ("0.11", "0.39", "0.1", (0.2, 0.3)), ("0", "1", "0.3", (0.0, 0.9))],
)
def test_ends_move_inward(low, high, step, want):
    assert on_grid(float(low), float(high), Decimal(step)) == want


contents = st.decimals(min_value="0.5", max_value="4", places=2)
steps = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal("1"), Decimal("0.25")])


@given(contents, steps, st.integers(1, 400), st.integers(1, 30), st.integers(1, 30))
def test_a_course_and_the_check_class_every_figure_alike(content, step, number, medium, more):
    table = b.sizes(medium=str(medium), large=str(medium + more))
    site = b.block(content=content, most_capacity="1000")
    case = b.case(minerals=(stone(resolution=step),), production_classes=(table,), blocks=(site,), periods=b.periods(1))
    value = step * number
    intervals = ClassIntervals(case).of("stone", METHOD, content)
    size = class_of(case, site, value)
    inside = [name for name, (low, high) in zip(SIZES, intervals, strict=True) if low <= float(value) <= high]
    assert inside == [size]
    plan = b.plan(b.decided("B1", "block", "licensed", str(value), start="2021", production_class=size))
    good = capacity.check(facts_of(case, plan))[0].verdict == "conforms"
    assert good == (value <= 1000)
    assert good == any(
        low <= float(value) <= high and SIZES[klass] == size
        for klass, low, high in zip(
            *(getattr(decide(case).courses, name) for name in ("klass", "least", "most")), strict=True
        )
        if klass >= 0
    )
