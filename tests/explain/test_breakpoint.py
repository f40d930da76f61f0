"""Break points against enumeration at every value: prices (exact, proven), demand (whole), and where plans end."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import builders as b
import pytest
from explain.alternatives_enumeration import Known, best, courses, plans

from models import Case
from models.problem import BadInputError
from models.words import Verdict
from optimizer.explain.breakpoint import sweep
from optimizer.explain.breakpoint_vary import read_vary, varied
from optimizer.explain.breakpoint_words import sweep_told

OPENING = "blocks[B1].opening_cost"
DEMAND = "demands[mineral=stone].quantity"


def pair(**fields: object) -> Case:
    given: dict[str, object] = {
        "periods": b.periods(1),
        "blocks": (
            b.block("B1", most_capacity="3", opening_cost="5", operating_cost="1"),
            b.block("B2", most_capacity="3", opening_cost="6", operating_cost="1"),
        ),
        "demands": (b.demand(quantity="3", shortage_price="100"),),
        "policy": b.policy(round_figures={"lists": [("stone", (1, 3))]}),
    }
    return b.case(**(given | fields))


def cost_lines(case: Case) -> list[tuple[tuple[object, ...], Fraction, Fraction]]:
    """Return courses, constant and slope in the opening cost of B1 of every plan best in the earlier tiers."""
    at = {value: list(plans(varied(case, OPENING, Decimal(value)))) for value in (0, 1)}
    top = min(one.tiers[:2] for one in at[0])
    lines = []
    for low, high in zip(at[0], at[1], strict=True):
        if low.tiers[:2] == top:
            lines.append((courses(low.plan), low.tiers[2], high.tiers[2] - low.tiers[2]))
    return lines


def envelope(lines: list[tuple[tuple[object, ...], Fraction, Fraction]], high: int) -> list[Fraction]:
    """Return the values in (0, high) at which the lowest line changes to that of other courses."""
    crossings = {(d - a) / (c - e) for _, a, c in lines for _, d, e in lines if c != e}
    found = []
    for at in sorted(value for value in crossings if 0 < value < high):
        low, up = (min(lines, key=lambda one, v=value: one[1] + one[2] * v)[0]
                   for value in (at - Fraction(1, 10**6), at + Fraction(1, 10**6)))  # fmt: skip
        if low != up:
            found.append(at)
    return found


def test_a_price_changes_the_plan_exactly_where_the_cost_lines_cross() -> None:
    case = pair()
    found = sweep(lambda value: varied(case, OPENING, value), Decimal(0), Decimal(30), tolerance=Decimal("0.01"))
    assert found.complete
    assert [one.exact for one in found.breaks] == envelope(cost_lines(case), 30)
    assert all(stretch.proven for stretch in found.stretches)
    for one in found.breaks:
        assert one.exact is not None
        assert one.before.value < one.exact < one.after.value
        assert one.after.value - one.before.value <= Decimal("0.01")


def test_demand_changes_the_plan_between_the_values_enumeration_says() -> None:
    case = pair(demands=(b.demand(quantity="1", shortage_price="100"),))
    found = sweep(lambda value: varied(case, DEMAND, value), Decimal(1), Decimal(7), tolerance=Decimal(1), samples=7)
    exact: dict[int, Known | None] = {value: best(varied(case, DEMAND, Decimal(value))) for value in range(1, 8)}
    for stop in found.stops:
        known = exact[int(stop.value)]
        assert known is not None
        assert stop.shown is not None
        assert stop.shown.tiers == known.tiers
    changes = [(low, high) for low, high in pairwise(exact) if key(exact[low]) != key(exact[high])]
    assert [(int(one.before.value), int(one.after.value)) for one in found.breaks] == changes
    assert not any(stretch.proven for stretch in found.stretches if stretch.first.value + 1 < stretch.last.value)


def key(one: Known | None) -> object:
    return None if one is None else courses(one.plan)


def test_the_value_at_which_no_plan_exists_any_more() -> None:
    policy = b.policy(demand={"mode": "hard"})
    case = pair(policy=policy, demands=(b.demand(quantity="1"),))
    found = sweep(lambda value: varied(case, DEMAND, value), Decimal(1), Decimal(9), tolerance=Decimal("0.125"))
    last = found.breaks[-1]
    assert last.before.verdict == Verdict.PROVEN_BEST
    assert last.after.verdict == Verdict.IMPOSSIBLE
    assert last.before.value <= 6 < last.after.value
    assert last.after.conflict
    assert any("plans end" in line.en for line in sweep_told(found, DEMAND))


def test_a_stop_keeps_the_values_solved() -> None:
    case = pair()
    seen: list[object] = []

    def watch(progress: object) -> bool:
        seen.append(progress)
        return "value 30" not in str(progress)

    found = sweep(lambda value: varied(case, OPENING, value), Decimal(0), Decimal(30), watch=watch)
    assert not found.complete
    assert [stop.value for stop in found.stops] == [Decimal(0)]
    assert "Not finished" in sweep_told(found, OPENING)[-1].en


def test_paths_and_ranges_are_read_and_faults_told_at_once() -> None:
    vary = read_vary("demands[mineral=stone,period=2021].quantity=1:7.5")
    assert (vary.path, vary.low, vary.high) == ("demands[mineral=stone,period=2021].quantity", 1, Decimal("7.5"))
    for wrong in ("a.b", "a.b=1", "a.b=3:1", "=1:2", "a=x:y"):
        with pytest.raises(BadInputError):
            read_vary(wrong)
    with pytest.raises(BadInputError, match="LD-503"):
        varied(pair(), "blocks[B9].opening_cost", Decimal(1))
    with pytest.raises(BadInputError, match="LD-504"):
        varied(pair(), OPENING, Decimal(-1))
    with pytest.raises(BadInputError, match="LD-504"):
        varied(pair(), "policy.haul.detour", Decimal(2))


def test_why_a_value_is_refused_is_said_in_both_languages() -> None:
    with pytest.raises(BadInputError) as refused:
        varied(pair(), OPENING, Decimal(-1))
    (problem,) = refused.value.problems
    assert problem.message.zh == f"“{OPENING}”不能这样更改：“-1”是负数，而此项不得为负"
    assert problem.message.en == f"“{OPENING}” cannot be changed so: “-1” is negative, and this must not be"
