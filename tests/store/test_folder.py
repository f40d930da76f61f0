"""A folder of results comes into being whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import BadInputError
from optimizer.store import put_folder


def test_it_appears_at_the_end_and_an_empty_one_is_filled(tmp_path: Path) -> None:
    for name in ("new/deep", "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with put_folder(tmp_path / name) as room:
            (room / "a.txt").write_text("a")
            assert not (tmp_path / name / "a.txt").exists()
        assert [path.name for path in (tmp_path / name).iterdir()] == ["a.txt"]


def test_a_failure_or_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    for error in (OSError, KeyboardInterrupt):
        with pytest.raises(error), put_folder(tmp_path / "out") as room:
            (room / "a.txt").write_text("a")
            raise error
    assert list(tmp_path.iterdir()) == []


def test_what_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for name in ("file", "."):
        with pytest.raises(BadInputError, match="LD-702"), put_folder(tmp_path / name):
            pass
    assert (tmp_path / "file").read_text() == "mine"
