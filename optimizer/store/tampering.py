"""Hold a run folder against its manifest: every file changed, missing or added since it was written, and the seal.

Explanations kept in the run are held against manifests of their own; the run's seal does not speak of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from models import Outcome, Text
from optimizer.store.manifest import EXPLAINED, MANIFEST, OUTCOME, Manifest, RunError, answer_of, fault, seal_of
from optimizer.store.read import read_manifest
from optimizer.store.tampering_explained import tampered_explained
from optimizer.store.tampering_files import Tampering, files_against


def tampered(folder: Path) -> tuple[Tampering, ...]:
    """Return everything in `folder` that differs from what was sealed, by path; empty when the run is whole."""
    try:
        manifest = read_manifest(folder)
    except RunError:
        return (Tampering(MANIFEST, "missing" if not (folder / MANIFEST).is_file() else "unreadable"),)
    found = [*_seal(folder, manifest), *files_against(folder, manifest.files, EXPLAINED), *_answer(folder, manifest)]
    found += tampered_explained(folder)
    return tuple(sorted(found, key=lambda one: (one.path, one.way)))


def distrusted(folder: Path, faults: Sequence[Text]) -> RunError:
    """Return the error for a run that does not hold, with the first reasons and the number of the rest."""
    zh, en = ("；".join(one.zh for one in faults[:3]), "; ".join(one.en for one in faults[:3]))
    rest = f" (+{len(faults) - 3})" if len(faults) > 3 else ""
    return fault(
        "LD-711", str(folder), f"成果 {folder.name} 不成立：{zh}{rest}",
        f"the run {folder.name} does not hold: {en}{rest}",
        ("用 lodeplan verify 查看全部原因，或重新求解", "see lodeplan verify for every reason, or solve again"),
    )  # fmt: skip


def _seal(folder: Path, manifest: Manifest) -> Iterator[Tampering]:
    """Compare the seal with the manifest's own text too: a key written twice would be read once."""
    wanted = seal_of(manifest)
    raw = (folder / MANIFEST).read_bytes()
    same = json.dumps(json.loads(raw), ensure_ascii=False, sort_keys=True, indent=2) + "\n" == raw.decode("utf-8")
    if manifest.seal != wanted or not same or (folder / MANIFEST).is_symlink():
        yield Tampering(MANIFEST, "seal", wanted, manifest.seal)


def _answer(folder: Path, manifest: Manifest) -> Iterator[Tampering]:
    try:
        outcome = Outcome.model_validate_json((folder / OUTCOME).read_bytes())
    except FileNotFoundError:
        return
    except (OSError, ValidationError):
        yield Tampering(OUTCOME, "unreadable")
        return
    if answer_of(outcome) != dict(manifest.answer):
        yield Tampering(OUTCOME, "answer")
