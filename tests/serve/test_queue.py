"""Two people cannot jam one another; what waits or works can be cancelled; a worker that hangs is ended."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from serve.boards import small_case

from models import Outcome, Verdict
from optimizer.serve import queue as module
from optimizer.serve.codes import BoardError
from optimizer.serve.errands import Errand
from optimizer.serve.queue import Job, Queue
from optimizer.serve.worker import EndedError, Worker

OUTCOME = Outcome(case="test", verdict=Verdict.PROVEN_BEST)


class Slow(Worker):
    """A worker that does what it is told when `go` is set, and gives up when cancelled."""

    go = threading.Event()

    def warm(self) -> None:
        """Needs nothing."""

    def run(self, errand: Errand, tell: Any, cancelled: Any, seconds: float) -> Any:  # noqa: ARG002 - a worker's own
        """Wait for `go`."""
        while not self.go.wait(0.01):
            if cancelled():
                raise EndedError("cancelled")
        return OUTCOME


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Queue:
    Slow.go.clear()
    monkeypatch.setattr(module, "Worker", Slow)
    return Queue(1, 2)


def errand(kind: Any = "solve") -> Errand:
    return Errand(kind, small_case())


def put(queue: Queue, client: str, kind: Any = "solve") -> Job:
    return queue.submit(client, errand(kind), lambda _: None)


def wait_for(job: Job, state: str) -> None:
    until = time.monotonic() + 20
    while job.state != state:
        assert time.monotonic() < until, job.state
        time.sleep(0.01)


def test_one_job_a_client_and_a_bound_for_all(slow: Queue) -> None:
    first = put(slow, "a")
    wait_for(first, "working")
    with pytest.raises(BoardError, match="LD-905"):
        put(slow, "a")
    second, third = put(slow, "b"), put(slow, "c")
    assert [slow.ahead(job) for job in (second, third)] == [0, 1]
    with pytest.raises(BoardError, match="LD-904"):
        put(slow, "d")
    Slow.go.set()
    for job in (first, second, third):
        wait_for(job, "done")
        assert job.result is OUTCOME
    wait_for(put(slow, "a"), "done")


def test_a_dossier_gives_way_to_the_next_but_not_to_a_second_solve(slow: Queue) -> None:
    first = put(slow, "a", "dossier")
    wait_for(first, "working")
    second = put(slow, "a", "dossier")
    wait_for(first, "cancelled")
    third = put(slow, "a")
    assert second.cancelled
    with pytest.raises(BoardError, match="LD-905"):
        put(slow, "a", "dossier")
    slow.cancel(third.id, "a")
    wait_for(third, "cancelled")


def test_what_was_asked_in_passing_is_dropped_and_a_solve_is_not(slow: Queue) -> None:
    dossier, other = put(slow, "a", "dossier"), put(slow, "b", "first")
    wait_for(dossier, "working")
    slow.drop("a")
    wait_for(dossier, "cancelled")
    solve = put(slow, "a")
    slow.drop("a")
    assert not solve.cancelled and not other.cancelled
    Slow.go.set()
    wait_for(solve, "done")


def test_nobody_sees_or_ends_the_job_of_another(slow: Queue) -> None:
    job = put(slow, "a")
    for attempt in (slow.job, slow.cancel):
        with pytest.raises(BoardError, match="LD-907"):
            attempt(job.id, "b")
    Slow.go.set()
    wait_for(job, "done")


def test_a_failure_after_the_solve_is_told_and_the_queue_goes_on(slow: Queue) -> None:
    Slow.go.set()

    def full(_: Any) -> None:
        raise OSError("no space left")

    job = slow.submit("a", errand(), full)
    wait_for(job, "failed")
    assert job.error == "no space left"
    wait_for(put(slow, "a"), "done")


def test_a_real_worker_solves_tells_and_outlives_a_bad_errand() -> None:
    worker, told = Worker(), []
    with pytest.raises(RuntimeError, match="needs a plan"):
        worker.run(errand("dossier"), told.append, lambda: False, 30)
    result = worker.run(errand(), told.append, lambda: False, 30)
    assert isinstance(result, Outcome)
    # 3 of mine M1 and new blocks meet demand of 5 and 9 in full.
    assert result.verdict == Verdict.PROVEN_BEST
    assert told
    worker.stop()


def test_a_worker_that_does_not_listen_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.serve.worker.GRACE", 0.0)
    worker = Worker()
    with pytest.raises(EndedError, match="ended"):
        worker.run(errand(), lambda _: None, lambda: False, 0.0)
    worker.stop()
