"""Watching a running solve: keeps the events, tells the caller's watch, makes Ctrl-C a polite request to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from threading import Event as Gate
from threading import RLock, Thread
from time import perf_counter
from typing import TypeVar

from optimizer.backends.answer import Event

Watch = Callable[[Event], bool]
Result = TypeVar("Result")
PULSE = 0.1  # seconds between two calls of watch when nothing has changed
PATIENCE = 3  # so many times Ctrl-C asks politely, the next one gives up the solve


@dataclass(slots=True)
class Monitor:
    """The state of one watched solve; stopped is set by watch or by Ctrl-C, fault when watch itself raised."""

    watch: Watch | None = None
    started: float = field(default_factory=perf_counter)
    events: list[Event] = field(default_factory=list)
    stopped: bool = False
    fault: BaseException | None = None
    last: float = -PULSE
    lock: RLock = field(default_factory=RLock)  # see is called by the solver's thread and by the waiting one

    def seconds(self) -> float:
        """Wall clock since the start."""
        return perf_counter() - self.started

    def see(self, incumbent: float | None, bound: float | None) -> bool:
        """Take note of the state of the search; whether it may go on. Unusable values (inf, 1e20) count as None."""
        with self.lock:
            now = self.seconds()
            event = Event(now, _usable(incumbent), _usable(bound))
            before = self.events[-1] if self.events else None
            changed = before is None or (before.incumbent, before.bound) != (event.incumbent, event.bound)
            if changed:
                self.events.append(event)
            if self.watch is not None and not self.stopped and (changed or now - self.last >= PULSE):
                self.last = now
                self._ask(event)
            return not self.stopped

    def pulse(self) -> bool:
        """Ask the watch again although nothing is new; whether the search may go on."""
        with self.lock:
            last = self.events[-1] if self.events else Event(0.0, None, None)
            return self.see(last.incumbent, last.bound)

    def _ask(self, event: Event) -> None:
        try:
            self.stopped = self.watch is not None and not self.watch(event)
        except BaseException as error:  # must not travel through the solver's own frames; guarded raises it again
            self.fault, self.stopped = error, True


def guarded(run: Callable[[], Result], monitor: Monitor, stop: Callable[[], None] = lambda: None) -> Result:
    """run() in a thread of its own, so that Ctrl-C reaches us at once: it sets monitor.stopped and calls stop().

    stop() is called again at every pulse until run ends, since a solver may not be listening yet at the first.
    Whatever run or the watch raises is raised here.
    """
    results: list[Result] = []
    faults: list[BaseException] = []
    done, interrupts = Gate(), 0

    def work() -> None:
        try:
            results.append(run())
        except BaseException as error:
            faults.append(error)
        finally:
            done.set()

    Thread(target=work, daemon=True).start()
    while not done.is_set():
        try:
            done.wait(PULSE)  # not Thread.join, which takes an interrupted thread for a finished one
            if not done.is_set() and not monitor.pulse():
                stop()
        except KeyboardInterrupt:
            interrupts += 1
            if interrupts > PATIENCE:
                raise
            monitor.stopped = True
            stop()
    for fault in [*faults, monitor.fault]:
        if fault is not None:
            raise fault
    return results[0]


def _usable(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) or abs(value) >= 1e20 else float(value)
