"""Maps of two cases: sites that only one has, ground that is another's, systems that do not fit one another."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import builders as b
from serve.wide import wide
from shapely import affinity

from models import Action, Case, Decision, Kind, Outcome
from optimizer.scenario import Member
from optimizer.serve.agreement import agreement_told
from optimizer.serve.board import Board
from optimizer.serve.difference import difference
from optimizer.serve.queue import Queue
from optimizer.serve.sides import compared_told, side_told
from optimizer.serve.vault import Vault

COUNT = 9


def other() -> Member:
    """As the board's case, but QK-0000 is not there, QK-NEW is, and QK-0001 lies 100 m further east."""
    case, outcome, layers = wide(COUNT)
    fresh = b.block("QK-NEW", most_capacity="100", area_km2="0.8", resource="3000", recoverable="2400")
    blocks = (*(one for one in case.blocks if one.id != "QK-0000"), fresh)
    changed = Case.model_validate(case.model_dump() | {"blocks": [one.model_dump() for one in blocks]})
    frame = layers["blocks"].copy()
    frame.loc[frame["id"] == "QK-0000", "id"] = "QK-NEW"
    frame.loc[frame["id"] == "QK-0001", "geometry"] = [affinity.translate(frame.geometry[1], 100)]
    return Member("other", changed, planned(outcome, changed), layers=MappingProxyType(layers | {"blocks": frame}))


def planned(outcome: Outcome, case: Case) -> Outcome:
    assert outcome.plan is not None
    kept = tuple(one for one in outcome.plan.decisions if one.site in case.site)
    fresh: tuple[Decision, ...] = (b.decided("QK-NEW", Kind.BLOCK, Action.NOT_LICENSED),)
    return outcome.model_copy(update={"plan": outcome.plan.model_copy(update={"decisions": (*kept, *fresh)})})


def board(folder: Path) -> Board:
    case, outcome, layers = wide(COUNT)
    return Board(case, outcome, layers, Vault(folder), Queue(0))


def own(of: Board) -> Member:
    assert of.base is not None
    return Member("own", of.case, of.base, layers=of.layers)


def test_sites_and_ground_of_another_case_are_told_apart(tmp_path: Path) -> None:
    here = board(tmp_path)
    told = side_told(here.case, here.layers, other())
    assert told["lacks"] == ["QK-0000"] and [row["id"] for row in told["more"]] == ["QK-NEW"]
    assert told["drawn"] and set(told["ground"]) == {"QK-0001", "QK-NEW"}
    words = compared_told(here.case, here.layers, own(here), other())["difference"]["remarks"]
    assert ["范围不同，各按其成果绘出：QK-0001", "other ground, drawn as each has it: QK-0001"] in words
    same = side_told(here.case, here.layers, own(here))
    assert (same["lacks"], same["more"], same["ground"]) == ([], [], {})


def test_another_system_is_not_drawn(tmp_path: Path) -> None:
    far = other()
    layers = MappingProxyType({name: frame.to_crs("EPSG:4548") for name, frame in far.layers.items()})
    here = board(tmp_path)
    told = side_told(here.case, here.layers, Member("far", far.case, far.outcome, layers=layers))
    assert told["drawn"] is False and told["ground"] == {}


def test_what_only_one_has_is_a_change_of_its_own(tmp_path: Path) -> None:
    told = difference(own(board(tmp_path)), other())
    # QK-0000 was licensed in the one case and is not there in the other; QK-NEW is not licensed in the other.
    assert told["changes"] == {"QK-0000": "only", "QK-NEW": "only"}
    rows = next(one["rows"] for one in told["tables"] if one["name"] == "sites")
    assert {row[0]: row[-1] for row in rows} == {"QK-0000": ["有无", "presence"], "QK-NEW": ["有无", "presence"]}
    counted = agreement_told([own(board(tmp_path)), other()])["sites"]
    assert [(counted[one]["there"], counted[one]["held"]) for one in ("QK-0000", "QK-NEW", "QK-0003")] == [
        (1, 1), (1, 0), (2, 2)
    ]  # fmt: skip
