"""The life of a worker, which ends with that of the process that asks it.

A process that is killed cannot tell its workers, so they look for their parent every second (on Windows they end when
they have been idle for five minutes).
"""

from __future__ import annotations

import os
from functools import cache
from threading import Thread
from time import sleep

SECOND = 1.0


@cache
def live_with(parent: int) -> None:
    """End this process when `parent` has ended; asked again it does nothing."""
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(SECOND)
    os._exit(1)
