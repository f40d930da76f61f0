"""Ctrl-C while what was found is put in order: the first waits until that is done, the second is obeyed.

A search that is stopped tells its best plan; one keystroke a moment later, while that plan is published, audited or
written, must not lose it.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


@contextmanager
def patience() -> Iterator[None]:
    """Let the first Ctrl-C pass over the block; in a thread other than the main one, which gets none, do nothing."""
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is not signal.default_int_handler:
        yield
        return

    def first(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what signal hands over
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
