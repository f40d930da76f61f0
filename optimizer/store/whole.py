"""Write a folder or a file whole or not at all: everything goes into a room apart, which is then renamed into place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from secrets import token_hex

from optimizer.store.canonical import digest_file
from optimizer.store.manifest import MANIFEST, fault
from optimizer.store.workshop import OLD, workshop

Content = bytes | Callable[[Path], object]
"""Bytes of a file, or a function that writes to the path it is given (a new folder when the part's name ends in /)."""
Place = Callable[[Path, Path], None]
"""Moves a finished folder, whole and on disk, to where it is meant for."""


def put(room: Path, name: str, content: Content) -> None:
    """Write one part. Raises RunError (LD-704) for a name that leads out of the room."""
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or ":" in name:
        raise fault(
            "LD-704", name, f"成果文件名 {name} 无效", f"{name} is no name for a part of a run",
            ("使用目录内的相对路径", "use a relative path inside the folder"),
        )  # fmt: skip
    path = room.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    if name.endswith("/"):
        path.mkdir(parents=True, exist_ok=True)
    content(path)


def put_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all, over what was there; its folder is made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        waiting.write_bytes(content)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a folder but its manifest, by path with forward slashes."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: digest_file(path) for name, path in sorted(paths.items()) if name != MANIFEST}


def move(room: Path, folder: Path) -> None:
    """Put the finished folder into place; an old one steps aside first and returns when the move fails."""
    if not folder.exists():
        room.rename(folder)
        return
    with workshop(folder, OLD) as aside:
        aside.rmdir()
        folder.rename(aside)
        try:
            room.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
