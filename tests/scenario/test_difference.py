"""The walk that tells where cases differ: nothing is told exactly when the plain data are the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import block, case, demand, mine
from hypothesis import given
from hypothesis import strategies as st

from optimizer.instance.node import grow
from optimizer.scenario.difference import Spot, differences
from optimizer.store import canonical
from optimizer.store.canonical import plain

CAPS = [{"mineral": "stone", "at_most": 5, "periods": [one]} for one in ("2021", "2022")]
CASE = plain(
    case(
        blocks=tuple(block(f"B{n}") for n in range(1, 6)), mines=(mine(),), demands=(demand(), demand("2022", "9")),
        policy={"output_cap": {"caps": CAPS}},
    )
)  # fmt: skip


def parts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, part in inside for found in parts(part, (*path, key)))]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


PARTS = parts(CASE)
LISTS = [path for path in PARTS if isinstance(at(CASE, path), list) and at(CASE, path)]
INNER = [path for path in PARTS if path]


def edited(edits: list[tuple[str, int]], draw: st.DataObject) -> Any:
    """Return the case after edits at random: a part set, dropped or made null, a list shuffled or with one more."""
    other = json.loads(json.dumps(CASE))
    for way, number in edits:
        places = LISTS if way in ("shuffle", "again") else INNER
        path = places[number % len(places)]
        try:
            holder, part = at(other, path[:-1]), at(other, path)
        except (KeyError, IndexError, TypeError):
            continue  # an edit before this one took it away
        if way == "shuffle" and isinstance(part, list):
            holder[path[-1]] = draw.draw(st.permutations(part))
        elif way == "again" and isinstance(part, list) and part:
            part.append(part[0])
        elif way == "drop":
            del holder[path[-1]]
        elif way in ("null", "set"):
            holder[path[-1]] = None if way == "null" else "other"
    return other


@given(
    st.lists(
        st.tuples(st.sampled_from(["set", "drop", "null", "shuffle", "again"]), st.integers(0, 10**6)), max_size=3
    ),
    st.data(),
)
def test_nothing_is_told_exactly_when_the_canonical_case_is_the_same(
    edits: list[tuple[str, int]], draw: st.DataObject
) -> None:
    other = edited(edits, draw)
    found = list(differences([Spot(CASE), Spot(other, grow(other))]))
    assert bool(found) == (canonical(other) != canonical(CASE))
    assert len({one.path for one in found}) == len(found)
    for one in found:
        assert one.spots[0].value != one.spots[1].value or all(spot.value is None for spot in one.spots)


def turned(*numbers: int) -> dict[str, Any]:
    return CASE | {"blocks": [CASE["blocks"][number - 1] for number in numbers]}


@pytest.mark.parametrize(
    ("order", "before", "after"),
    [
        ((1, 3, 2, 4, 5), ["[B2]", "[B3]"], ["[B3]", "[B2]"]),  # 1 and 4, 5 stand where they stood
        ((5, 2, 3, 4, 1), ["[B1]", "[B2]", "[B3]", "[B4]", "[B5]"], ["[B5]", "[B2]", "[B3]", "[B4]", "[B1]"]),
        ((2, 3, 4, 5, 1), ["[B1]", "[B2]", "[B3]", "[B4]", "[B5]"], ["[B2]", "[B3]", "[B4]", "[B5]", "[B1]"]),
    ],
)
def test_of_another_order_the_entries_that_stand_elsewhere_are_told(
    order: tuple[int, ...], before: list[str], after: list[str]
) -> None:
    (one,) = differences([Spot(CASE), Spot(turned(*order))])
    assert (one.path, one.order, [spot.value for spot in one.spots]) == ("blocks", True, [before, after])


def test_an_entry_taken_out_is_one_difference_and_turns_nothing() -> None:
    """Of 1 2 3 4 5 and 1 3 5 4 the entries of both are 1 3 4 5 and 1 3 5 4: 4 and 5 changed places, 2 is gone."""
    gone, order = differences([Spot(CASE), Spot(turned(1, 3, 5, 4))])
    assert (gone.path, gone.spots[1].value, gone.order) == ("blocks[B2]", None, False)
    assert (order.path, order.order, order.spots[1].value) == ("blocks", True, ["[B5]", "[B4]"])


def test_a_part_knows_where_it_is_written_or_what_holds_it() -> None:
    written = grow({"blocks": [{"id": "B1", "most_capacity": "11"}]}, "blocks.csv", "2")
    other = CASE | {"blocks": [CASE["blocks"][0] | {"most_capacity": 11, "recoverable": 1}, *CASE["blocks"][1:]]}
    found = {one.path: one.spots[1] for one in differences([Spot(CASE), Spot(other, written)])}
    assert {path: (spot.written, spot.node.row) for path, spot in found.items() if spot.node is not None} == {
        "blocks[B1].most_capacity": (True, "2"), "blocks[B1].recoverable": (False, "2"),
    }  # fmt: skip
