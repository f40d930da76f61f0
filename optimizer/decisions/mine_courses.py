"""The courses of a mine: keep, expand to class z in s, close in s, rectify in s, join merger g in s.

Closing and joining take effect at the start of their period. An expansion's licence is in force from s; the old
capacity is worked until the new one begins to produce. While a mine is rectified it does not produce.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.site import Mine
from models.words import Action
from optimizer.decisions.codes import ACTION_CODE, NONE, SIZE_CODE
from optimizer.decisions.draft import Context, Draft
from optimizer.decisions.profile import pause


def mine_courses(context: Context, mine: Mine) -> Iterator[Draft]:
    """Yield the courses of ``mine``."""
    keep = _keep(context, mine)
    yield keep
    for start in range(context.length):
        yield _gone(context, keep, Action.CLOSE, start, NONE)
        for merger in context.joins.get(mine.id, ()):
            yield _gone(context, keep, Action.JOIN, start, merger)
        if mine.rectify_cost is not None:
            working = pause(context.spans, mine.rectify_years)[start]
            yield replace(keep, action=ACTION_CODE[Action.RECTIFY], start=start, base=keep.base * working)
    if mine.expandable:
        yield from _expansions(context, mine, keep)


def _keep(context: Context, mine: Mine) -> Draft:
    row = context.sites.index[mine.id]
    capacity = float(mine.capacity)
    everywhere = np.ones(context.length)
    size = SIZE_CODE[mine.production_class]
    return Draft(
        site=row,
        action=ACTION_CODE[Action.KEEP],
        klass=size,
        start=NONE,
        merger=NONE,
        least=capacity,
        most=capacity,
        active=everywhere,
        size=everywhere * size,
        held=everywhere * capacity,
        licensed=np.zeros(context.length),
        base=context.sites.availability[row] * capacity,
        usable=np.zeros(context.length),
    )


def _gone(context: Context, keep: Draft, action: Action, start: int, merger: int) -> Draft:
    before = 1.0 - context.after(start)
    return replace(
        keep,
        action=ACTION_CODE[action],
        klass=NONE,
        start=start,
        merger=merger,
        least=0.0,
        most=0.0,
        active=before,
        size=np.where(before > 0, keep.size, NONE),
        held=keep.held * before,
        base=keep.base * before,
    )


def _expansions(context: Context, mine: Mine, keep: Draft) -> Iterator[Draft]:
    floor = float(mine.capacity + context.case.mineral[mine.mineral].resolution)
    choices = tuple(context.choices(mine, floor))
    available = context.sites.availability[keep.site]
    for start in range(context.length):
        after = context.after(start)
        for klass, least, most in choices:
            yield replace(
                keep,
                action=ACTION_CODE[Action.EXPAND],
                klass=klass,
                start=start,
                least=least,
                most=most,
                size=np.where(after > 0, klass, keep.size),
                held=keep.held * (1.0 - after),
                licensed=after,
                base=keep.base * context.waiting(mine, start),
                usable=available * context.usable(mine, start),
            )
