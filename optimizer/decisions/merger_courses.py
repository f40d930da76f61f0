"""The courses of a merger (not formed, or formed in s in class z) and of an exploration block (not granted, granted).

Between its licence and first output a merger may work at the capacity that its members had, as far as available.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.site import Exploration, Merger
from models.words import Action
from optimizer.decisions.codes import ACTION_CODE, NONE
from optimizer.decisions.draft import Context, Draft, idle


def merger_courses(context: Context, merger: Merger) -> Iterator[Draft]:
    """Yield the courses of ``merger``."""
    nothing = idle(context, merger.id, Action.NOT_FORMED)
    yield nothing
    sites = context.sites
    members = [sites.index[member] for member in merger.members]
    interim = (sites.capacity[members, None] * sites.availability[members]).sum(axis=0)
    choices = tuple(context.choices(merger))
    for start in range(context.length):
        after = context.after(start)
        for klass, least, most in choices:
            yield replace(
                nothing,
                action=ACTION_CODE[Action.FORMED],
                klass=klass,
                start=start,
                least=least,
                most=most,
                active=after,
                size=np.where(after > 0, klass, NONE),
                licensed=after,
                base=interim * after * context.waiting(merger, start),
                usable=context.usable(merger, start),
            )


def exploration_courses(context: Context, exploration: Exploration) -> Iterator[Draft]:
    """Yield the courses of ``exploration``."""
    nothing = idle(context, exploration.id, Action.NOT_GRANTED)
    yield nothing
    for start in range(context.length):
        yield replace(nothing, action=ACTION_CODE[Action.GRANTED], start=start)
