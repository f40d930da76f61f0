"""The case under a what-if is the case that a scenario of the same changes gives; what does not fit is refused."""

from __future__ import annotations

import pytest
from builders import locked, text
from serve.boards import INSTANCE, small_case

from models import Change
from optimizer.instance import load_case
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft, Edit, pushed
from optimizer.serve.edited import edited
from optimizer.serve.opening import scenarios_of


def draft(*changes: Change) -> Draft:
    return pushed(Draft(), Edit(text=text("x"), changes=changes))


def test_without_edits_the_case_is_itself() -> None:
    case = small_case()
    assert edited(case, Draft()) is case


def test_locks_alone_give_the_case_that_reading_it_anew_gives() -> None:
    case = load_case(INSTANCE).case
    own = Edit(text=text("x"), locks=(locked("CQ-06", "not_licensed"),))
    same = Change(path="policy.class_share.at_least", value=str(case.policy.class_share.at_least))
    read_anew = pushed(pushed(Draft(), own), Edit(text=text("x"), changes=(same,)))
    assert edited(case, pushed(Draft(), own)) == edited(case, read_anew)


def test_scenarios_as_edits_give_the_case_that_loading_them_gives() -> None:
    case, offered = load_case(INSTANCE).case, scenarios_of(INSTANCE)
    assert len(offered) >= 20
    for name in ("all_11", "caps_hard", "no_new_blocks", "facing_90", "closures_alone"):
        assert edited(case, offered[name]) == load_case(INSTANCE, [name]).case, name


def test_a_figure_that_does_not_fit_is_refused_with_its_place() -> None:
    with pytest.raises(BoardError) as caught:
        edited(small_case(), draft(Change(path="policy.class_share.at_least", value="1.5")))
    assert caught.value.problems[0].code == "LD-903"
    assert len(caught.value.problems) == 2
    with pytest.raises(BoardError):
        edited(small_case(), draft(Change(path="policy.nothing", value="1")))


def test_contradicting_locks_are_refused() -> None:
    wrong = Edit(text=text("x"), locks=(locked("B1", "licensed"), locked("B1", "licensed", forbid=True)))
    with pytest.raises(BoardError):
        edited(small_case(), pushed(Draft(), wrong))
