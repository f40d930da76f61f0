"""The bound of a worker on its memory, while a solve runs.

    RLIMIT_AS = size of the process at the start + bound        [bytes]

What asks for more gets MemoryError, or ends the process where a solver does not expect that; both are told (LD-751,
LD-752). Windows has no such limit; there the bound is not enforced.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1 << 20
SHARE = 0.8


def share_of_memory(processes: int) -> int:
    """Return the bound that lets so many workers have four fifths of this machine's memory [MB]; 0 for none."""
    if sys.platform == "win32" or processes < 1:
        return 0
    return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * SHARE / processes / MEGABYTE)


@contextmanager
def bounded(megabytes: int) -> Iterator[None]:
    """Keep this process from growing by more than so much; 0 is no bound."""
    if sys.platform == "win32" or not megabytes:
        yield
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_AS)
    limit = _size() + megabytes * MEGABYTE
    if before[1] != resource.RLIM_INFINITY:
        limit = min(limit, before[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _size() -> int:
    """Return the address space of this process [bytes]; 4 GB where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 4096 * MEGABYTE
    return pages * os.sysconf("SC_PAGE_SIZE")
