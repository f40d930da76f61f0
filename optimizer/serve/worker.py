"""A worker process and the pipe to it: errands in, progress and results out, a word to cancel in between.

Solvers run outside the server, so that a page is answered at once while one works, and one that does not listen can be
ended. A process is started anew after that.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from time import monotonic

from optimizer.serve.desk import Desk
from optimizer.serve.errands import Errand, Result, done
from optimizer.solve import Progress

CANCEL = "cancel"
TICK, GRACE = 0.1, 10.0
"""Seconds between looks at the pipe, and those given to a solver to stop by itself."""


class EndedError(RuntimeError):
    """The worker was ended or died before it had a result."""


def attend(pipe: Connection) -> None:
    """Do errands from the pipe until it closes. Runs in the worker process."""
    desk = Desk()
    while True:
        try:
            errand: Errand | str = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        if isinstance(errand, Errand):
            try:
                pipe.send(("done", done(errand, _teller(pipe), desk)))
            except Exception as error:
                pipe.send(("failed", f"{type(error).__name__}: {error}"))


def _teller(pipe: Connection) -> Callable[[Progress], bool]:
    last, going = [0.0], [True]

    def tell(progress: Progress) -> bool:
        if going[0] and pipe.poll():
            going[0] = pipe.recv() != CANCEL
        if monotonic() - last[0] > TICK:
            last[0] = monotonic()
            pipe.send(("progress", progress))
        return going[0]

    return tell


class Worker:
    """One worker process, started when first needed."""

    def __init__(self) -> None:
        self._pipe: Connection | None = None
        self._process: SpawnProcess | None = None

    def run(
        self, errand: Errand, tell: Callable[[Progress], None], cancelled: Callable[[], bool], seconds: float
    ) -> Result:
        """Return the result of ``errand``; ends the process when it outlives ``seconds`` or a cancel by GRACE.

        Raises EndedError when there is no result, and RuntimeError with the words of what went wrong in the worker.
        """
        pipe = self._ready()
        until, asked = monotonic() + seconds + GRACE, False
        pipe.send(errand)
        while True:
            try:
                if pipe.poll(TICK):
                    kind, value = pipe.recv()
                    if kind == "done":
                        return value  # type: ignore[no-any-return]
                    if kind == "failed":
                        raise RuntimeError(value)
                    tell(value)
            except (EOFError, OSError) as error:
                self.stop()
                raise EndedError("the worker died") from error
            if cancelled() and not asked:
                asked, until = True, min(until, monotonic() + GRACE)
                pipe.send(CANCEL)
            if monotonic() > until:
                self.stop()
                raise EndedError("the worker did not stop in time and was ended")

    def warm(self) -> None:
        """Start the process before there is anything to do: it has libraries to load."""
        self._ready()

    def stop(self) -> None:
        """End the process; the next errand starts another."""
        if self._process is not None:
            with suppress(OSError):
                self._process.terminate()
                self._process.join(GRACE)
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _ready(self) -> Connection:
        if self._pipe is None:
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            process = context.Process(target=attend, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._process = process
        return self._pipe
