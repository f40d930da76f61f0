"""Sweeps on Dask: a cluster in this process's charge, a scheduler and workers started apart, a worker killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from scenario import doom, small
from scenario.killing import answers_of

from models import BadInputError
from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_cells import grid, stacks
from optimizer.scenario.sweep_terms import Terms
from optimizer.workers import Pool

distributed = pytest.importorskip("distributed", reason="the extra lodeplan[cluster] is not installed")
ROOT = Path(__file__).parents[2]
PATH = os.pathsep.join((str(ROOT), str(ROOT / "tests")))


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return small.write(tmp_path / "small")


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", *words], env=os.environ | {"PYTHONPATH": PATH}, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two workers of one thread, each a process of its own, as an office would start them."""
    room = str(tmp_path_factory.mktemp("dask"))
    with ExitStack() as stack:
        words = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        process = stack.enter_context(started(*words))
        assert process.stderr is not None
        address = next(word for line in process.stderr for word in line.split() if word.startswith("tcp://"))
        Thread(target=process.stderr.read, daemon=True).start()
        for _ in range(2):
            more = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", room)
            worker = stack.enter_context(started("distributed.cli.dask_worker", address, *more))
            assert worker.stderr is not None
            Thread(target=worker.stderr.read, daemon=True).start()
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address


def test_on_workers_started_apart_with_one_killed_in_mid_sweep(instance: Path, tmp_path: Path, scheduler: str) -> None:
    """Ten cells on two workers; the first worker that is seen at work is killed. All ten are answered, and rightly."""
    cells = grid(stacks(instance, "-,more,less,dear,none"), ["highs"], [0, 1])
    marks = tmp_path / "marks"
    marks.mkdir()
    victims: list[int] = []
    over = Event()

    def kill() -> None:
        while not (victims or over.is_set()):
            sleep(0.02)
            victims.extend(int(path.name) for path in list(marks.iterdir())[:1])
        for pid in victims:
            os.kill(pid, signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    slow = partial(doom.slow, seconds=0.3, mark=str(marks))
    rows = sweep(cells, Terms(instance, tmp_path / "cluster", render=slow), Pool(cluster=scheduler))
    over.set()
    killer.join()
    assert victims
    assert len(list(marks.iterdir())) == 2  # the other worker took over
    assert {row.source for row in rows} == {"solved"}
    sweep(cells, Terms(instance, tmp_path / "here"))
    assert answers_of(tmp_path / "cluster") == answers_of(tmp_path / "here")


def test_the_workers_are_asked_and_not_this_process(instance: Path, tmp_path: Path, scheduler: str) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    slow = partial(doom.slow, seconds=0, mark=str(marks))
    rows = sweep(grid([()], ["highs"], [0, 1]), Terms(instance, tmp_path / "r", render=slow), Pool(cluster=scheduler))
    assert {row.source for row in rows} == {"solved"}
    seen = {path.name for path in marks.iterdir()}
    assert seen and str(os.getpid()) not in seen


@pytest.mark.long
def test_on_a_local_cluster(instance: Path, tmp_path: Path) -> None:
    cells = grid(stacks(instance, "all"), ["highs", "cbc"], [0])
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        rows = sweep(cells, Terms(instance, tmp_path / "cluster"), Pool(cluster=cluster.scheduler_address))
    assert {row.source for row in rows} == {"solved"}
    sweep(cells, Terms(instance, tmp_path / "here"))
    assert answers_of(tmp_path / "cluster") == answers_of(tmp_path / "here")


def test_a_cluster_out_of_reach_is_told(instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.workers.pool.PATIENCE", 1)
    with pytest.raises(BadInputError, match="LD-755"):
        sweep(grid([()], ["highs"], [0]), Terms(instance, tmp_path / "r"), Pool(cluster="tcp://127.0.0.1:9"))
