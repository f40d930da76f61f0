"""Columns: unique names, plans that come back from their point, courses that say what exact timelines say."""

from __future__ import annotations

from functools import cache
from random import Random

import builders as b
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.plans import options, random_plan
from rules.wide import wide

from models import Decision, Plan
from optimizer.decisions import Decisions, decide, decode, encode
from optimizer.decisions.encode import NoSuchCourseError, find_course
from optimizer.facts import facts_of


@pytest.mark.parametrize("seed", range(12))
def test_every_column_has_a_name_of_its_own(seed):
    decisions = decide(wide(seed))
    assert len(set(decisions.names)) == len(decisions.names)
    assert (decisions.lower <= decisions.upper).all()
    assert np.isfinite(decisions.upper).all()


@cache
def laid_out(seed: int) -> Decisions:
    return decide(wide(seed))


def possible(seed: int, number: int) -> tuple:
    """A wide case and a random plan for it, where a site does nothing if what was drawn is none of its courses."""
    decisions = laid_out(seed)
    case = decisions.case
    drawn = random_plan(case, Random(number))
    kept = tuple(d if known(decisions, d) else next(options(case, case.site[d.site])) for d in drawn.decisions)
    plan = Plan(decisions=kept, outputs=drawn.outputs, shipments=drawn.shipments, purchases=drawn.purchases)
    return case, decisions, plan, encode(decisions, plan)


def known(decisions: Decisions, decision: Decision) -> bool:
    try:
        find_course(decisions, decision)
    except NoSuchCourseError:
        return False
    return True


def flows(plan: Plan) -> tuple[dict, dict, dict]:
    return (
        {(o.site, o.period): o.quantity for o in plan.outputs},
        {(s.site, s.place, s.period): s.quantity for s in plan.shipments},
        {(p.mineral, p.place, p.period): p.quantity for p in plan.purchases},
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5), st.integers(0, 10**6))
def test_a_plan_comes_back_from_its_point(seed, number):
    _, decisions, plan, x = possible(seed, number)
    back = decode(decisions, x)
    assert back.decisions == plan.decisions
    step = min(m.resolution for m in decisions.case.minerals)
    for found, given_ in zip(flows(back), flows(plan), strict=True):
        assert found.keys() == given_.keys()
        assert all(abs(found[key] - given_[key]) <= step * 10 for key in found)  # purchases may lie between two steps
    assert flows(back)[:2] == flows(plan)[:2]
    assert np.allclose(encode(decisions, back), x, atol=0.1)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 20), st.integers(0, 10**6))
def test_courses_say_in_arrays_what_timelines_say_in_fractions(seed, number):
    case, decisions, plan, x = possible(seed, number)
    lines, courses = facts_of(case, plan).timelines, decisions.courses
    for decision in plan.decisions:
        course, line, value = find_course(decisions, decision), lines[decision.site], float(decision.capacity)
        assert (courses.active[course] > 0).tolist() == list(line.active)
        usable = courses.base[course] + courses.usable[course] * value
        assert usable == pytest.approx([float(share) for share in line.usable], abs=1e-9)
        licensed = courses.held[course] + courses.licensed[course] * value
        assert licensed == pytest.approx([float(share) for share in line.licensed], abs=1e-9)
        sizes = [-1 if size is None else ("small", "medium", "large").index(size) for size in line.size]
        assert courses.size[course].tolist() == sizes
    assert (x[: len(courses)].sum()) == len(case.sites)


def test_what_no_column_says_is_refused_by_name():
    decisions = decide(b.case(blocks=(b.block(most_capacity=4),), explorations=(b.exploration(),)))
    idle = (b.decided("B1", "block", "not_licensed"), b.decided("E1", "exploration", "not_granted"))
    for wrong in (
        b.plan(b.decided("X", "block", "not_licensed")),
        b.plan(b.decided("B1", "block", "licensed", "9", start="2021", production_class="medium")),
        b.plan(*idle, outputs=({"site": "E1", "period": "2021", "quantity": 1},)),
        b.plan(*idle, shipments=({"site": "B1", "place": "town", "period": "2021", "quantity": 1},)),
        b.plan(*idle, purchases=({"mineral": "stone", "place": "town", "period": "2021", "quantity": 1},)),
    ):
        with pytest.raises(NoSuchCourseError):
            encode(decisions, wrong)


def test_a_figure_of_the_list_is_a_course_of_its_own():
    case = b.case(
        blocks=(b.block(most_capacity=10),), periods=b.periods(1),
        policy=b.policy(round_figures={"lists": (("stone", (1, 3, 7)),)}),
    )  # fmt: skip
    names = decide(case).courses.ids
    assert names == (
        "B1:not_licensed", "B1:licensed:small:2021:1", "B1:licensed:small:2021:3", "B1:licensed:medium:2021:7",
    )  # fmt: skip
