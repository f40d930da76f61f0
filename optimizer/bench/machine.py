"""Where a benchmark is measured: cores, memory, system, versions; and how busy the machine is."""

from __future__ import annotations

import os
import platform

from optimizer.bench.record import Machine
from optimizer.store.manifest import PACKAGES, code_version, versions
from optimizer.workers import cpu_count

MEGABYTE = 1 << 20


def machine() -> Machine:
    """Return what this machine is."""
    return Machine(
        cores=cpu_count(),
        memory=_memory(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=platform.python_version(),
        code=code_version(),
        packages=versions(PACKAGES),
    )


def load() -> float | None:
    """Return the mean number of runnable processes over the last minute; None where the system does not tell."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None


def _memory() -> int | None:
    try:
        return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / MEGABYTE)
    except (AttributeError, OSError, ValueError):
        return None
