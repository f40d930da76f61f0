"""The manifest of a run: who made it from what, how long it took, and the hash of everything in the folder.

    seal = SHA-256 of the canonical JSON of the manifest without its seal

Hashes show that a folder was changed after it was written. They do not show who wrote it: whoever changes a file and
reseals the manifest is found only by judging the plan anew, which `lodeplan verify` does as well.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import Field

import models
from models import BadInputError, Figure, Outcome, Problem, Record, Text
from optimizer.store.canonical import digest

FORMAT = "lodeplan-run-1"
MANIFEST, OUTCOME, CASE = "manifest.json", "outcome.json", "inputs/case.json"
INSTANCE, EXPLAINED = "inputs/instance", "explained"
CODES: tuple[tuple[str, str], ...] = (
    ("LD-701", "the run folder exists already"),
    ("LD-702", "the folder exists and is no run folder"),
    ("LD-703", "an input changed while it was solved"),
    ("LD-704", "a part's name leads out of the run folder"),
    ("LD-705", "a file of the run is missing or cannot be read"),
    ("LD-706", "an explanation cannot be kept in the run folder"),
    ("LD-707", "the shared catalogue cannot be reached"),
    ("LD-708", "the run cannot be written: disk full, no permission, or another fault of the disk"),
    ("LD-711", "the run does not hold: it was changed, or its plan judged anew says otherwise"),
)
PACKAGES = (
    "geopandas", "highspy", "matplotlib", "numpy", "ortools", "pulp", "pydantic", "pyogrio", "pyproj", "scipy",
    "shapely", "xlsxwriter",
)  # fmt: skip
LICENSED = ("coptpy", "cplex", "gurobipy", "mosek", "xpress")
SOLVERS = frozenset({"highspy", "numpy", "ortools", "pulp", "scipy", *LICENSED})


class RunError(BadInputError):
    """A run folder that cannot be written or read; carries the problems."""


@dataclass(frozen=True)
class About:
    """What the solve says of itself: settings as plain data, seconds by part, hashes of the files it read by name."""

    solver: str = ""
    solver_version: str = ""
    seed: int = 0
    scenarios: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)


class Manifest(Record):
    """The manifest as written to manifest.json."""

    format: str = Field(default=FORMAT, description="version of this format")
    created: str = Field(description="time of writing, UTC, ISO 8601")
    code: str = Field(description="version of lodeplan")
    python: str = Field(description="version of Python")
    packages: Mapping[str, str] = Field(description="versions of the libraries that results depend on")
    solver: str = Field(description="solver")
    solver_version: str = Field(description="version of the solver")
    seed: int = Field(description="seed of the solve")
    scenarios: tuple[str, ...] = Field(description="scenarios laid over the instance, in order")
    settings: Mapping[str, Any] = Field(description="settings of the solve")
    seconds: Mapping[str, Figure] = Field(description="time by part [s]")
    inputs: Mapping[str, str] = Field(description="SHA-256 of each input file as it was read, by name")
    files: Mapping[str, str] = Field(description="SHA-256 of each file of the run, by path")
    answer: Mapping[str, str] = Field(description="SHA-256 of plan, totals and bound")
    instance: str = Field(default="", description="where the instance stood, seen from the run folder")
    seal: str = Field(default="", description="SHA-256 of all the above")


def compose(
    about: About, seconds: Mapping[str, float], files: Mapping[str, str], outcome: Outcome, instance: str = ""
) -> Manifest:
    """Return the sealed manifest of a run written now."""
    manifest = Manifest(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        code=code_version(),
        python=platform.python_version(),
        packages=versions(PACKAGES) | {name: known for name, known in versions(LICENSED).items() if known},
        solver=about.solver,
        solver_version=about.solver_version,
        seed=about.seed,
        scenarios=about.scenarios,
        settings=dict(about.settings),
        seconds={name: round(spent, 3) for name, spent in {**about.seconds, **seconds}.items()},
        inputs=dict(sorted(about.inputs.items())),
        files=dict(sorted(files.items())),
        answer=answer_of(outcome),
        instance=instance,
    )
    return manifest.model_copy(update={"seal": seal_of(manifest)})


def seal_of(manifest: Manifest) -> str:
    """Return the seal that a manifest ought to carry; runs sealed before there was `instance` keep theirs."""
    later = set() if manifest.instance else {"instance"}
    return digest(manifest.model_dump(mode="json", exclude={"seal", *later}))


def answer_of(outcome: Outcome) -> dict[str, str]:
    """Return the hashes of the plan, of its totals, and of what is claimed of it; times of solving are left out."""
    tiers = [tier.model_dump(mode="json", exclude={"seconds"}) for tier in outcome.tiers]
    claim = outcome.model_dump(mode="json", include={"case", "scenario", "verdict", "objective", "bound", "gap"})
    return {
        "plan": digest(outcome.plan),
        "totals": digest({"periods": outcome.periods, "findings": outcome.findings}),
        "bound": digest({"claim": claim, "tiers": tiers}),
    }


def fault(code: str, file: str, zh: str, en: str, remedy: tuple[str, str]) -> RunError:
    """Return the error for one problem with a run folder."""
    told, tried = Text(zh=zh, en=en), Text(zh=remedy[0], en=remedy[1])
    return RunError((Problem(code=code, file=file, message=told, remedy=tried),))


def versions(names: Iterable[str]) -> dict[str, str]:
    """Return the installed version of each package, empty where there is none."""
    return {name: version_of(name) for name in sorted(names)}


@cache
def code_version() -> str:
    """Return the version of lodeplan with a hash of its source, as 0.1.0+3f2a…: equal code, equal answers."""
    total = hashlib.sha256()
    for top in (Path(models.__file__).parent, Path(__file__).parents[1]):
        for path in sorted(top.rglob("*.py")):
            total.update(path.relative_to(top.parent).as_posix().encode())
            total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{version_of('lodeplan')}+{total.hexdigest()[:12]}"


@cache
def version_of(name: str) -> str:
    """Return the version of an installed package, empty where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
