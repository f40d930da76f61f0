"""A case built in code is held to the same rules; its problems name list and record."""

from __future__ import annotations

from pathlib import Path

from instance.sound import write

from models import Case, Lock
from optimizer.instance import inspect, load_case


def sound(tmp_path: Path) -> Case:
    return load_case(write(tmp_path)).case


def test_a_sound_case_has_no_problem(tmp_path: Path) -> None:
    assert inspect(sound(tmp_path)) == ()


def test_problems_of_a_case_in_code_name_the_record(tmp_path: Path) -> None:
    case = sound(tmp_path)
    mines = (case.mines[0], case.mines[1].model_copy(update={"mineral": "tin"}), *case.mines[2:])
    found = [problem for problem in inspect(case.model_copy(update={"mines": mines})) if problem.code == "LD-301"]
    assert [(problem.file, problem.row, problem.field, problem.value) for problem in found] == [
        ("", "M2", "mineral", "tin")
    ]


def test_locks_that_agree_are_no_contradiction(tmp_path: Path) -> None:
    case = sound(tmp_path)
    locks = (
        Lock.model_validate({"site": "B1", "action": "licensed"}),
        Lock.model_validate({"site": "B1", "action": "licensed", "start": "2022"}),
        Lock.model_validate({"site": "B1", "action": "licensed", "start": "2021", "forbid": True}),
        Lock.model_validate({"site": "B2", "action": "licensed", "forbid": True}),
        Lock.model_validate({"site": "B2", "action": "not_licensed", "forbid": True}),
    )
    assert inspect(case.model_copy(update={"locks": locks})) == ()


def test_mergers_may_share_a_mine(tmp_path: Path) -> None:
    case = sound(tmp_path)
    other = case.mergers[0].model_copy(update={"id": "G2", "members": ("M1", "B2")})
    assert inspect(case.model_copy(update={"mergers": (*case.mergers, other)})) == ()


def test_mergers_of_one_another_form_a_circle(tmp_path: Path) -> None:
    case = sound(tmp_path)
    first = case.mergers[0].model_copy(update={"members": ("M1", "G2")})
    second = case.mergers[0].model_copy(update={"id": "G2", "members": ("M2", "G1")})
    found = inspect(case.model_copy(update={"mergers": (first, second)}))
    assert [problem.code for problem in found] == ["LD-409", "LD-409"]
    assert all("circle" in problem.message.en for problem in found)
