"""Which inputs differ, under which path, and which file says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import block, case, demand, hauls, mine, place, policy
from folders import write_instance
from hypothesis import given
from hypothesis import strategies as st

from models import Case, Outcome
from optimizer.instance import load_case
from optimizer.scenario import Member
from optimizer.scenario.inputs import input_lines
from optimizer.scenario.member import of_instance


def small(**fields: object) -> Case:
    given = {"blocks": (block("B1"), block("B2")), "mines": (mine(),), "demands": (demand(), demand("2022", "9"))}
    return case(**(given | fields))


def member(label: str, of: Case) -> Member:
    return Member(label, of, Outcome.model_validate({"case": "test", "verdict": "failed"}))


def lines(*cases: Case) -> dict[str, tuple[str | None, ...]]:
    return {line.path: line.values for line in input_lines([member(str(n), of) for n, of in enumerate(cases)])}


def test_equal_cases_do_not_differ() -> None:
    assert lines(small(), small(), small()) == {}


def test_figures_switches_entries_and_lists_each_have_their_path() -> None:
    other = small(
        blocks=(block("B2", most_capacity="12.50"), block("B3")),
        demands=(demand(quantity="6"), demand("2022", "9")),
        mines=(mine(closing_reasons=["outdated", "polluting"]),),
        policy=policy(class_share={"strict": True}),
        geography=small().geography,
    )
    assert lines(small(), other) == {
        "blocks[B1]": ("…", None),
        "blocks[B3]": (None, "…"),
        "blocks[B2].most_capacity": ("10", "12.5"),
        "demands[mineral=stone,place=town,period=2021].quantity": ("5", "6"),
        "mines[M1].closing_reasons": ("", "outdated, polluting"),
        "policy.class_share.strict": ("false", "true"),
    }


def test_order_and_sources_are_no_difference() -> None:
    turned = small(
        blocks=(block("B2", sources={"*": "assumed: else"}), block("B1")), demands=(demand("2022", "9"), demand())
    )
    assert lines(small(), turned.model_copy(update={"geography": small().geography})) == {}


def test_entries_of_one_name_are_numbered() -> None:
    cap = {"mineral": "stone", "at_most": 5, "periods": ["2021"]}
    two = [cap, cap | {"at_most": 7, "periods": ["2022"]}]
    changed = [cap, cap | {"at_most": 8, "periods": ["2022"]}]
    first, second = (small(policy=policy(output_cap={"caps": caps})) for caps in (two, changed))
    assert lines(first, second) == {"policy.output_cap.caps[mineral=stone,measure=output]#2.at_most": ("7", "8")}


def test_a_table_of_geometry_that_no_file_gives_is_counted() -> None:
    """Two of three hauls cost something else; nothing is written, so both runs say the same: derived, counted."""
    places = (place("town"), place("plant"), place("port"))
    rows = [("B1", one.id) for one in places]
    dearer = [("B1", "town"), *((site, to, {"cost": 3}) for site, to in rows[1:])]
    given = {"blocks": (block(),), "places": places}
    instance = {"written": load_root(), "layers": {}}
    pair = [
        Member(str(n), case(geography=hauls(*table), **given), member("x", small()).outcome, **instance)
        for n, table in enumerate((rows, dearer))
    ]
    (line,) = input_lines(pair)
    assert (line.path, line.count, line.derived) == ("geography.hauls[*].cost", 2, True)
    assert line.values == (None, None)


def load_root() -> object:
    from optimizer.instance.node import grow

    return grow({"frame": {"id": "test"}}, "case.yaml", "1")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_instance(small(), tmp_path_factory.mktemp("of") / "small")
    (folder / "scenarios").mkdir()
    amount = "demands[mineral=stone,place=town,period=2022].quantity"
    changes = [
        {"path": "policy.class_share.strict", "op": "set", "value": "true"},
        {"path": amount, "op": "scale", "factor": "2"},
    ]
    told = {"id": "strict", "title": {"zh": "严", "en": "strict"}, "reason": {"zh": "试", "en": "trial"}}
    lock = {"site": "B1", "action": "licensed"}
    text = json.dumps(told | {"changes": changes, "locks": [lock]}, ensure_ascii=False, indent=1)
    (folder / "scenarios" / "strict.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_file_that_says_it_stands_with_the_value(instance: Path) -> None:
    found = {line.path: line for line in input_lines([of_instance(instance, ()), of_instance(instance, ("strict",))])}
    strict = found["policy.class_share.strict"]
    assert strict.values == ("false", "true")
    assert strict.where[0] == "" and strict.where[1].startswith("scenarios/strict.yaml:")
    amount = found["demands[mineral=stone,place=town,period=2022].quantity"]
    assert amount.values == ("9", "18")
    assert amount.where[0].startswith("case.yaml:") and amount.where[1].startswith("scenarios/strict.yaml:")
    lock = found["locks[site=B1,action=licensed]"]
    assert lock.values == (None, "…") and lock.where[1].startswith("scenarios/strict.yaml:")
    assert len(found) == 3 and not any(line.derived for line in found.values())


@given(st.lists(st.sampled_from(["B1", "B2"]), unique=True), st.integers(1, 40), st.booleans())
def test_exactly_what_is_edited_is_told(sites: list[str], capacity: int, strict: bool) -> None:
    edited = small(
        blocks=tuple(block(one, most_capacity=str(capacity if one in sites else 10)) for one in ("B1", "B2")),
        policy=policy(class_share={"strict": strict}),
    )
    wanted = {f"blocks[{one}].most_capacity" for one in sites if capacity != 10}
    wanted |= {"policy.class_share.strict"} if strict else set()
    assert set(lines(small(), edited)) == wanted


def test_scenarios_of_the_instance_load_alike_by_file_and_by_name(instance: Path) -> None:
    by_name, by_path = (load_case(instance, [one]).case for one in ("strict", str(instance / "scenarios/strict.yaml")))
    assert lines(by_name, by_path) == {}
