"""Writers that die, wait for one another, or run out of disk: no half run, nothing lost, nothing in the way."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep, time

import pytest
from reporting import sample

from optimizer.store import About, RunError, claim, entries, shelve, sweep_leftovers, tampered, write_run
from optimizer.store.workshop import YOUNG


def write(folder: Path, size: int = 10) -> None:
    parts = {f"tables/{number}.csv": b"x" * size for number in range(5)}
    write_run(folder, sample.case(), sample.outcome(), parts, About(), overwrite=True, place=shelve)


@contextmanager
def child(does: Callable[[], object]) -> Iterator[int]:
    """A process that does something and then waits to be killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            does()
        finally:
            os._exit(0)
    os.close(writing)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(reading)


def until(true: Callable[[], object]) -> None:
    end = time() + 20
    while not true():
        assert time() < end
        sleep(0.01)


def stuck(folder: Path) -> Callable[[], object]:
    parts = {"a.csv": b"x", "z": lambda _: sleep(60)}
    return lambda: write_run(folder, sample.case(), sample.outcome(), parts, About())


def half(root: Path) -> list[Path]:
    return [path for path in root.glob(".*.part") if (path / "run" / "a.csv").exists()]


def test_a_killed_writer_leaves_no_run_and_its_workshop_is_swept_away(tmp_path: Path) -> None:
    with child(stuck(tmp_path / "run")):
        until(lambda: half(tmp_path))
        assert sweep_leftovers(tmp_path) == ()  # its writer lives
        assert half(tmp_path)
    assert entries(tmp_path) == ()
    assert len(sweep_leftovers(tmp_path)) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_workshop_without_a_lock_is_swept_when_it_is_old(tmp_path: Path) -> None:
    (tmp_path / ".run.abc.part").mkdir()
    assert sweep_leftovers(tmp_path) == ()
    old = time() - YOUNG - 1
    os.utime(tmp_path / ".run.abc.part", (old, old))
    assert sweep_leftovers(tmp_path) == (".run.abc.part",)


def test_an_old_run_that_stepped_aside_for_a_dead_writer_comes_back(tmp_path: Path) -> None:
    write(tmp_path / "a.run")
    aside = tmp_path / ".a.run.x_1.old"
    aside.mkdir()
    (aside / "lock").touch()
    (tmp_path / "a.run").rename(aside / "run")
    sweep_leftovers(tmp_path)
    assert tampered(tmp_path / "a.run") == ()
    assert not aside.exists()


def test_one_process_holds_a_key_at_a_time_and_takes_it_to_its_grave(tmp_path: Path) -> None:
    def hold() -> None:
        with claim(tmp_path, "k"):
            (tmp_path / "held").touch()
            sleep(60)

    with child(hold):
        until((tmp_path / "held").exists)
        with claim(tmp_path, "k", wait=False) as mine:
            assert not mine
        with claim(tmp_path, "other", wait=False) as mine:
            assert mine
    with claim(tmp_path, "k", wait=False) as mine:
        assert mine
    assert sorted(path.name for path in tmp_path.iterdir()) == ["held"]


def test_one_after_another_gets_the_key(tmp_path: Path) -> None:
    """Eight processes add one to a number each under the claim: none of the eight is lost."""
    (tmp_path / "number").write_text("0", "ascii")

    def add() -> None:
        with claim(tmp_path, "k"):
            number = int((tmp_path / "number").read_text("ascii"))
            sleep(0.02)
            (tmp_path / "number").write_text(str(number + 1), "ascii")

    children = []
    for _ in range(8):
        pid = os.fork()
        if pid == 0:
            add()
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)
    assert (tmp_path / "number").read_text("ascii") == "8"


# --- full disks


@contextmanager
def file_limit(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_run_that_the_disk_refuses_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path / "run")
    before = sorted(tmp_path.rglob("*"))
    with file_limit(20_000), pytest.raises(RunError, match="LD-708"):
        write(tmp_path / "run", 30_000)
    assert sorted(tmp_path.rglob("*")) == before
    assert tampered(tmp_path / "run") == ()


@pytest.mark.parametrize("call", ["fsync", "rename", "mkdir"])
def test_the_disk_may_fill_up_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    write(tmp_path / "run")
    before = sorted(tmp_path.rglob("*"))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os if call == "fsync" else Path, call, full)
        with pytest.raises(RunError, match="LD-708"):
            write(tmp_path / "run")
    sweep_leftovers(tmp_path)
    assert [path for path in sorted(tmp_path.rglob("*")) if path.name != "lock"] == before


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A file system of 1 MB: runs of 200 kB until it is full; those before are whole, and there is no half one."""
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", tmp_path], check=False).returncode
    ):
        pytest.skip("only root can mount a small file system here")
    try:
        written = 0
        with pytest.raises(RunError, match="LD-708"):
            for number in range(20):
                write(tmp_path / f"run{number}", 40_000)
                written = number + 1
        assert written >= 3
        assert sorted(path.name for path in tmp_path.iterdir()) == [f"run{number}" for number in range(written)]
        assert all(tampered(tmp_path / f"run{number}") == () for number in range(written))
        assert len(entries(tmp_path)) == written
    finally:
        subprocess.run(["umount", tmp_path], check=True)
