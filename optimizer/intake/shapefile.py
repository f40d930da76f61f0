"""Open a Shapefile: companions, honest headers, and a text encoding that is declared, told or asked for."""

from __future__ import annotations

import struct
from pathlib import Path

from models import BadInputError, Problem
from optimizer.intake import dbf
from optimizer.intake.codes import refuse, tell
from optimizer.intake.table import Flaw

FULL = frozenset({200, 254, 255})
Opened = tuple[str, tuple[Problem, ...], tuple[Flaw, ...]]


def inspect(path: Path, wanted: str = "") -> Opened:
    """Return the encoding to read a Shapefile in, what to say about it, and texts that may be cut.

    Raises BadInputError where a companion is missing, a header lies, or the encoding contradicts the text.
    """
    for suffix in (".shx", ".dbf"):
        if companion(path, suffix) is None:
            raise refuse("LD-814", path.name, value=suffix)
    _honest(path)
    table = companion(path, ".dbf")
    assert table is not None
    head = dbf.read_header(table)
    found = list(dbf.texts(table, head))
    names = [(column.name, 11) for column in head.columns if not column.name.isascii()]
    values = [(value, column.width) for _, column, value in found if not value.isascii()]
    encoding, told = _encoding(path, dbf.declared(path, head), wanted, names, values)
    fields = {column.name: column.name.decode(encoding, "replace") for column in head.columns}
    cut = tuple(_cut_name(path, name) for name in fields.values() if "\ufffd" in name)
    if cut:
        raise BadInputError(cut)
    flaws = [
        Flaw("LD-819", row, fields[column.name], str(column.width))
        for row, column, value in found
        if _cut(value, column.width, encoding)
    ]
    return encoding, tuple(told), tuple(flaws)


def _cut(value: bytes, width: int, encoding: str) -> bool:
    """Return whether a text ends inside a character, or fills a width that writers cut at (C200, and the format's)."""
    if len(value) < width:
        return False
    return width in FULL or not dbf.decodes(value, encoding, width + 1)


def companion(path: Path, suffix: str) -> Path | None:
    """Return the file beside a Shapefile, whatever the case of its suffix."""
    for name in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if name.is_file():
            return name
    return None


def _honest(path: Path) -> None:
    """Refuse a .shp or .shx whose header claims more bytes than there are (length: u32 big-endian words at 24)."""
    for file in (path, companion(path, ".shx")):
        if file is None:
            continue
        size, head = file.stat().st_size, file.open("rb").read(100)
        if len(head) < 100:
            raise refuse("LD-810", file.name, detail="文件头不完整", detail_en="the header is cut off")
        claimed = 2 * struct.unpack_from(">I", head, 24)[0]
        if claimed > size:
            raise refuse(
                "LD-820", file.name, value=f"{claimed} bytes", detail=f"{size} 字节", detail_en=f"{size} bytes"
            )


def _encoding(
    path: Path, said: str, wanted: str, names: list[tuple[bytes, int]], values: list[tuple[bytes, int]]
) -> tuple[str, list[Problem]]:
    """Choose: the spec's word, else what is declared, else what the bytes are; the bytes may contradict either."""
    stated = dbf.normal(wanted) or said
    likely = dbf.guess(values)
    if not values and not names:
        return stated or "UTF-8", []
    if stated:
        if all(dbf.decodes(value, stated, width) for value, width in values):
            return stated, []
        raise refuse("LD-815", path.name, field="encoding", value=stated, choices=likely or "?")
    if not likely:
        raise refuse("LD-817", path.name, field="encoding")
    words = f"{len(values)} 个中文值均符合", f"all {len(values)} texts fit"
    return likely, [tell("LD-816", path.name, field="encoding", value=likely, detail=words[0], detail_en=words[1])]


def _cut_name(path: Path, name: str) -> Problem:
    return tell("LD-818", path.name, field=name, value=name)
