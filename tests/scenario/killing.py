"""Sweeps killed at random moments, again and again, until one comes to its end; then the store is held to account."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_cells import Cell
from optimizer.scenario.sweep_terms import Terms
from optimizer.store import entries, tampered
from optimizer.store.read import read_manifest
from optimizer.workers import Pool


@dataclass(frozen=True)
class Killed:
    """How many were killed, how many ended, how many kills found some runs kept and some not, and one half written."""

    kills: int
    ends: int
    amid: int
    workshops: int


def kill_sweeps(cells: Sequence[Cell], terms: Terms, pool: Pool, kills: int, longest: float, seed: int) -> Killed:
    """Start sweeps and kill each after a random time [s], until so many were killed; the last one may end.

    A sweep that ended is begun again in a new store, so that every kill finds something to do.
    """
    dice, killed, ends, amid, workshops = random.Random(seed), 0, 0, 0, 0
    answers = reference(cells, terms)
    while killed < kills:
        terms_now = Terms(terms.instance, terms.results.with_name(f"store{ends}"))
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            try:
                rows = sweep(cells, terms_now, pool)
                os._exit(0 if all(row.outcome is not None for row in rows) else 8)
            finally:
                os._exit(9)  # whatever it was, the parent sees that it did not end well
        with suppress(PermissionError):
            os.setpgid(pid, pid)  # whichever of the two comes first, so that no kill misses the group
        sleep(dice.uniform(0, longest))
        over, status = os.waitpid(pid, os.WNOHANG)
        if not over:
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            killed += 1
            workshops += bool(list(terms_now.results.glob(".*.part")))
            amid += 0 < account(terms_now.results, answers, False) < len(answers)
        else:
            assert status == 0, "a sweep failed by itself"
            account(terms_now.results, answers, True)
            ends += 1
    last = terms.results.with_name(f"store{ends}")
    sweep(cells, Terms(terms.instance, last))
    account(last, answers, True)
    assert not list(last.glob(".*.part"))
    return Killed(killed, ends, amid, workshops)


def reference(cells: Sequence[Cell], terms: Terms) -> dict[str, str]:
    """Return the answer's hash by key, of a sweep that nobody disturbed."""
    sweep(cells, terms)
    return answers_of(terms.results)


def answers_of(root: Path) -> dict[str, str]:
    """Return plan and bound of every run by key; fails when a key is there twice or a run is not whole."""
    found = entries(root)
    assert len({entry.key for entry in found}) == len(found), "a result is doubled"
    for entry in found:
        assert entry.fault == ""
        assert tampered(root / entry.folder) == ()
    return {entry.key: str(sorted(read_manifest(root / entry.folder).answer.items())) for entry in found}


def account(root: Path, answers: dict[str, str], all_of_them: bool) -> int:
    """The catalogue opens, every run is whole and right, none is doubled; after an end none is missing.

    Returns the number of runs.
    """
    found = answers_of(root) if root.exists() else {}
    assert found.items() <= answers.items()
    known = root / ".seen"
    before = set(known.read_text("ascii").split()) if known.exists() else set()
    assert before <= found.keys(), "a result was lost"
    if root.exists():
        known.write_text(" ".join(found), "ascii")
    if all_of_them:
        assert found == answers
    return len(found)
