"""Edits in order, undo and redo, and which locks are in force."""

from __future__ import annotations

from builders import locked, text
from hypothesis import given
from hypothesis import strategies as st

from models import Lock
from optimizer.serve.draft import Draft, Edit, locks_of, moved, pushed


def edit(*locks: Lock, frees: tuple[str, ...] = ()) -> Edit:
    return Edit(text=text("x"), locks=locks, frees=frees)


def test_a_new_edit_drops_what_was_undone() -> None:
    first, second = edit(locked("B1", "licensed")), edit(locked("B2", "licensed"))
    draft = pushed(moved(pushed(pushed(Draft(), first), first), -1), second)
    assert draft.steps == (first, second)
    assert draft.at == 2


def test_the_last_lock_of_a_site_counts_and_freeing_lifts_it_and_the_cases_own() -> None:
    own = (locked("B1", "licensed"), locked("M1", "keep"))
    draft = pushed(Draft(), edit(locked("B1", "not_licensed")))
    assert locks_of(draft, own) == (own[1], locked("B1", "not_licensed"))
    assert locks_of(pushed(draft, edit(frees=("B1", "M1"))), own) == ()
    assert locks_of(moved(draft, -1), own) == own


@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=30))
def test_undo_and_redo_are_those_of_a_list_with_a_border(way: list[str]) -> None:
    draft, done, undone = Draft(), 0, 0
    for step in way:
        if step == "edit":
            draft, done, undone = pushed(draft, edit()), done + 1, 0
        elif step == "undo" and done:
            draft, done, undone = moved(draft, -1), done - 1, undone + 1
        elif step == "redo" and undone:
            draft, done, undone = moved(draft, 1), done + 1, undone - 1
        else:
            assert moved(draft, -1 if step == "undo" else 1).at == draft.at
        assert (draft.at, len(draft.steps)) == (done, done + undone)
