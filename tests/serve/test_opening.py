"""A board opens on a run or an instance, keeps its things beside it, and offers the scenarios that it can lay over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from serve.boards import INSTANCE, RUN, client_of

from models import BadInputError, Outcome, Verdict
from optimizer.serve.board import BASE
from optimizer.serve.draft import Draft
from optimizer.serve.opening import board_of, scenarios_of
from optimizer.serve.queue import Queue
from optimizer.store import tampered


def test_an_instance_offers_its_scenarios_as_edits(tmp_path: Path) -> None:
    board = board_of(INSTANCE, tmp_path, Queue(0))
    assert board.base is None and board.layers
    with client_of(board) as client:
        offered = {one["id"]: one["text"] for one in client.get("/api/scenarios").json()}
        assert "strict_share" in offered
        told = client.post("/api/draft/edit", json={"edit": {"kind": "scenario", "scenario": "strict_share"}}).json()
        assert told["steps"] == [offered["strict_share"]]
        assert told["hand"] is None and "broken" not in told


def test_scenarios_that_need_geometry_anew_or_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    head = "title: {zh: 一, en: one}\nreason: {zh: 因, en: why}\n"
    for name, rest in (
        ("plain", "changes: [{path: policy.class_share.strict, value: true}]"),
        ("ground", "changes: [{path: 'layers[rail].on', value: false}]"),
        ("above", "base: [ground]"),
        ("circle", "base: [circle]"),
        ("broken", "changes: ["),
        ("strange", "nonsense: 1"),
    ):
        (folder / f"{name}.yaml").write_text(f"id: {name}\n{head}{rest}\n", "utf-8")
    assert set(scenarios_of(tmp_path)) == {"plain"}


def test_the_run_itself_is_never_written_to(tmp_path: Path) -> None:
    run = tmp_path / "fangcheng"
    shutil.copytree(RUN, run)
    board = board_of(run, None, Queue(0))
    board.vault.keep_draft("me", Draft())
    assert board.vault.folder == tmp_path / "fangcheng-board"
    assert tampered(run) == ()


def test_the_first_plan_of_an_instance_is_there_the_next_time(tmp_path: Path) -> None:
    first = board_of(INSTANCE, tmp_path, Queue(0))
    outcome = Outcome(case="fangcheng", verdict=Verdict.IMPOSSIBLE)
    first.keep(Draft(), outcome)
    assert board_of(INSTANCE, tmp_path, Queue(0)).shown(BASE).outcome == outcome


def test_a_folder_that_is_neither_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="LD-101"):
        board_of(tmp_path, None, Queue(0))
