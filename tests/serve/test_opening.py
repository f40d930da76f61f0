"""A board opens on a run or an instance, keeps its things beside it, and offers the scenarios that it can lay over."""

from __future__ import annotations

import shutil
from pathlib import Path

import builders as b
import pytest
from serve.boards import INSTANCE, RUN, client_of, small_case

from models import BadInputError, Outcome, Verdict
from optimizer.explain.conflict import conflict_of
from optimizer.explain.repair import repairs_of
from optimizer.serve.board import BASE
from optimizer.serve.draft import Draft
from optimizer.serve.opening import board_of, scenarios_of
from optimizer.serve.queue import Queue
from optimizer.solve import solve
from optimizer.store import About, canonical, keep, tampered, write_run


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


def test_a_conflict_kept_in_the_run_is_told_without_a_solve_and_its_repairs_can_be_applied(tmp_path: Path) -> None:
    # Two blocks that must open beside one mine, and one mine at most.
    locks = tuple({"site": site, "action": "licensed"} for site in ("B1", "B2"))
    case = small_case(policy=b.policy(mine_count={"limits": [{"at_most": 1}]}), locks=locks)
    write_run(tmp_path / "run", case, solve(case).outcome, {}, About())
    conflict, menu = conflict_of(case, plans=False), repairs_of(case, 2)
    data = {"conflict": conflict.model_dump(mode="json"), "repairs": menu.model_dump(mode="json")}
    keep(tmp_path / "run", "conflict", {}, {"answer.json": canonical(data)}, 1)
    with client_of(board_of(tmp_path / "run", tmp_path / "store", Queue(0))) as client:
        told = client.post("/api/conflict").json()
        assert told["state"] == "done" and len(told["diagnosis"]["repairs"]) == len(menu.repairs) > 0
        assert told["diagnosis"]["members"][0]["keys"][0][0].startswith("矿山数")
        applied = {"kind": "repair", "job": told["job"], "number": 0}
        steps = client.post("/api/draft/edit", json={"edit": applied}).json()["steps"]
        assert steps == [told["diagnosis"]["repairs"][0]["text"]]
        assert client.post("/api/conflict").json()["state"] == "waiting"  # of the case as edited nothing is kept
