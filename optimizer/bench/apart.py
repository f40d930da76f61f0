"""Work in a process of its own, told item by item: what it takes is nobody else's, and its end is nobody else's either.

A process that dies, falls silent for too long or raises is told as `Died`; items before that stand. Ctrl-C reaches the
asking process alone, which ends the other with whatever that has started.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from models.base import Text
from optimizer.workers.life import live_with

Item = TypeVar("Item")
ITEM, END, FAULT = "item", "end", "fault"


class Died(RuntimeError):  # noqa: N818 - the name says what happened
    """The process did not come to its end; the reason is in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(zh=zh, en=en)


def apart(work: Callable[..., Iterator[Item]], *given: Any, silence: float = inf) -> Iterator[Item]:
    """Yield what ``work(*given)`` yields in a fresh process; ``work`` must be found by name, all values be picklable.

    ``silence`` is the longest time between two items [s]. Raises Died.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(theirs, os.getpid(), work, given))
    with closing(ours):
        process.start()
        theirs.close()
        try:
            yield from _heard(ours, process, silence)
        finally:
            _end(process)


def _heard(ours: Connection, process: Any, silence: float) -> Iterator[Any]:
    while True:
        if not ours.poll(None if silence == inf else silence):
            raise Died(f"{silence:g} 秒无任何结果，已终止", f"silent for {silence:g} s, ended")
        try:
            kind, item = ours.recv()
        except EOFError:
            process.join()
            code = process.exitcode
            raise Died(f"进程意外终止（退出码 {code}）", f"its process died (exit code {code})") from None
        if kind == FAULT:
            raise Died(f"运行中断：{item}", f"it failed: {item}")
        if kind == END:
            return
        yield item


def _tell(theirs: Connection, parent: int, work: Callable[..., Iterator[Any]], given: tuple[Any, ...]) -> None:
    """In the process of its own: send every item, then the end or the fault."""
    if sys.platform != "win32":
        os.setsid()  # a group of its own: Ctrl-C passes it by, and its children end with it
    live_with(parent)
    try:
        for item in work(*given):
            theirs.send((ITEM, item))
        theirs.send((END, None))
    except Exception as error:
        theirs.send((FAULT, f"{type(error).__name__}: {error}"))


def _end(process: Any) -> None:
    if process.is_alive() and sys.platform != "win32":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:  # it has no group of its own yet
            process.kill()
    elif process.is_alive():
        process.kill()
    process.join()
