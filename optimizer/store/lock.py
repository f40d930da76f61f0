"""A lock that dies with its holder: one empty file, locked by the operating system, gone when it is let go.

The lock belongs to the open file, so a killed process holds nothing. Where the file system cannot lock (some network
shares), every asker is let through: writers then still never mix, because runs are renamed into place whole.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

PAUSE = 0.05


@contextmanager
def held(path: Path, wait: bool = True) -> Iterator[bool]:
    """Hold the lock at `path`; False is yielded where another holds it and `wait` is off. Raises OSError."""
    descriptor = _taken(path, wait)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            with suppress(OSError):
                path.unlink()
            os.close(descriptor)


def _taken(path: Path, wait: bool) -> int | None:
    """Return the locked file; one that its last holder removed meanwhile is not the lock any more."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not lock(descriptor):
            os.close(descriptor)
            if not wait:
                return None
            sleep(PAUSE)
        elif _same(descriptor, path):
            return descriptor
        else:
            os.close(descriptor)


def _same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> bool:
        """Lock an open file at once; False where another holds it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import errno
    import fcntl

    def lock(descriptor: int) -> bool:
        """Lock an open file at once; False where another holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in {errno.EWOULDBLOCK, errno.EACCES}
        return True
