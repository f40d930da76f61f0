"""The bounds of a worker: on its memory, while a solve runs, and on its life, which ends with the sweep's.

    RLIMIT_AS = size of the process at the start + bound        [bytes]

What asks for more gets MemoryError, or ends the process where a solver does not expect that; both are told (LD-751,
LD-752). Windows has no such limit; there the bound is not enforced. A sweep that is killed cannot tell its workers, so
they look for their parent every second (on Windows they end when they have been idle for five minutes).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from time import sleep

MEGABYTE = 1 << 20
SHARE = 0.8
SECOND = 1.0


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


@cache
def live_with(parent: int) -> None:
    """End this process when `parent` has ended; asked again it does nothing."""
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(SECOND)
    os._exit(1)


def _size() -> int:
    """Return the address space of this process [bytes]; 4 GB where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 4096 * MEGABYTE
    return pages * os.sysconf("SC_PAGE_SIZE")
