"""The text of a Shapefile's table: its encoding told from .cpg, language byte and the bytes themselves, its widths.

Header (dBASE III): records u32 at 4, header length u16 at 8, record length u16 at 10, language byte at 29; then one
32-byte descriptor a field: name 11 bytes, type at 11, width at 16; 0x0D ends them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from optimizer.intake import limits
from optimizer.intake.codes import refuse

LANGUAGES = {0x4D: "GBK", 0x7A: "GBK", 0x4F: "BIG5", 0x78: "BIG5"}
SHX_HEADER = 100


@dataclass(frozen=True, slots=True)
class Column:
    """name: raw bytes; kind: type letter; offset, width: in the record [bytes]."""

    name: bytes
    kind: str
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Dbf:
    """What the header says."""

    records: int
    start: int
    length: int
    language: int
    columns: tuple[Column, ...]


def read_header(path: Path) -> Dbf:
    """Return the header of a .dbf; raises BadInputError where it claims more than the file holds."""
    data = path.open("rb").read(64 * 1024)
    if len(data) < 33:
        raise refuse("LD-810", path.name, detail=".dbf 文件头不完整", detail_en="the .dbf header is cut off")
    records, start, length = struct.unpack_from("<IHH", data, 4)
    size = path.stat().st_size
    if start + records * length > size + 1 or not length:
        told = f"{records} × {length} bytes"
        raise refuse("LD-820", path.name, value=told, detail=f"{size} 字节", detail_en=f"{size} bytes")
    return Dbf(records, start, length, data[29], tuple(_columns(data, start)))


def _columns(data: bytes, start: int) -> Iterator[Column]:
    offset = 1
    for place in range(32, min(start, len(data)) - 31, 32):
        if data[place] == 0x0D:
            return
        width = data[place + 16]
        yield Column(data[place : place + 11].split(b"\0")[0], chr(data[place + 11]), offset, width)
        offset += width


def texts(path: Path, dbf: Dbf) -> Iterator[tuple[int, Column, bytes]]:
    """Yield row, column and bytes of each text that is not ASCII, or that fills its width, in the sample."""
    wanted = [column for column in dbf.columns if column.kind == "C"]
    with path.open("rb") as file:
        file.seek(dbf.start)
        for row in range(min(dbf.records, limits.SAMPLE)):
            record = file.read(dbf.length)
            for column in wanted:
                value = record[column.offset : column.offset + column.width].rstrip(b" \0")
                if not value.isascii() or len(value) >= column.width:
                    yield row, column, value


def decodes(value: bytes, encoding: str, width: int) -> bool:
    """Return whether bytes are text in an encoding; a last character cut by the field's width does not count."""
    for cut in range(4 if len(value) >= width else 1):
        try:
            value[: len(value) - cut].decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return True
    return False


def declared(shp: Path, dbf: Dbf) -> str:
    """Return the encoding that .cpg or the language byte declares, empty for none."""
    for suffix in (".cpg", ".CPG", ".cst"):
        cpg = shp.with_suffix(suffix)
        if cpg.is_file():
            return normal(cpg.read_bytes()[:64].decode("ascii", "ignore").strip())
    return LANGUAGES.get(dbf.language, "")


def normal(name: str) -> str:
    """Return the usual name of an encoding that .cpg files write in many ways."""
    flat = name.upper().replace("-", "").replace("_", "").replace(" ", "")
    chinese = {"936", "CP936", "GBK", "GB2312", "ANSI936", "OEM936", "GB18030", "ANSI"}
    if flat in {"UTF8", "65001"}:
        return "UTF-8"
    return "GBK" if flat in chinese else name.strip()


def guess(values: list[tuple[bytes, int]]) -> str:
    """Return UTF-8 when every text is, else GBK when every text is, else nothing; ASCII alone is UTF-8."""
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GBK")):
        if all(decodes(value, encoding, width) for value, width in values):
            return name
    return ""
