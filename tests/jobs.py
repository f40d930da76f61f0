"""Jobs for workers, importable by them wherever they run: some end the process that they run in."""

from __future__ import annotations

import os
import pickle
import signal

from optimizer.scale.task import answered

FATAL = 3
DEADLY = 77.0


def squared(number: int) -> int:
    return number * number


def deadly(number: int) -> int:
    """Square, but end the process at the fatal number."""
    if number == FATAL:
        os.kill(os.getpid(), signal.SIGKILL)
    return squared(number)


def deadly_task(job: bytes) -> bytes:
    """Answer a task, unless it is the one that ends the process."""
    if pickle.loads(job)[2] == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return answered(job)
