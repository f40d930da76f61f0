"""Progress of something long, on standard error: the stage at work, the time, the best value, the bound.

On a terminal one line that is drawn over; elsewhere one line a stage, so that a log stays short.
"""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType

from rich.console import Console
from rich.status import Status

from optimizer.cli.say import Voice
from optimizer.solve import Progress

STAGES = {
    "breach": ("软性条款", "soft clauses"),
    "shortage": ("供需缺口", "shortage"),
    "cost": ("总费用", "cost"),
    "total": ("总目标", "all in money"),
    "publish": ("成果取值", "published figures"),
}


class Progressing:
    """Progress while something long runs."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._zh = voice.language == "zh"
        self._stage = ""
        self._status: Status | None = None
        if sys.stderr.isatty():
            self._status = Console(stderr=True).status("…")
        self._started = monotonic()

    def __enter__(self) -> Progressing:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def stage(self, name: str) -> None:
        """Say which part is being written."""
        self._say(name, name)

    def watch(self, progress: Progress) -> bool:
        """Say how far a solve is; never asks it to stop (Ctrl-C does)."""
        figures = [
            f"{word} {value:,.3f}"
            for word, value in (
                ("最优值" if self._zh else "best", progress.incumbent),
                ("界" if self._zh else "bound", progress.bound),
            )
            if value is not None
        ]
        name = STAGES.get(progress.stage, (progress.stage, progress.stage))[0 if self._zh else 1]
        self._say(name, "  ".join((name, *figures)))
        return True

    def _say(self, stage: str, words: str) -> None:
        spent = f"{monotonic() - self._started:5.1f} s"
        if self._status is not None:
            self._status.update(f"{spent}  {words}")
        elif stage != self._stage:
            self._voice.remark(f"{spent}  {stage}")
        self._stage = stage
