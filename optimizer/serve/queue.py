"""The queue of solves: bounded, one job a client, first come first served, each with its limit, all cancellable.

Two people cannot jam one another: whoever has a job waiting or at work gets no second one; a dossier or a first answer
that is under way gives its place to what the same client asks next. Work in spare time gives way to whoever asks.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex
from threading import Condition, Thread
from time import monotonic

from optimizer.serve.codes import BoardError
from optimizer.serve.errands import Errand, Result
from optimizer.serve.worker import EndedError, Worker
from optimizer.solve import Progress

OPEN = frozenset({"waiting", "working"})
PASSING = frozenset({"dossier", "first", "ready"})
"""Errands that a newer one of the same client takes the place of."""
KEPT = 200
Then = Callable[[Result], None]
Spare = Callable[[], tuple[Errand, Then] | None]


def nothing(_: Result) -> None:
    """Keep nothing: the job itself has the result."""


@dataclass(slots=True, eq=False)
class Job:
    """One errand of one client: waiting, working, done, cancelled (perhaps with the best so far) or failed."""

    client: str
    errand: Errand
    then: Then
    id: str = field(default_factory=lambda: token_hex(8))
    state: str = "waiting"
    cancelled: bool = False
    progress: Progress | None = None
    result: Result | None = None
    error: str = ""
    asked: float = field(default_factory=monotonic)
    ended: float = 0.0


class Queue:
    """Jobs, and the threads that see them through, each with a worker process of its own."""

    def __init__(self, workers: int = 1, most: int = 8) -> None:
        self.spare: Spare = lambda: None
        self._idle: list[Job] = []
        self._change = Condition()
        self._waiting: deque[Job] = deque()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._most, self._closed = most, False
        self._workers = [Worker() for _ in range(workers)]
        for worker in self._workers:
            Thread(target=self._serve, args=(worker,), daemon=True).start()

    def submit(self, client: str, errand: Errand, then: Then) -> Job:
        """Queue an errand; `then` hears its result. Raises BoardError: LD-904 the queue is full, LD-905 one at work."""
        with self._change:
            for job in [one for one in self._jobs.values() if one.client == client and one.state in OPEN]:
                if job.errand.kind not in PASSING:
                    raise BoardError("LD-905")
                self._cancel(job)
            if len(self._waiting) >= self._most:
                raise BoardError("LD-904", self._most)
            job = Job(client, errand, then)
            self._jobs[job.id] = job
            self._waiting.append(job)
            self._forget()
            for idle in self._idle:
                idle.cancelled = True
            self._change.notify()
            return job

    def settled(self, client: str, errand: Errand, result: Result) -> Job:
        """Return a job of which the result is known already."""
        with self._change:
            job = Job(client, errand, nothing, state="done", result=result, ended=monotonic())
            self._jobs[job.id] = job
            self._forget()
            return job

    def job(self, name: str, client: str) -> Job:
        """Return a job of a client. Raises BoardError (LD-907)."""
        with self._change:
            job = self._jobs.get(name)
        if job is None or job.client != client:
            raise BoardError("LD-907", name)
        return job

    def of(self, client: str) -> tuple[Job, ...]:
        """Return the jobs of a client that are still known."""
        with self._change:
            return tuple(job for job in self._jobs.values() if job.client == client)

    def ahead(self, job: Job) -> int:
        """Return how many jobs wait before this one."""
        with self._change:
            return self._waiting.index(job) if job in self._waiting else 0

    def cancel(self, name: str, client: str) -> Job:
        """Ask a job to stop; what is at work keeps the best so far."""
        job = self.job(name, client)
        with self._change:
            self._cancel(job)
        return job

    def drop(self, client: str) -> None:
        """Stop what a client asked for in passing: it has turned to something else."""
        with self._change:
            for job in self._jobs.values():
                if job.client == client and job.state in OPEN and job.errand.kind in PASSING:
                    self._cancel(job)

    def close(self) -> None:
        """Let no more jobs in and end all workers."""
        with self._change:
            self._closed = True
            for job in (*self._jobs.values(), *self._idle):
                self._cancel(job)
            self._change.notify_all()
        for worker in self._workers:
            worker.stop()

    def _cancel(self, job: Job) -> None:
        job.cancelled = True
        if job.state == "waiting":
            job.state, job.ended = "cancelled", monotonic()
            self._waiting.remove(job)

    def _forget(self) -> None:
        for name in [key for key, job in self._jobs.items() if job.state not in OPEN][: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[name]

    def _serve(self, worker: Worker) -> None:
        worker.warm()
        while True:
            with self._change:
                job = self._next()
                while job is None and not self._closed:
                    self._change.wait()
                    job = self._next()
                if job is None or self._closed:
                    return
                job.state = "working"
            self._see_through(worker, job)

    def _next(self) -> Job | None:
        """Return the next job: the first that waits, else one for spare time, of which there is one at once."""
        if self._waiting:
            return self._waiting.popleft()
        found = None if self._idle or self._closed else self.spare()
        if found is None:
            return None
        self._idle.append(Job("", *found))
        return self._idle[-1]

    def wake(self) -> None:
        """Look again for something to do in spare time."""
        with self._change:
            self._change.notify()

    def _see_through(self, worker: Worker, job: Job) -> None:
        def tell(progress: Progress) -> None:
            job.progress = progress

        state = "failed"
        try:
            job.result = worker.run(job.errand, tell, lambda: job.cancelled, job.errand.seconds)
            job.then(job.result)
            state = "cancelled" if job.cancelled else "done"
        except EndedError as error:
            state, job.error = "cancelled" if job.cancelled else "failed", str(error)
        except Exception as error:
            job.error = str(error)
        with self._change:
            job.state, job.ended = state, monotonic()
            self._idle = [one for one in self._idle if one is not job]
