"""Answers kept by what was solved, in memory and, where a folder is given, on disk.

    key = SHA-256(digest of the programme, tiers, settings, digest of the case)

The case is part of the key because the audit reads clauses that write no rows. Answers without proof of their verdict
(stopped, failed) are not kept: another day they may end better. What comes from disk has no solver answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.formulation import Compiled, compile_case
from optimizer.solve import Settings, Solved
from optimizer.store.canonical import digest

KEPT = frozenset({Verdict.PROVEN_BEST, Verdict.WITHIN_GAP, Verdict.IMPOSSIBLE})


def key_of(compiled: Compiled, settings: Settings) -> str:
    """Return the key of what is solved."""
    tiers = [tier.model_dump(mode="json") for tier in compiled.tiers]
    asked = json.dumps([tiers, {name: str(value) for name, value in asdict(settings).items()}], sort_keys=True)
    parts = (compiled.program.digest(), asked, digest(compiled.case))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


@dataclass(slots=True)
class Cache:
    """Answers by key; `hits` and `misses` count what was asked."""

    folder: Path | None = None
    known: dict[str, Solved] = field(default_factory=dict)
    hits: int = 0
    misses: int = 0

    def solved(self, case: Case, settings: Settings, solve: Callable[[], Solved]) -> Solved:
        """Return the answer kept for ``case`` under ``settings``, else that of ``solve``, which is then kept."""
        compiled = compile_case(case)
        key = key_of(compiled, settings)
        found = self.known.get(key) or self._read(key, compiled)
        if found is not None:
            self.hits += 1
            self.known[key] = found
            return found
        self.misses += 1
        answer = solve()
        if answer.outcome.verdict in KEPT:
            self.known[key] = answer
            self._write(key, answer.outcome)
        return answer

    def _read(self, key: str, compiled: Compiled) -> Solved | None:
        path = None if self.folder is None else self.folder / f"{key}.json"
        if path is None or not path.is_file():
            return None
        outcome = Outcome.model_validate_json(path.read_bytes())
        return Solved(outcome, {}, (), compiled)

    def _write(self, key: str, outcome: Outcome) -> None:
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        waiting = self.folder / f"{key}.tmp"
        waiting.write_text(outcome.model_dump_json(), encoding="utf-8")
        waiting.replace(self.folder / f"{key}.json")
