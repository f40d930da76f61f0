"""Open a zip or KMZ safely: names that leave the folder, links and bombs are refused before anything is unpacked."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

from optimizer.intake import limits
from optimizer.intake.codes import refuse

MAIN = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".csv", ".xlsx")


def guard(path: Path) -> None:
    """Raise BadInputError when a zip (an xlsx too) is unsafe or beyond the limits; unpacks nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise refuse(
            "LD-810", path.name, detail=f"压缩包损坏（{error}）", detail_en=f"damaged archive ({error})"
        ) from None
    for member in members:
        if _leaves(member):
            raise refuse("LD-821", path.name, row=member.filename, value=member.filename)
    total = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > limits.ARCHIVE_MEMBERS:
        raise _large(path, f"{len(members)} > {limits.ARCHIVE_MEMBERS} files")
    if total > limits.ARCHIVE_BYTES:
        raise _large(path, f"{total} > {limits.ARCHIVE_BYTES} bytes")
    if total > limits.ARCHIVE_FREE and total / packed > limits.ARCHIVE_RATIO:
        raise _large(path, f"{total / packed:.0f} : 1 > {limits.ARCHIVE_RATIO} : 1")


def unpack(path: Path, room: Path, member: str) -> Path:
    """Unpack an archive into ``room`` and return its one data file, or the one named."""
    guard(path)
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            _extract(archive, info, room, path)
    found = sorted(item for item in room.rglob("*") if item.suffix.lower() in MAIN or item.suffix.lower() == ".gdb")
    found = [item for item in found if not any(parent.suffix.lower() == ".gdb" for parent in item.parents)]
    names = {item.relative_to(room).as_posix(): item for item in found}
    if member in names:
        return names[member]
    if len(found) != 1 or member:
        raise refuse("LD-825", path.name, value=member, choices=", ".join(names) or "—")
    return found[0]


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: Path, path: Path) -> None:
    """Unpack one member; stop where it turns out larger than its header says."""
    target = room / _name(info)
    if info.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(info) as inside, target.open("wb") as outside:
            left = info.file_size + 1
            while left > 0 and (chunk := inside.read(min(left, 1 << 20))):
                left -= len(chunk)
                outside.write(chunk)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise refuse("LD-810", path.name, row=info.filename, detail=f"{error}", detail_en=f"{error}") from None


def _name(info: zipfile.ZipInfo) -> str:
    """Return the member's name, in GBK where the archive does not say UTF-8 (as Windows packs it in China)."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gbk")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _leaves(info: zipfile.ZipInfo) -> bool:
    name = info.filename.replace("\\", "/")
    path = PurePosixPath(name)
    link = stat.S_ISLNK(info.external_attr >> 16)
    return path.is_absolute() or ".." in path.parts or ":" in name[:3] or "\0" in name or link


def _large(path: Path, words: str) -> Exception:
    return refuse("LD-822", path.name, value=words, detail=words, detail_en=words)
