"""What a piece of work takes: wall clock, processor time, and memory at its peak above what stood when it began.

    memory = peak of this process - its standing at the start + peak of its child processes         [MB, 2²⁰ bytes]

Before the work, heap that is free is handed back and the kernel's high-water mark set to what stands, so that neither
hides what the work needs. Child processes are looked at every `PULSE` seconds, each with its own high-water mark: what
one takes in its last moments may be missed. Memory is told by Linux only; elsewhere it is None. Processor time counts
child processes that have ended.
"""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, process_time
from typing import TypeVar

Result = TypeVar("Result")
PROCESSES = Path("/proc")
PULSE = 0.02
KILOBYTES = 1024
WHOLE = "5"  # what clear_refs takes for: set the high-water mark back


@dataclass(frozen=True, slots=True)
class Taken:
    """Wall clock and processor time [s]; this process at the start and at its peak, and its child processes [MB]."""

    seconds: float
    cpu: float
    before: float | None = None
    peak: float | None = None
    children: float = 0.0

    @property
    def memory(self) -> float | None:
        """Memory at the peak above what stood at the start [MB]; None where the system does not tell."""
        if self.before is None or self.peak is None:
            return None
        return max(0.0, self.peak - self.before) + self.children


def taken(work: Callable[[], Result]) -> tuple[Result, Taken]:
    """Return what ``work`` returns and what it took; not to be nested, since the high-water mark is set back."""
    before = _set_back()
    with _Children() as children:
        cpu, wall = _cpu(), perf_counter()
        result = work()
        spent = perf_counter() - wall, _cpu() - cpu
    return result, Taken(*spent, before, None if before is None else _figure("self", "VmHWM"), children.peak)


@dataclass(slots=True)
class _Children:
    """The largest sum of the high-water marks of child processes begun and seen at once while it is open [MB]."""

    peak: float = 0.0
    before: frozenset[str] = frozenset()
    closed: Event = field(default_factory=Event)
    thread: Thread | None = None

    def __enter__(self) -> _Children:
        if PROCESSES.is_dir():
            self.before = frozenset(_children())
            self.thread = Thread(target=self._watch, daemon=True)
            self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        if self.thread is not None:
            self.thread.join()

    def _watch(self) -> None:
        while not self.closed.wait(PULSE):
            begun = [child for child in _children() if child not in self.before]
            self.peak = max(self.peak, sum(_figure(child, "VmHWM") or 0.0 for child in begun))


def _children() -> list[str]:
    """The child processes that have begun a programme of their own; until then one shares this one's memory."""
    try:
        lists = [path.read_text() for path in (PROCESSES / "self" / "task").glob("*/children")]
    except OSError:
        return []
    own = _command("self")
    return [child for text in lists for child in text.split() if _command(child) != own]


def _command(process: str) -> bytes:
    try:
        return (PROCESSES / process / "cmdline").read_bytes()
    except OSError:
        return b""


def _figure(process: str, name: str) -> float | None:
    """A figure of a process's status [MB]; None where there is none."""
    try:
        lines = (PROCESSES / process / "status").read_text().splitlines()
    except OSError:
        return None
    found = next((line.split()[1] for line in lines if line.startswith(f"{name}:")), None)
    return None if found is None else int(found) / KILOBYTES


def _set_back() -> float | None:
    """Hand free heap back, set the high-water mark to what stands, and return that [MB]; None where there is none."""
    gc.collect(1)  # the young only: looking through all that stands takes longer than many a phase
    with suppress(OSError, AttributeError, TypeError):  # other C libraries have none
        ctypes.CDLL(None).malloc_trim(0)
    try:
        (PROCESSES / "self" / "clear_refs").write_text(WHOLE)
    except OSError:
        return None
    return _figure("self", "VmRSS")


def _cpu() -> float:
    times = os.times()
    return process_time() + times.children_user + times.children_system
