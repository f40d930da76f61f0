"""Hold a run folder against its manifest: every file changed, missing or added since it was written, and the seal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from models import Outcome, Text
from optimizer.store.canonical import digest_file
from optimizer.store.manifest import MANIFEST, OUTCOME, Manifest, RunError, answer_of, fault, seal_of
from optimizer.store.read import read_manifest

Way = Literal["changed", "missing", "added", "link", "seal", "unreadable", "answer"]
_WORDS = {
    "changed": ("内容已改动", "was changed"),
    "missing": ("缺失", "is missing"),
    "added": ("为后加文件", "was added"),
    "link": ("被替换为链接", "is a link now"),
    "seal": ("与封签不符", "does not match its seal"),
    "unreadable": ("无法读取", "cannot be read"),
    "answer": ("与清单所记方案、合计或下界不符", "differs from the plan, totals or bound that the manifest seals"),
}


@dataclass(frozen=True)
class Tampering:
    """One file that is not as it was written; hashes are empty where there is none."""

    path: str
    way: Way
    expected: str = ""
    found: str = ""

    @property
    def message(self) -> Text:
        """What to tell a planner."""
        zh, en = _WORDS[self.way]
        return Text(zh=f"{self.path} {zh}", en=f"{self.path} {en}")


def tampered(folder: Path) -> tuple[Tampering, ...]:
    """Return everything in `folder` that differs from what was sealed, by path; empty when the run is whole."""
    try:
        manifest = read_manifest(folder)
    except RunError:
        return (Tampering(MANIFEST, "missing" if not (folder / MANIFEST).is_file() else "unreadable"),)
    found = [*_seal(folder, manifest), *_files(folder, manifest), *_answer(folder, manifest)]
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


def _files(folder: Path, manifest: Manifest) -> Iterator[Tampering]:
    present = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not _is_folder(path)}
    present.pop(MANIFEST, None)
    for name in sorted(manifest.files.keys() - present.keys()):
        yield Tampering(name, "missing", manifest.files[name])
    for name, path in sorted(present.items()):
        expected = manifest.files.get(name)
        if expected is None:
            yield Tampering(name, "added")
        elif path.is_symlink():
            yield Tampering(name, "link", expected)
        else:
            found = digest_file(path)
            if found != expected:
                yield Tampering(name, "changed", expected, found)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


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
