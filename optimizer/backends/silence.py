"""Keeping native libraries from writing on a descriptor that belongs to the caller.

HiGHS prints its licence on descriptor 1 when first made in a process, where only our JSON may stand; SCIP in OR-Tools
prints two lines of an error without consequence on descriptor 2 whenever it can be interrupted.
"""

from __future__ import annotations

import os
from collections.abc import Callable


def silence(descriptor: int) -> Callable[[], None]:
    """Send the descriptor nowhere until the function returned is called; calling it again does nothing."""
    try:
        kept = os.dup(descriptor)
    except OSError:  # a process without that descriptor has nothing to hide
        return lambda: None
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    waiting = [kept]

    def restore() -> None:
        if waiting:
            saved = waiting.pop()
            os.dup2(saved, descriptor)
            os.close(saved)

    return restore
