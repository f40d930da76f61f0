"""What the board compares: its own plans and stored runs, as members of one comparison (`optimizer.scenario.compare`).

A key is that of a plan of the board, or one of the shelf's; each counts once, at most MOST at a time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from models import Text
from optimizer.reporting.comparison.run import write
from optimizer.reporting.words import Language
from optimizer.scenario import Member, compare
from optimizer.scenario.member import labelled
from optimizer.serve.board import BASE, Board
from optimizer.serve.codes import BoardError
from optimizer.serve.shelf import PREFIX

MOST = 32
EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST, TRIED = Text(zh="原方案", en="first plan"), Text(zh="假如", en="what-if")


def members_of(board: Board, keys: Sequence[str], least: int, language: Language = "zh") -> tuple[Member, ...]:
    """Return the plans under ``keys``, with labels that differ.

    Raises BoardError: LD-920 too many, LD-921 fewer than ``least``, and what `Board.shown` and `Shelf.members` raise.
    """
    wanted = tuple(dict.fromkeys(keys))
    if len(wanted) > MOST:
        raise BoardError("LD-920", MOST)
    if len(wanted) < least:
        raise BoardError("LD-921", least)
    stored = board.shelf.members([key for key in wanted if key.startswith(PREFIX)])
    return labelled(stored.get(key) or _own(board, key, language) for key in wanted)


def _own(board: Board, key: str, language: Language) -> Member:
    shown = board.shown(key)
    named = next((one.name for one in board.vault.snapshots() if one.key == key), "")
    label = named or (FIRST if key == BASE else TRIED).of(language)
    return Member(label, shown.case, shown.outcome, layers=board.layers)


def exported(board: Board, members: Sequence[Member], language: Language) -> bytes:
    """Return the folder that `lodeplan compare --out` writes, as a ZIP file. Raises BoardError (LD-904) and OSError."""
    with board.shelf.reading(), TemporaryDirectory() as room:
        folder = Path(room) / "comparison"
        write(folder, compare(members), members, language)
        return _zipped(folder)


def _zipped(folder: Path) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            packed.writestr(zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), EPOCH), path.read_bytes(),
                            zipfile.ZIP_DEFLATED)  # fmt: skip
    return stream.getvalue()
