"""A run as a row of the catalogue: what its folder says of it, and nothing that the folder does not say.

Times are in seconds, values in the units of the objective. A folder that cannot be read is a row too, with its fault.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models import Outcome
from optimizer.store.canonical import plain
from optimizer.store.manifest import CASE, MANIFEST, OUTCOME, Manifest, RunError
from optimizer.store.question import SCALE, ended, key_of_run
from optimizer.store.read import read_manifest


@dataclass(frozen=True, slots=True)
class Entry:
    """One run; `settings`, `seconds`, `inputs` (hash by file) and `scenarios` (as asked for) are JSON."""

    folder: str
    stamp: str
    store: str = ""
    place: str = ""
    key: str = ""
    ended: bool = False
    case: str = ""
    case_hash: str = ""
    scenario: str = ""
    scenarios: str = "[]"
    instance: str = ""
    verdict: str = ""
    objective: str = ""
    bound: str = ""
    gap: str = ""
    solver: str = ""
    solver_version: str = ""
    seed: int = 0
    settings: str = "{}"
    seconds: str = "{}"
    inputs: str = "{}"
    code: str = ""
    created: str = ""
    fault: str = ""

    @property
    def solve_seconds(self) -> float:
        """Time that the search took [s]."""
        return float(json.loads(self.seconds).get("solve", 0.0))

    @property
    def backend(self) -> str:
        """The back end that was asked."""
        return str(json.loads(self.settings).get("backend", self.solver))

    @property
    def by_blocks(self) -> bool:
        """Whether it was solved by blocks."""
        return bool(json.loads(self.settings).get(SCALE))


def stamp_of(folder: Path) -> str:
    """Return what tells one state of a run folder from another without reading it; empty where there is no run."""
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"


def read_entry(folder: Path) -> Entry:
    """Return the row of a run folder. Raises nothing: what cannot be read is told in ``fault``."""
    stamp = stamp_of(folder)
    try:
        manifest = read_manifest(folder)
        outcome = Outcome.model_validate_json((folder / OUTCOME).read_bytes())
    except RunError as error:
        return Entry(folder.name, stamp, fault=error.problems[0].message.en)
    except (OSError, ValidationError) as error:
        return Entry(folder.name, stamp, fault=str(error).splitlines()[0])
    return _entry(folder.name, stamp, manifest, outcome)


def _entry(name: str, stamp: str, manifest: Manifest, outcome: Outcome) -> Entry:
    return Entry(
        name,
        stamp,
        key=key_of_run(manifest, outcome),
        ended=ended(outcome, manifest.settings, manifest.seconds),
        case=outcome.case,
        case_hash=manifest.files.get(CASE, ""),
        scenario=outcome.scenario,
        scenarios=_json(manifest.scenarios),
        instance=manifest.instance,
        verdict=outcome.verdict.value,
        objective=_text(outcome.objective),
        bound=_text(outcome.bound),
        gap=_text(outcome.gap),
        solver=manifest.solver,
        solver_version=manifest.solver_version,
        seed=manifest.seed,
        settings=_json(manifest.settings),
        seconds=_json({name: float(value) for name, value in manifest.seconds.items()}),
        inputs=_json(manifest.inputs),
        code=manifest.code,
        created=manifest.created,
    )


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
