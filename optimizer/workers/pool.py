"""Handing jobs out through joblib: to processes of this machine, or to a Dask cluster by address.

A worker that dies takes the pool of this machine with it. The jobs that were under way are then tried one by one, each
in a process of its own, so that the one at fault is found, and the others go on in a new pool. Dask gives the jobs of a
dead worker to another by itself. Jobs, what is done with them and what comes of them must be picklable.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from optimizer.workers.life import live_with

Job = TypeVar("Job")
Work = TypeVar("Work")


@dataclass(frozen=True, slots=True)
class Pool:
    """Where jobs are done: in so many processes (0: in this one), or on the cluster of the address."""

    processes: int = 0
    cluster: str = ""
    threads: int = 1

    @property
    def width(self) -> int:
        """How many jobs are done at once; for a cluster, as far as it is known."""
        return max(1, self.processes)


HERE = Pool()
PATIENCE = 10


class Unreached(ConnectionError):  # noqa: N818 - the name says what happened
    """No cluster answers at the address, for the reason that it carries."""

    def __init__(self, address: str, reason: BaseException) -> None:
        super().__init__(f"{address}: {reason}")
        self.address, self.reason = address, reason


def cpu_count() -> int:
    """Return how many cores this process may use."""
    import joblib  # noqa: PLC0415 - only work handed out needs it

    return int(joblib.cpu_count())


@contextmanager
def placed(pool: Pool) -> Iterator[int]:
    """Have joblib use the pool; yields how many jobs are done at once. Raises Unreached."""
    import joblib  # noqa: PLC0415 - only work handed out needs it

    if not pool.cluster:
        more = {"inner_max_num_threads": pool.threads} if pool.processes else {}
        kind = "loky" if pool.processes else "sequential"
        with warnings.catch_warnings(), joblib.parallel_config(backend=kind, **more):
            # A worker that has grown large is replaced between jobs; none is lost by it.
            warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given to the executor")
            yield pool.width
        return
    try:
        from distributed import Client  # noqa: PLC0415 - the extra lodeplan[cluster]

        client = Client(pool.cluster, timeout=PATIENCE, set_as_default=False)
    except (ImportError, OSError, ValueError, TimeoutError) as error:
        raise Unreached(pool.cluster, error) from None
    with client, joblib.parallel_config(backend="dask", client=client, wait_for_workers_timeout=60) as chosen:
        backend = chosen["backend"]
        count = backend.effective_n_jobs
        # joblib takes one worker for none and would solve in this process
        backend.effective_n_jobs = lambda jobs: max(2, count(jobs))
        yield max(1, sum(client.nthreads().values()))


def done(
    jobs: Iterator[tuple[int, Job]], do: Callable[[Job], Work], lost: Callable[[str], Work], pool: Pool
) -> Iterator[tuple[int, Work]]:
    """Yield what came of each job, as it is ready. `jobs` is read as workers become free; what it raises is raised.

    ``lost`` is what comes of a job whose worker died twice, the second time with nothing beside it, given the reason.
    """
    while True:
        hand = _Hand(jobs)
        try:
            for number, found in _parallel(hand.out(), do, pool):
                hand.under_way.pop(number, None)
                yield number, found
        except Exception as error:
            hand.close()
            if not hand.under_way or pool == HERE:
                raise
            reason = type(error).__name__
        else:
            hand.close()
            return
        for number, job in hand.under_way.items():
            yield number, _alone(number, job, do, lost, pool, reason)


@dataclass(slots=True)
class _Hand(Generic[Job]):
    """One round of handing jobs out: joblib asks for them from a thread of its own, which may outlive the round."""

    jobs: Iterator[tuple[int, Job]]
    under_way: dict[int, Job] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    closed: bool = False
    trouble: Exception | None = None

    def out(self) -> Iterator[tuple[int, Job]]:
        """Yield jobs, noting each as under way, until there are no more or the round is closed."""
        while (found := self._next()) is not None:
            yield found

    def close(self) -> None:
        """Hand out nothing more. Raises what kept the jobs from being made."""
        with self.lock:
            self.closed = True
        if self.trouble is not None:
            raise self.trouble

    def _next(self) -> tuple[int, Job] | None:
        with self.lock:
            if self.closed or self.trouble is not None:
                return None
            try:
                found = next(self.jobs, None)
            except Exception as error:  # raised in joblib's thread it would be lost
                self.trouble = error
                return None
            if found is not None:
                self.under_way[found[0]] = found[1]
            return found


def _alone(
    number: int, job: Job, do: Callable[[Job], Work], lost: Callable[[str], Work], pool: Pool, reason: str
) -> Work:
    try:
        ((_, found),) = _parallel(iter([(number, job)]), do, pool)
    except Exception as error:  # the worker died again, now with nothing beside it
        return lost(f"{reason}, {type(error).__name__}")
    return found


def _parallel(jobs: Iterator[tuple[int, Job]], do: Callable[[Job], Work], pool: Pool) -> Iterator[tuple[int, Work]]:
    """One round of joblib; one process is two of which one is never asked, since joblib would take this one for it."""
    import joblib  # noqa: PLC0415

    count: Any = -1 if pool.cluster else max(2, pool.processes) if pool.processes else 1
    ahead: Any = "n_jobs + 1" if pool.cluster else 1 if pool.processes == 1 else pool.width + 1
    parallel = joblib.Parallel(n_jobs=count, return_as="generator_unordered", batch_size=1, pre_dispatch=ahead)
    parent = os.getpid() if pool.processes and not pool.cluster else 0
    yield from parallel(joblib.delayed(_numbered)(number, do, job, parent) for number, job in jobs)


def _numbered(number: int, do: Callable[[Job], Work], job: Job, parent: int) -> tuple[int, Work]:
    """What a worker does; `parent` is the process whose end is the worker's too, 0 for none."""
    if parent:
        live_with(parent)
    return number, do(job)
