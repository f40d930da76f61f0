"""Explanations in a run: sealed by themselves, the run's own seal stays whole, and no change goes unseen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from reporting import sample

from optimizer.store import About, RunError, keep, read_explained, tampered, write_run
from optimizer.store.canonical import canonical, digest_file

ASKED = {"site": "B1", "seconds": None}
PARTS = {"answer.json": b"{}\n", "zh/sites.csv": lambda path: path.write_text("a", "utf-8")}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    write_run(tmp_path / "run", sample.case(), sample.outcome(), {}, About())
    return tmp_path / "run"


def found(run: Path) -> list[tuple[str, str]]:
    return [(one.path, one.way) for one in tampered(run)]


def test_an_answer_is_kept_and_the_run_stays_whole(run: Path) -> None:
    before = digest_file(run / "manifest.json")
    kept = keep(run, "why", ASKED, PARTS, 1.25)
    assert kept.parent == run / "explained"
    assert kept.name.startswith("why-")
    told = read_explained(kept)
    assert told is not None
    assert (told.verb, dict(told.asked), float(told.seconds), told.run) == ("why", ASKED, 1.25, before)
    assert sorted(told.files) == ["answer.json", "zh/sites.csv"]
    assert digest_file(run / "manifest.json") == before
    assert found(run) == []


def test_the_same_question_replaces_its_answer_and_another_stands_beside(run: Path) -> None:
    first = keep(run, "why", ASKED, PARTS, 1)
    assert keep(run, "why", ASKED, {"answer.json": b"[]\n"}, 2) == first
    assert not (first / "zh").exists()
    assert keep(run, "why", ASKED | {"site": "B2"}, PARTS, 1) != first
    assert len(list((run / "explained").iterdir())) == 2
    assert found(run) == []


def _reseal(kept: Path, **changes: object) -> None:
    data = json.loads((kept / "manifest.json").read_bytes()) | changes
    told = read_explained(kept)
    assert told is not None
    again = type(told).model_validate(data)
    (kept / "manifest.json").write_bytes(canonical(again.model_copy(update={"seal": again.sealed()})))


WAYS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "changed": (lambda kept: (kept / "answer.json").write_bytes(b"[]"), "/answer.json", "changed"),
    "missing": (lambda kept: (kept / "answer.json").unlink(), "/answer.json", "missing"),
    "added": (lambda kept: (kept / "more.txt").write_bytes(b""), "/more.txt", "added"),
    "seconds": (lambda kept: _swap(kept, '"verb": "why"', '"verb": "how"'), "/manifest.json", "seal"),
    "twice": (lambda kept: _swap(kept, '"verb": "why"', '"verb": "how",\n  "verb": "why"'), "/manifest.json", "seal"),
    "other run": (lambda kept: _reseal(kept, run="0" * 64), "/manifest.json", "foreign"),
    "no manifest": (lambda kept: (kept / "manifest.json").unlink(), "", "added"),
    "no text": (lambda kept: (kept / "manifest.json").write_bytes(b"{"), "", "unreadable"),
}  # fmt: skip


def _swap(kept: Path, old: str, new: str) -> None:
    path = kept / "manifest.json"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_every_change_of_an_explanation_is_seen(run: Path, way: str) -> None:
    kept = keep(run, "why", ASKED, PARTS, 1)
    change, where, told = WAYS[way]
    change(kept)
    assert found(run) == [(f"explained/{kept.name}{where}", told)]


def test_strangers_beside_the_explanations_are_seen(run: Path, tmp_path: Path) -> None:
    kept = keep(run, "why", ASKED, PARTS, 1)
    (run / "explained" / "note.txt").write_bytes(b"")
    shutil.move(kept, tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert {(path, way) for path, way in found(run)} == {
        ("explained/note.txt", "added"), (f"explained/{kept.name}", "unreadable"),
    }  # fmt: skip


def test_nothing_is_kept_by_halves(run: Path) -> None:
    def breaks(_: Path) -> None:
        raise RuntimeError("a table that cannot be written")

    for parts in ({"answer.json": b"", "table.csv": breaks}, {"../out.txt": b""}):
        with pytest.raises((RuntimeError, RunError)):
            keep(run, "why", ASKED, parts, 1)
    assert [path.name for path in run.parent.iterdir()] == ["run"]
    assert not (run / "explained").exists()


def test_what_is_no_run_or_cannot_be_written_is_a_named_error(run: Path) -> None:
    with pytest.raises(RunError, match="LD-705"):
        keep(run.parent, "why", ASKED, PARTS, 1)
    (run / "explained").write_bytes(b"a file in the way")
    with pytest.raises(RunError, match="LD-706"):
        keep(run, "why", ASKED, PARTS, 1)
