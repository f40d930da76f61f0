"""What a run says of the solve that made it: settings as plain data, solver, seconds, hashes of the inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import inf
from typing import Any

from optimizer.solve.settings import Settings
from optimizer.solve.solve import Solved
from optimizer.store import About, Manifest
from optimizer.store.question import SCALE

SOLVING = ("load", "compile", "solve", "publish", "audit", "explain")


def plain_settings(settings: Settings, by_blocks: bool = False) -> dict[str, Any]:
    """Return the settings as JSON holds them; no limit is None, and ``scale`` is there where blocks were asked for."""
    plain = {name: None if value == inf else value for name, value in asdict(settings).items()}
    return plain | ({SCALE: True} if by_blocks else {})


def about(
    solved: Solved,
    settings: Settings,
    scenarios: Sequence[str] = (),
    seconds: Mapping[str, float] | None = None,
    inputs: Mapping[str, str] | None = None,
    by_blocks: bool = False,
) -> About:
    """Return what the run of a solve says of it; `seconds` are added to the solve's own."""
    last = solved.answers[-1].answer
    return About(
        solver=last.solver,
        solver_version=last.version,
        seed=settings.seed,
        scenarios=tuple(scenarios),
        settings=plain_settings(settings, by_blocks),
        seconds={**(seconds or {}), **solved.seconds},
        inputs=dict(inputs or {}),
    )


def about_again(manifest: Manifest, inputs: Mapping[str, str]) -> About:
    """Return what a run says whose answer was taken from a stored one: the solver and seconds are that one's."""
    return About(
        solver=manifest.solver,
        solver_version=manifest.solver_version,
        seed=manifest.seed,
        scenarios=manifest.scenarios,
        settings=manifest.settings,
        seconds={name: float(manifest.seconds[name]) for name in SOLVING if name in manifest.seconds},
        inputs=dict(inputs),
    )
