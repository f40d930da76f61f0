"""The courses of a block: not licensed, licensed in period s in class z, or taken into a merger in period s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.site import Block
from models.words import Action
from optimizer.decisions.codes import ACTION_CODE, NONE
from optimizer.decisions.draft import Context, Draft, idle


def block_courses(context: Context, block: Block) -> Iterator[Draft]:
    """Yield the courses of ``block``."""
    nothing = idle(context, block.id, Action.NOT_LICENSED)
    yield nothing
    choices = tuple(context.choices(block))
    for start in range(context.length):
        after = context.after(start)
        usable = context.usable(block, start)
        for klass, least, most in choices:
            yield replace(
                nothing,
                action=ACTION_CODE[Action.LICENSED],
                klass=klass,
                start=start,
                least=least,
                most=most,
                active=after,
                size=np.where(after > 0, klass, NONE),
                licensed=after,
                usable=usable,
            )
        for merger in context.joins.get(block.id, ()):
            yield replace(nothing, action=ACTION_CODE[Action.JOIN], start=start, merger=merger)
