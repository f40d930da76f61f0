"""Write a folder of results that is no run: put together aside and moved into place whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimizer.store.manifest import fault
from optimizer.store.workshop import workshop


@contextmanager
def put_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder to write into, which becomes `folder` at the end.

    Raises RunError (LD-702) when `folder` holds something, and OSError. A failure leaves nothing behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fault(
            "LD-702", str(folder), f"{folder} 已存在且不为空，不予覆盖", f"{folder} is there and not empty; left alone",
            ("另选目录", "choose another folder"),
        )  # fmt: skip
    folder.parent.mkdir(parents=True, exist_ok=True)
    with workshop(folder) as room:
        yield room
        if folder.exists():
            folder.rmdir()
        room.rename(folder)
