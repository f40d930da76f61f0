"""What work takes: memory at its peak, processor time, child processes; nothing of what came before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import sleep

import numpy as np
import pytest

from optimizer.bench.meter import taken

LINUX = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the peak")
MEGABYTES = 96


def filled(megabytes: int) -> float:
    return float(np.ones(megabytes * 2**17).sum())  # 2^17 floats of 8 bytes are 1 MB


@LINUX
def test_the_peak_is_the_works_own_each_time() -> None:
    # the second finds heap and high-water mark of the first, and still needs its own 96 MB
    for _ in range(2):
        value, spent = taken(lambda: filled(MEGABYTES))
        assert value == MEGABYTES * 2**17
        assert spent.memory is not None and MEGABYTES - 1 <= spent.memory < 1.5 * MEGABYTES
    _, little = taken(lambda: 1)
    assert little.memory is not None and little.memory < MEGABYTES / 2


@LINUX
def test_child_processes_count() -> None:
    code = f"import time; held = bytearray({MEGABYTES} << 20); time.sleep(0.5)"
    _, spent = taken(lambda: subprocess.run([sys.executable, "-c", code], check=True))
    # no less than what it holds, and not twice that: children one after another do not add up
    assert spent.memory is not None and MEGABYTES <= spent.memory < 2 * MEGABYTES
    assert spent.cpu > 0 and spent.seconds > 0.4


@LINUX
def test_child_processes_that_were_there_before_do_not_count() -> None:
    # a pool of workers kept by what came before holds 96 MB; the work itself needs next to nothing
    code = f"held = bytearray({MEGABYTES} << 20); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kept:
        assert kept.stdout is not None and kept.stdout.readline()
        _, spent = taken(lambda: sleep(0.1))
        kept.communicate(b"\n")
    assert spent.memory is not None and spent.memory < MEGABYTES / 2


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        taken(lambda: 1 // 0)
