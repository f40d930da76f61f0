"""Keeping native libraries from writing on a descriptor that belongs to the caller.

HiGHS prints its licence on descriptor 1 when first made in a process, where only our JSON may stand; SCIP in OR-Tools
prints two lines of an error without consequence on descriptor 2 whenever it can be interrupted.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

CHUNK = 1 << 20


def silence(descriptor: int, noise: Sequence[bytes] | None = None) -> Callable[[], None]:
    """Keep the descriptor quiet until the function returned is called; calling it again does nothing.

    What was written meanwhile is dropped; with ``noise`` only lines that hold one of these, the rest is written then.
    """
    try:
        kept = os.dup(descriptor)
    except OSError:  # a process without that descriptor has nothing to hide
        return lambda: None
    held = tempfile.TemporaryFile() if noise is not None else Path(os.devnull).open("wb")  # noqa: SIM115
    os.dup2(held.fileno(), descriptor)
    waiting = [kept]

    def restore() -> None:
        if waiting:
            saved = waiting.pop()
            os.dup2(saved, descriptor)
            os.close(saved)
            with held:
                _write(descriptor, _sifted(held, noise or ()))

    return restore


def _sifted(held: IO[bytes], noise: Sequence[bytes]) -> bytes:
    if not held.readable():
        return b""
    held.seek(0)
    return b"".join(line for line in held if not any(one in line for one in noise))


def _write(descriptor: int, text: bytes) -> None:
    while text:
        text = text[os.write(descriptor, text[:CHUNK]) :]
