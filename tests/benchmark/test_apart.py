"""Work in another process: its items come, and its end is told whatever it is."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep

import pytest
from benchmark import tasks

from optimizer.bench.apart import Died, apart


@pytest.mark.parametrize(("work", "told"), [(tasks.dying, "exit code 7"), (tasks.raising, "ValueError: too small")])
def test_a_process_that_does_not_end_well_is_told_after_what_it_said(work: object, told: str) -> None:
    items = apart(work)  # type: ignore[arg-type]
    assert next(items) == "before"
    with pytest.raises(Died, match=told) as raised:
        next(items)
    assert raised.value.reason.zh != raised.value.reason.en


def test_silence_ends_the_process_and_what_it_started(tmp_path: Path) -> None:
    items = apart(tasks.silent, tmp_path / "note", silence=30.0)
    assert next(items) == "before"
    child = int((tmp_path / "note").read_text(encoding="ascii"))
    assert Path(f"/proc/{child}").exists() or not Path("/proc").exists()
    items.close()
    until = monotonic() + 10
    while _runs(child) and monotonic() < until:
        sleep(0.02)
    assert not _runs(child)


def test_a_process_that_says_nothing_for_too_long() -> None:
    with pytest.raises(Died, match=r"silent for 0\.01 s"):
        list(apart(tasks.counted, 3, silence=0.01))  # less than Python takes to start


def _runs(process: int) -> bool:
    """Whether a process still runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] not in {"Z", "X"}
    except OSError:
        return False
