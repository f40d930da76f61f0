"""Scenarios: the path grammar, each operation, stacking, and exactness."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from instance.sound import write

from models import BadInputError, Case, Change
from optimizer.instance import load_case
from optimizer.instance.change import NothingThereError, NotSoError, apply
from optimizer.instance.node import Node, grow, plain
from optimizer.instance.route import Key, Pick, RouteError, Step, read_route, write_route

WORD = st.text("abcxyz_0123456789甲乙", min_size=1, max_size=8)
PICKS = st.one_of(
    st.just(Pick(every=True)),
    st.builds(lambda word: Pick(id=word), WORD),
    st.builds(lambda pairs: Pick(fields=tuple(pairs)), st.lists(st.tuples(WORD, WORD), min_size=1, max_size=3)),
)
STEPS = st.tuples(WORD.map(Key), st.lists(st.one_of(WORD.map(Key), PICKS), max_size=5)).map(
    lambda pair: (pair[0], *pair[1])
)


@given(STEPS)
def test_routes_round_trip(steps: tuple[Step, ...]) -> None:
    assert read_route(write_route(steps)) == steps


@given(st.text(".[]=,*ab ", max_size=12))
def test_any_text_is_a_route_or_a_route_error(text: str) -> None:
    try:
        steps = read_route(text)
    except RouteError:
        return
    assert read_route(write_route(steps)) == steps


@pytest.mark.parametrize("text", ["", ".", "a.", "a..b", "[x]", "a[", "a[]", "a[=1]", "a]b", "a[b]c", "a b"])
def test_routes_that_are_none(text: str) -> None:
    with pytest.raises(RouteError):
        read_route(text)


RAW = {
    "frame": {"base_year": "2020"},
    "demands": [
        {"mineral": "stone", "period": "2021", "quantity": "0.1"},
        {"mineral": "stone", "period": "2022", "quantity": "0.3"},
        {"mineral": "gold", "period": "2022", "quantity": "7"},
    ],
    "mines": [{"id": "M1", "name": {"en": "one"}, "attributes": {"dust_t": "2"}}, {"id": "M2"}],
    "policy": {"objective": {"tiers": [{"name": "cost", "weights": [["haul", "1"], ["opening", "1"]]}]}},
}


def changed(path: str, op: str = "set", value: object = None, factor: str | None = None) -> dict[str, object]:
    change = Change.model_validate({"path": path, "op": op, "value": value, "factor": factor})
    given_value = None if value is None else grow(value, "s.yaml", "9")
    found = plain(apply(grow(RAW, "case.yaml", "1"), change, given_value, Node(None, "s.yaml", "9")))
    assert isinstance(found, dict)
    return found


def test_set_where_nothing_was_written_yet() -> None:
    assert changed("policy.class_share.strict", value="true")["policy"]["class_share"] == {"strict": "true"}  # type: ignore[index]


def test_scale_is_exact_on_all_that_match() -> None:
    after = changed("demands[mineral=stone].quantity", "scale", factor="1.1")
    assert [row["quantity"] for row in after["demands"]] == ["0.11", "0.33", "7"]  # type: ignore[attr-defined]


def test_add_and_remove() -> None:
    assert len(changed("locks", "add", {"site": "M1"})["locks"]) == 1  # type: ignore[arg-type]
    assert [row["id"] for row in changed("mines[M1]", "remove")["mines"]] == ["M2"]  # type: ignore[attr-defined]
    assert changed("mines[name.en=one]", "remove")["mines"] == [{"id": "M2"}]
    assert changed("demands[*]", "remove")["demands"] == []
    assert changed("mines[M1].attributes", "remove")["mines"][0].keys() == {"id", "name"}  # type: ignore[index]


def test_pairs_are_found_by_their_first() -> None:
    after = changed("policy.objective.tiers[cost].weights[haul]", "set", ["haul", "2"])
    assert after["policy"]["objective"]["tiers"][0]["weights"][0] == ["haul", "2"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("mineral=stone,measure=output", ["9", "2"]),  # the first leaves measure to its default, output
        ("mineral=stone,measure=capacity", ["1", "9"]),
        ("mineral=stone,measure=", ["9", "2"]),
    ],
)
def test_a_selector_may_name_what_an_entry_leaves_to_its_default(selector: str, expected: list[str]) -> None:
    caps = [{"mineral": "stone", "at_most": "1"}, {"mineral": "stone", "at_most": "2", "measure": "capacity"}]
    change = Change(path=f"policy.output_cap.caps[{selector}].at_most", value="9")
    after = plain(apply(grow({"policy": {"output_cap": {"caps": caps}}}), change, grow("9"), Node(None)))
    assert [row["at_most"] for row in after["policy"]["output_cap"]["caps"]] == expected
    assert "measure" not in after["policy"]["output_cap"]["caps"][0]


def test_a_mapping_takes_new_keys() -> None:
    assert changed("mines[*].attributes.noise", value="1")["mines"][1]["attributes"] == {"noise": "1"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "op", "wanted"),
    [
        ("polcy.x", "set", "polcy"),
        ("mines[M9].capacity", "set", "[M9]"),
        ("mines[M2].capacity", "scale", "capacity"),
        ("frame.base_year.x", "set", "x"),
        ("explorations[*].cost", "scale", "explorations"),
    ],
)
def test_paths_that_find_nothing_say_what_there_is(path: str, op: str, wanted: str) -> None:
    with pytest.raises(NothingThereError) as raised:
        changed(path, op, "1", "2")
    assert raised.value.wanted == wanted


@pytest.mark.parametrize(
    ("path", "op", "value", "factor"),
    [
        ("mines[M1]", "scale", None, "2"),
        ("frame.base_year", "add", "1", None),
        ("demands", "scale", None, None),
        ("demands", "add", None, None),
        ("frame", "set", None, None),
        ("mines[M1].name.en", "scale", None, "2"),
    ],
)
def test_operations_that_do_not_fit(path: str, op: str, value: str | None, factor: str | None) -> None:
    with pytest.raises(NotSoError):
        changed(path, op, value, factor)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_scaling_there_and_back_is_the_figure(value: Decimal) -> None:
    raw = grow({"demands": [{"quantity": str(value)}]})
    for factor in ("8", "0.125"):
        raw = apply(raw, Change(path="demands[*].quantity", op="scale", factor=Decimal(factor)), None, Node(None))
    assert Decimal(plain(raw)["demands"][0]["quantity"]) == value


def scenario(name: str, changes: str, base: str = "") -> str:
    return f"id: {name}\ntitle: {{zh: 甲, en: a}}\nreason: {{zh: 乙, en: b}}\nbase: [{base}]\nchanges:\n{changes}"


def stacked(folder: Path, *names: str) -> Case:
    write(folder)
    double = "  - {path: 'demands[*].quantity', op: scale, factor: 2}\n"
    (folder / "scenarios" / "double.yaml").write_text(scenario("double", double), encoding="utf-8")
    half = "  - {path: 'demands[period=2022].quantity', op: scale, factor: 0.5}\n"
    (folder / "scenarios" / "half.yaml").write_text(scenario("half", half, "double"), encoding="utf-8")
    return load_case(folder, names).case


def test_bases_come_first_and_each_once(tmp_path: Path) -> None:
    # double: 200, 400.20; half on top: 200, 200.10; asked for together, double is still laid once
    assert [row.quantity for row in stacked(tmp_path, "half").demands] == [200, Decimal("200.10")]
    assert stacked(tmp_path, "double", "half").demands == stacked(tmp_path, "half").demands


def test_a_scenario_by_path_is_named_by_its_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "case")
    path = tmp_path / "outside.yaml"
    path.write_text(scenario("outside", "  - {path: frame.base_year, value: 2019}\n"), encoding="utf-8")
    loaded = load_case(folder, [str(path)])
    assert (loaded.case.frame.base_year, loaded.scenario) == (2019, "outside")
    assert "outside.yaml" in loaded.inputs


def test_locks_of_a_scenario_are_added_and_judged(tmp_path: Path) -> None:
    folder = write(tmp_path)
    text = (
        scenario("locked", "  - {path: frame.base_year, value: 2019}\n")
        + "locks:\n  - {site: B1, action: not_licensed}\n"
    )
    (folder / "scenarios" / "locked.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as raised:
        load_case(folder, ["locked"])
    (problem,) = raised.value.problems
    assert (problem.code, problem.file, problem.row) == ("LD-413", "scenarios/locked.yaml", "8")


def test_an_unknown_scenario_names_those_at_hand(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as raised:
        load_case(write(tmp_path), ["strikt"])
    assert raised.value.problems[0].remedy.en == "scenarios at hand: strict"
