"""Names made when they are read: they stand for a tuple, make nothing before they are asked, and travel as a tuple."""

from __future__ import annotations

import pickle

import pytest

from optimizer.ir import Labels, assemble, joined


def counted(texts):
    """Labels of the texts, and a list with one entry each time they were made."""
    calls = []

    def make():
        calls.append(1)
        return iter(texts)

    return Labels(len(texts), make), calls


def test_labels_stand_for_a_tuple():
    labels, calls = counted(("a", "b", "c"))
    assert len(labels) == 3 and calls == []
    assert list(labels) == ["a", "b", "c"] and labels == ("a", "b", "c") and labels != ("a", "b")
    assert len(calls) == 3  # gone through three times, kept never
    assert labels[1] == "b" and labels[-1] == "c" and labels[:2] == ("a", "b")
    assert len(calls) == 4 and list(labels) == ["a", "b", "c"] and len(calls) == 4  # the first look kept them
    assert hash(labels) == hash(("a", "b", "c")) and repr(labels) == "('a', 'b', 'c')"
    assert pickle.loads(pickle.dumps(labels)) == ("a", "b", "c")


def test_labels_are_added_without_being_made():
    labels, calls = counted(("a", "b"))
    before, after = ("x",), ("y",)
    longer = before + labels + after
    assert isinstance(longer, Labels) and len(longer) == 4 and calls == []
    assert longer == ("x", "a", "b", "y")
    assert joined(()) == () and joined([("k",), labels]) == ("k", "a", "b")


def test_another_number_of_names_than_announced_is_refused():
    with pytest.raises(ValueError, match="2 names were made where 3 were announced"):
        Labels(3, lambda: ("a", "b")).made()


def test_a_programme_with_labels_is_the_one_with_texts():
    labels, calls = counted(("x_a", "x_b"))
    program = assemble(labels, 0, 1, True)
    assert program.shape == (0, 2) and calls == []
    assert program.digest() == assemble(("x_a", "x_b"), 0, 1, True).digest()
