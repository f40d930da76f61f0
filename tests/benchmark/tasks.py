"""What the tests of processes let another process do; found there by name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep


def counted(upto: int) -> Iterator[int]:
    yield from range(upto)


def dying() -> Iterator[str]:
    yield "before"
    os._exit(7)


def raising() -> Iterator[str]:
    yield "before"
    raise ValueError("too small")


def silent(note: Path) -> Iterator[str]:
    """Starts a process of its own, whose number goes into the note, and says nothing more."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    note.write_text(str(child.pid), encoding="ascii")
    yield "before"
    sleep(60)
