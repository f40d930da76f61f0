"""Courses, listed by arrays, are those that a plain walk from site to site lists in fractions, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

import pytest
from random_cases import random_case
from rules.wide import wide

from models import Case, Merger, Mine
from optimizer.decisions import decide
from optimizer.facts import buildable_of, production_of

SIZES = ("small", "medium", "large")
Course = tuple[str, Fraction, Fraction]
NOTHING = (Fraction(0), Fraction(0))


def listed(case: Case) -> Iterator[Course]:
    """Name and capacity interval of every course, as `optimizer.decisions` describes them."""
    periods = [period.id for period in case.periods]
    joins = {site.id: [g.id for g in case.mergers if site.id in g.members] for site in case.sites}
    for block in case.blocks:
        yield (f"{block.id}:not_licensed", *NOTHING)
        for now in periods:
            yield from built(case, block, "licensed", now)
            yield from ((f"{block.id}:join:{merger}:{now}", *NOTHING) for merger in joins[block.id])
    for mine in case.mines:
        stands = (Fraction(mine.capacity),) * 2
        yield (f"{mine.id}:keep", *stands)
        for now in periods:
            yield (f"{mine.id}:close:{now}", *NOTHING)
            yield from ((f"{mine.id}:join:{merger}:{now}", *NOTHING) for merger in joins[mine.id])
            if mine.rectify_cost is not None:
                yield (f"{mine.id}:rectify:{mine.production_class.value}:{now}", *stands)
        for now in periods if mine.expandable else ():
            yield from built(case, mine, "expand", now)
    for merger in case.mergers:
        yield (f"{merger.id}:not_formed", *NOTHING)
        for now in periods:
            yield from built(case, merger, "formed", now)
    for find in case.explorations:
        yield (f"{find.id}:not_granted", *NOTHING)
        yield from ((f"{find.id}:granted:{now}", *NOTHING) for now in periods)


def built(case: Case, site, action: str, now: str) -> Iterator[Course]:
    """What can be built at a site, class by class: the grid's figures in the class and in the room of the site."""
    step = Fraction(case.mineral[site.mineral].resolution)
    least = max(
        Fraction(site.least_capacity), Fraction(site.capacity) + step if isinstance(site, Mine) else Fraction(0)
    )
    most = buildable_of(case, site)
    lists = dict(case.policy.round_figures.lists) if case.policy.round_figures.on else {}
    for size, low, high in bands(case, site, step):
        start = ceil(max(least, low) / step) * step
        end = floor((most if high is None else min(most, high)) / step) * step
        if start <= end and site.mineral not in lists:
            yield f"{site.id}:{action}{size}:{now}", start, end
        for figure in sorted(map(Fraction, lists.get(site.mineral, ()))):
            if start <= figure <= end:
                yield f"{site.id}:{action}{size}:{now}:{float(figure):.15g}", figure, figure


def bands(case: Case, site, step: Fraction) -> Iterator[tuple[str, Fraction, Fraction | None]]:
    rows = [row for row in case.production_classes if row.mineral == site.mineral]
    rows = [row for row in rows if row.method == site.method] or [row for row in rows if row.method is None]
    if not rows:
        yield "", step, None
        return
    unit = production_of(case, site)
    starts = [
        step,
        *(ceil(Fraction(limit) / unit / step) * step for limit in (rows[0].medium_from, rows[0].large_from)),
    ]
    for size, low, high in zip(SIZES, starts, [*starts[1:], None], strict=True):
        yield f":{size}", low, None if high is None else high - step


@pytest.mark.parametrize("case", [*map(wide, range(25)), *map(random_case, range(60))], ids=lambda _: "")
def test_courses_by_arrays_are_those_of_a_plain_walk(case):
    courses, wanted = decide(case).courses, list(listed(case))
    assert courses.ids == tuple(name for name, _, _ in wanted)
    assert courses.least.tolist() == pytest.approx([float(least) for _, least, _ in wanted], abs=1e-9)
    assert courses.most.tolist() == pytest.approx([float(most) for _, _, most in wanted], abs=1e-9)
    sites = [name.partition(":")[0] for name in courses.ids]
    assert sites == [case.sites[row].id for row in courses.site.tolist()]
    assert any(isinstance(site, Merger) for site in case.sites) or "formed" not in "".join(courses.ids)
