"""The dossiers of all sites, several processes at once.

The base plan is solved once. Each process keeps the compiled case and what its clauses leave each site; the bounds of
the base plan settle the tiers that a lock does not move (`optimizer.solve.floors`); answers go to a cache, on disk
where a folder is given, so that a second run of the same case solves nothing. What is done when stopped is returned.
Starts and reduced costs are not shared: even given the answer itself they save next to nothing (docs/measurements.md,
warm against cold).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Any

from models.case import Case
from models.outcome import Outcome
from optimizer.explain.cache import Cache
from optimizer.explain.dossier import dossier
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossier_screen import Ground, ground
from optimizer.explain.forced import resolve
from optimizer.solve import Settings
from optimizer.solve.settings import Progress, Watch

TICK = 0.5


class NoPlanError(ValueError):
    """There is no plan to explain; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(f"{outcome.case} has no plan to explain: {outcome.verdict.value}")


@dataclass(frozen=True, slots=True)
class Dossiers:
    """The base outcome, the dossiers done (in the case's order), and the sites that were not reached."""

    base: Outcome
    dossiers: tuple[Dossier, ...]
    missing: tuple[str, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the dossiers as plain data, the base plan left to its own file."""
        return {
            "case": self.base.case,
            "dossiers": [one.model_dump(mode="json") for one in self.dossiers],
            "missing": list(self.missing),
            "seconds": self.seconds,
        }

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return all dossiers as rows of one table."""
        return tuple(row for one in self.dossiers for row in one.rows())

    def importance_rows(self) -> tuple[dict[str, Any], ...]:
        """Return the replacement cost of every site as rows, one a tier; one row where nothing is known of the cost."""
        return tuple(
            {"site": one.site, "action": one.decision.action.value, "standing": one.standing.value}
            | ({} if tier is None else {"tier": tier.name, "least": tier.least, "most": tier.most})
            for one in self.dossiers
            for tier in one.tiers or (None,)
        )


def dossiers(
    case: Case,
    base: Outcome | None = None,
    sites: Sequence[str] | None = None,
    settings: Settings | None = None,
    watch: Watch | None = None,
    folder: Path | None = None,
    processes: int = 2,
    turns: bool = False,
) -> Dossiers:
    """Return the dossiers of ``sites`` (all, for None); ``turns`` adds what would turn each decision, at many solves.

    Raises NoPlanError when the case has no plan. A watch that answers False stops after the solves at work.
    """
    started, chosen = monotonic(), settings or Settings()
    found = base or resolve(case, settings=chosen, cache=Cache(folder)).outcome
    if found.plan is None:
        raise NoPlanError(found)
    names = tuple(sites) if sites is not None else tuple(site.id for site in case.sites)
    job = (case, found, chosen, folder, turns)
    done = _alone(job, names, watch, started) if processes < 2 else _together(job, names, watch, started, processes)
    return Dossiers(
        base=found,
        dossiers=tuple(done[name] for name in names if name in done),
        missing=tuple(name for name in names if name not in done),
        seconds=round(monotonic() - started, 3),
    )


Job = tuple[Case, Outcome, Settings, Path | None, bool]


def _alone(job: Job, names: Sequence[str], watch: Watch | None, started: float) -> dict[str, Dossier]:
    done: dict[str, Dossier] = {}
    _begin(job)
    for name in names:
        if not _go_on(watch, done, names, started):
            break
        done[name] = _one(name)
    return done


def _together(
    job: Job, names: Sequence[str], watch: Watch | None, started: float, processes: int
) -> dict[str, Dossier]:
    done: dict[str, Dossier] = {}
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (job,)) as pool:
        waiting: dict[Future[Dossier], str] = {pool.submit(_one, name): name for name in names}
        while waiting:
            ready, _ = wait(waiting, timeout=TICK, return_when=FIRST_COMPLETED)
            done |= {waiting.pop(future): future.result() for future in ready}
            if waiting and not _go_on(watch, done, names, started):
                for future in waiting:
                    future.cancel()
                waiting = {future: name for future, name in waiting.items() if not future.cancelled()}
                watch = None
    return done


def _go_on(watch: Watch | None, done: dict[str, Dossier], names: Sequence[str], started: float) -> bool:
    words = f"dossier {len(done)}/{len(names)}"
    return watch is None or watch(Progress(words, monotonic() - started))


_AT_WORK: list[tuple[Job, Cache, Ground]] = []


def _begin(job: Job) -> None:
    """Prepare a process: the job, its cache, and what all dossiers share."""
    _AT_WORK[:] = [(job, Cache(job[3]), ground(job[0]))]


def _one(site: str) -> Dossier:
    (case, base, settings, _, turns), cache, shared = _AT_WORK[0]
    return dossier(case, base, site, settings, None, cache, turns, shared)
