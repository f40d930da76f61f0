"""Regions handed to processes and to a Dask cluster: the same plan and bound as here, whoever works, whoever dies."""

from __future__ import annotations

import os
import pickle
import signal
from threading import Event, Thread
from time import monotonic, sleep

import numpy as np
import pytest
from jobs import DEADLY, deadly_task
from scale.cases import MOST, compiled, optimum, programme

from optimizer.formulation import compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.scale import OtherCode, tiers
from optimizer.scale.certificate import Proof
from optimizer.scale.clock import Clock
from optimizer.scale.task import Task, answered, sealed
from optimizer.scale.tiers import Means
from optimizer.solve import Settings
from optimizer.solve.tiers import TierAnswer
from optimizer.workers import Pool

SEVERAL = 5


def solved(pool: Pool) -> tuple[TierAnswer, tuple[Proof, ...], Means]:
    """Five counties as a block each, to a gap that asks for plan, bound and improvement."""
    proofs: list[Proof] = []
    means = Means(pool, most=100)
    case = compile_case(generate_case(Recipe(SEVERAL, 4, blocks=4, mines=4, towns=2)))
    answer = tiers.scale_tiers(case, Settings(gap=1e-5), None, monotonic(), proofs, means)[-1]
    assert answer.value is not None
    return answer, tuple(proofs), means


def same(ours: tuple[TierAnswer, tuple[Proof, ...], Means], theirs: object) -> None:
    """Plan, bound and prices are equal to the last bit."""
    assert isinstance(theirs, tuple)
    np.testing.assert_array_equal(ours[0].x, theirs[0].x)
    assert ours[0].answer.bound == theirs[0].answer.bound
    for own, other in zip(ours[1], theirs[1], strict=True):
        np.testing.assert_array_equal(own.certificate.prices, other.certificate.prices)
        assert own.certificate.blocks == other.certificate.blocks
        assert own.arcs == other.arcs


def test_two_processes_come_to_the_same_answer_and_the_bytes_are_counted() -> None:
    here, there = solved(Pool()), solved(Pool(2))
    same(here, there)
    assert here[2].traffic.out == here[2].traffic.back == 0
    assert there[2].traffic.out > there[2].traffic.back > 0
    assert there[2].traffic.tasks == here[2].traffic.tasks >= 2 * SEVERAL  # each block rounded and bounded at least
    assert there[2].traffic.lost == 0 == there[2].traffic.late


def test_what_a_worker_answers_is_what_is_found_here() -> None:
    program = programme(1)
    ours = Clock().solve_wave([Task(program, 1.0, 60.0), Task(program, 1.0, 60.0, relaxed=True)], 2)
    for task, own in zip((Task(program, 1.0, 60.0), Task(program, 1.0, 60.0, relaxed=True)), ours, strict=True):
        job = sealed(task, 60.0, 0)
        back = pickle.loads(answered(job))
        np.testing.assert_array_equal(own.x, back.x)
        assert own.bound == back.bound
    assert ours[1].bound is not None and ours[1].bound <= optimum(1)


def test_tasks_left_when_the_search_must_end_have_found_nothing() -> None:
    program = programme(1)
    clock = Clock(until=monotonic() - 1.0)
    assert [found.x for found in clock.solve_wave([Task(program, 1.0, 60.0)] * 3, 3)] == [None] * 3
    abroad = Clock(until=monotonic() - 1.0, pool=Pool(2))
    assert [found.x for found in abroad.solve_wave([Task(program, 1.0, 60.0)] * 3, 3)] == [None] * 3
    assert abroad.traffic.out == 0


def test_a_worker_of_other_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    job = sealed(Task(programme(1), 1.0, 60.0), 60.0, 0)
    monkeypatch.setattr("optimizer.scale.task.code_version", lambda: "other")
    found = pickle.loads(answered(job))
    assert found.x is None and found.bound is None
    with pytest.raises(OtherCode, match="other"):
        Clock()._judged(found)


def test_a_block_that_kills_its_workers_is_lost_and_the_rest_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    case = compiled(0)
    program = case.program.with_cost(case.cost(case.tiers[-1]))
    monkeypatch.setattr("optimizer.scale.clock.answered", deadly_task)
    clock = Clock(pool=Pool(2))
    tasks = [Task(program, gap, 60.0) for gap in (1.0, DEADLY, 2.0)]
    found = clock.solve_wave(tasks, 3)
    assert [one.x is None for one in found] == [False, True, False]
    assert clock.traffic.lost == 1


def test_a_cluster_whose_worker_is_killed_comes_to_the_same_answer() -> None:
    """Two workers of a LocalCluster; one is killed as soon as it has a task in hand; its nanny starts another."""
    distributed = pytest.importorskip("distributed", reason="the extra lodeplan[cluster] is not installed")
    over, victims = Event(), list[int]()
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        pids = client.run(os.getpid)

        def kill() -> None:
            while not over.is_set() and not victims:
                busy = [address for address, tasks in client.processing().items() if tasks and address in pids]
                victims.extend(pids[address] for address in busy[:1])
                sleep(0.005)
            for pid in victims:
                os.kill(pid, signal.SIGKILL)

        killer = Thread(target=kill)
        killer.start()
        there = solved(Pool(cluster=cluster.scheduler_address))
        over.set()
        killer.join()
    assert victims
    same(solved(Pool()), there)
    assert there[2].traffic.lost == 0


def test_a_block_is_as_many_courses_as_asked() -> None:
    assert MOST < 100  # the five counties of `solved` are blocks of their own
    _, _, means = solved(Pool())
    assert max(wave.tasks for wave in means.traffic.waves) == SEVERAL  # the bound's wave has all blocks at once
