"""Alternatives against enumeration: loss, distance, "no more", the most different plan, core and never sites."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
from explain.alternatives_enumeration import Known, apart, best_by_courses, courses, quarries

from models.words import Action
from optimizer.audit import audit
from optimizer.explain.alternatives import alternatives
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.alternatives_errand import Enough
from optimizer.explain.alternatives_pattern import HOLDING, shifted
from optimizer.explain.alternatives_span import span
from optimizer.explain.alternatives_words import alternatives_told, span_told
from optimizer.solve import Settings

LOSS = Fraction(3, 5)
SOLVERS = ("highs", "cbc", "scip", "cp_sat")


@cache
def room() -> dict[tuple[object, ...], Known]:
    """Return the best plan of each course pattern within the loss, by enumeration."""
    known = best_by_courses(quarries())
    top = min(one.tiers for one in known.values())
    return {key: one for key, one in known.items()
            if one.tiers[:2] == top[:2] and one.tiers[2] <= top[2] + LOSS * abs(top[2])}  # fmt: skip


@cache
def greedy(distance: int) -> tuple[Fraction, ...]:
    """Return the last tiers of the plans found one after the other, each the best so far from all before."""
    left = sorted(room().values(), key=lambda one: one.tiers)
    chosen: list[Known] = []
    for one in left:
        if all(apart(courses(one.plan), courses(other.plan)) >= distance for other in chosen):
            chosen.append(one)
    return tuple(one.tiers[2] for one in chosen[1:])


@pytest.mark.parametrize("backend", SOLVERS)
@pytest.mark.parametrize("distance", [1, 2, 3])
def test_every_plan_within_the_loss_is_found_and_then_there_are_no_more(backend: str, distance: int) -> None:
    case = quarries()
    found = alternatives(case, loss=LOSS, distance=distance, count=99, settings=Settings(backend=backend))
    assert found.complete
    assert tuple(one.shown.tiers[2] for one in found.found) == greedy(distance)
    keys = [courses(found.base.plan), *(courses(one.shown.plan) for one in found.found)]
    assert all(apart(a, c) >= distance for n, a in enumerate(keys) for c in keys[:n])
    for one in found.found:
        assert audit(case, one.shown.plan).passed
        assert 0 <= one.loss <= LOSS
        assert one.distances[0] == apart(keys[0], courses(one.shown.plan))


@pytest.mark.parametrize("backend", SOLVERS)
def test_capacity_moved_keeps_plans_apart(backend: str) -> None:
    case, settings = quarries(), Settings(backend=backend)
    found = alternatives(case, loss=LOSS, distance=4, count=99, measure="capacity", settings=settings)
    assert found.complete
    plans = [found.base.plan, *(one.shown.plan for one in found.found)]
    assert all(shifted(case, a, c) >= 4 for n, a in enumerate(plans) for c in plans[:n])
    far = [one for one in room().values() if shifted(case, plans[0], one.plan) >= 4]
    assert bool(far) == bool(found.found)
    assert found.found[0].shown.tiers[2] == min(one.tiers[2] for one in far)


def test_count_stops_early_and_says_so() -> None:
    found = alternatives(quarries(), loss=LOSS, distance=1, count=1)
    assert len(found.found) == 1
    assert not found.complete
    assert "may be more" in alternatives_told(found)[-1].en


def test_span_equals_enumeration() -> None:
    found = span(quarries(), loss=LOSS)
    seen = [{d.site for d in one.plan.decisions if d.action in HOLDING} for one in room().values()]
    sites = {"B1", "B2", "B3", "M1"}
    assert set(found.core) == set.intersection(*seen)
    assert set(found.never) == sites - set.union(*seen)
    assert set(found.optional) == set.union(*seen) - set.intersection(*seen)
    assert found.unsettled == ()
    base = courses(found.base.plan)
    assert found.farthest_proven
    assert found.farthest_distance == max(apart(base, key) for key in room())


def test_stopping_keeps_what_is_done_and_claims_nothing() -> None:
    asked: list[str] = []

    def watch(progress: object) -> bool:
        asked.append(str(progress))
        return sum("alternative" in one for one in asked) < 2 and not any("core" in one for one in asked)

    found = alternatives(quarries(), loss=LOSS, distance=1, count=9, watch=watch)  # type: ignore[arg-type]
    assert not found.complete
    assert found.remark is not None
    asked.clear()
    whole = span(quarries(), loss=LOSS, watch=watch)  # type: ignore[arg-type]
    assert whole.core == whole.never == ()
    assert set(whole.unsettled) | set(whole.optional) == {"B1", "B2", "B3", "M1"}


def test_sentences_hold_the_numbers_and_data_is_plain() -> None:
    found = alternatives(quarries(), loss=LOSS, distance=2, count=2)
    lines = alternatives_told(found)
    for one, line in zip(found.found, lines[1:], strict=False):
        assert str(float(one.shown.tiers[2])).rstrip("0")[:8] in line.en
        assert all(site in line.zh for site in one.sites)
    assert as_data(found)["found"][0]["sites"] == list(found.found[0].sites)
    assert all(line.zh and line.en for line in span_told(span(quarries(), loss=LOSS)))


def test_without_a_plan_there_is_nothing_to_compare() -> None:
    lock = {"site": "M1", "action": Action.KEEP, "forbid": True}
    other = {"site": "M1", "action": Action.CLOSE, "forbid": True}
    with pytest.raises(Enough):
        alternatives(quarries(locks=(lock, other)))
