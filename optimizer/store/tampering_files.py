"""Files of a folder held against the hashes that were written down of them: changed, missing, added, or now a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models import Text
from optimizer.store.canonical import digest_file
from optimizer.store.manifest import MANIFEST

Way = Literal["changed", "missing", "added", "link", "seal", "unreadable", "answer", "foreign"]
_WORDS = {
    "changed": ("内容已改动", "was changed"),
    "missing": ("缺失", "is missing"),
    "added": ("为后加文件", "was added"),
    "link": ("被替换为链接", "is a link now"),
    "seal": ("与封签不符", "does not match its seal"),
    "unreadable": ("无法读取", "cannot be read"),
    "foreign": ("所解释的不是本成果", "explains another run"),
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


def files_against(folder: Path, files: Mapping[str, str], apart: str = "") -> Iterator[Tampering]:
    """Yield what differs between `folder` and the hashes in `files`; the folder `apart` has manifests of its own."""
    present = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not is_folder(path)}
    present.pop(MANIFEST, None)
    for name in sorted(files.keys() - present.keys()):
        yield Tampering(name, "missing", files[name])
    for name, path in sorted(present.items()):
        expected = files.get(name)
        if expected is None:
            if not apart or not name.startswith(f"{apart}/"):
                yield Tampering(name, "added")
        elif path.is_symlink():
            yield Tampering(name, "link", expected)
        else:
            found = digest_file(path)
            if found != expected:
                yield Tampering(name, "changed", expected, found)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, not a link to one."""
    return path.is_dir() and not path.is_symlink()
