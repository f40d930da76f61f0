"""What workers of the tests do in place of drawing: die, ask for too much memory, or wait; importable by workers."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from time import sleep

from models import Case, Outcome


def dies(case: Case, outcome: Outcome, _: object) -> dict[str, bytes]:
    """End this process, as the system does when memory runs out, for the scenario ``dear``."""
    if outcome.scenario == "dear":
        os.kill(os.getpid(), signal.SIGKILL)
    return {"summary.txt": case.frame.id.encode()}


def dies_once(case: Case, outcome: Outcome, geometry: object, mark: str) -> dict[str, bytes]:
    """End this process for the scenario ``dear`` the first time only."""
    if outcome.scenario == "dear" and not Path(mark).exists():
        Path(mark).touch()
    elif outcome.scenario == "dear":
        return {}
    return dies(case, outcome, geometry)


def greedy(case: Case, outcome: Outcome, geometry: object) -> dict[str, bytes]:
    """Ask for 2 GB for the scenario ``less``, and die for ``dear``."""
    if outcome.scenario == "less":
        return {"summary.txt": str(len(bytearray(2 << 30))).encode()}
    return dies(case, outcome, geometry)


def slow(_: Case, __: Outcome, ___: object, seconds: float, mark: str = "") -> dict[str, bytes]:
    """Wait, and leave the number of the process in a folder."""
    if mark:
        (Path(mark) / str(os.getpid())).touch()
    sleep(seconds)
    return {}
