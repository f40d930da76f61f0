"""A comparison as it is taken along: totals added up again from the files, names as text, ground, map, terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pyogrio
import pytest
from builders import block, case, decided, demand, hauls, imported, merger, mine, mineral, place, plan, policy, sizes
from random_cases import random_case
from reporting import recount, sample
from rich.console import Console

from models import BadInputError, Case, Outcome
from models.labels import TERMS
from optimizer.reporting.comparison.ground import Ground, common_ground, comparison_frame
from optimizer.reporting.comparison.run import write
from optimizer.reporting.comparison.told import comparison_told
from optimizer.reporting.maps.difference import standing
from optimizer.scenario import Comparison, Member, compare
from optimizer.scenario.member import labelled
from optimizer.solve import solve

EVIL = sample.EVIL


def county(limit: int, quantity: str) -> Case:
    """Two minerals, two towns, three mines, two blocks and a merger, at costs that make terms of every kind."""
    sites = ["B1", "B2", "M1", "M2", "M3", "G"]
    priced = {"cost": "1.5"}
    return case(
        minerals=(mineral("stone"), mineral("lime")),
        production_classes=(sizes("stone"), sizes("lime")),
        blocks=(block("B1", opening_cost="12", operating_cost="2"), block("B2", mineral="lime", opening_cost="3")),
        mines=(mine("M1", closing_reasons=["outdated"], closing_cost="4"), mine("M2"), mine("M3", mineral="lime")),
        mergers=(merger("G", ("M1", "M2"), opening_cost="5"),),
        places=(place("town"), place("plant")),
        geography=hauls(*((site, to, priced) for site in sites for to in ("town", "plant"))),
        demands=(demand(), demand("2022", quantity), demand("2022", "6", mineral="lime", place="plant")),
        imports=(imported("2022", 2, price="20"),),
        policy=policy(mine_count={"limits": [{"at_most": limit}]}),
    )


@pytest.fixture(scope="module")
def solved() -> tuple[Member, ...]:
    cases = {"wide": county(9, "15"), "tight": county(3, "15"), EVIL: county(3, "25")}
    return labelled(Member(label, of, solve(of).outcome) for label, of in cases.items())


@pytest.fixture(scope="module", params=[2, 3])
def folder(request: pytest.FixtureRequest, solved: Sequence[Member], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("comparison") / "out"
    chosen = solved[: request.param]
    assert write(out, compare(chosen), chosen, "en")[0].en.startswith("no run has layers")
    return out


def test_totals_added_up_again_from_the_files_alone(folder: Path) -> None:
    assert all(total == added for _, _, total, added in recount.objective(folder))
    assert any(total for _, _, total, _ in recount.objective(folder))
    assert all(printed == counted for printed, counted in recount.distances(folder))
    assert any(printed for printed, _ in recount.distances(folder))
    assert all(plans == added and not off for _, plans, added, off in recount.agreement(folder))
    assert len(recount.agreement(folder)) == 6
    for all_, classes, share, large in recount.mines(folder):
        assert all_ == classes and abs(share * all_ - large) < all_ / 10**6
    assert all(wanted == met for wanted, met in recount.markets(folder))
    assert all(stored == added for _, stored, added in recount.workbook_sums(folder))
    assert len(recount.workbook_sums(folder)) == 7


def test_totals_of_random_runs_added_up_again(tmp_path: Path) -> None:
    """Every clause, several tiers, weights and minerals, runs without a plan, and neighbours of another case."""
    held = 0
    for seed in range(0, 24, 3):
        cases = [random_case(seed + number) for number in range(3)]
        members = labelled(Member(str(n), one, solve(one).outcome) for n, one in enumerate(cases))
        write(tmp_path / str(seed), compare(members), members, "en")
        planned = [member.label for member in members if member.outcome.plan is not None]
        held += len(planned)
        unknown = [label for label in recount.runs(tmp_path / str(seed)) if label not in planned]
        totals = [one for one in recount.objective(tmp_path / str(seed)) if one[1] not in unknown]
        weights = {(m.label, t.name): t.weights for m in members for t in m.case.policy.objective.tiers}
        plain = [one for one in totals if all(weight == 1 for _, weight in weights.get((one[1], _tier(one[0])), ()))]
        assert plain and all(total == added for _, _, total, added in plain)
        # a mineral without a class table has mines of no class
        assert all(all_ >= classes for all_, classes, _, _ in recount.mines(tmp_path / str(seed)))
        assert all(not off for _, _, _, off in recount.agreement(tmp_path / str(seed)))
    assert held > 12


def _tier(words: str) -> str:
    """Return the tier that a table names in English."""
    return next((name for name, (_, en) in TERMS.items() if en == words), words)


def test_the_change_stands_beside_two_and_only_two(folder: Path) -> None:
    rows = recount.read(folder, "indicators")
    if len(recount.runs(folder)) > 2:
        assert not any("Change" in row for row in rows)
        return
    known = [row for row in rows if row["wide"] and row["tight"]]
    assert known and all(
        recount.figure(r["Change"]) == recount.figure(r["tight"]) - recount.figure(r["wide"]) for r in known
    )


def test_names_never_become_formulas(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "comparison.xlsx")
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(str(text).startswith("=SUM(") for text in formulas)
    texts = [path.read_text("utf-8-sig") for path in (folder / "tables").iterdir()]
    assert not any(line.startswith(EVIL) or f",{EVIL}" in line for text in texts for line in text.splitlines())
    if len(recount.runs(folder)) == 3:
        assert any(EVIL in text for text in texts)


def toy(label: str, **changes: object) -> Member:
    """The county of `sample` with B1 licensed; changes are other decisions by site."""
    of = sample.case()
    known = sample.plan().decision | changes
    outcome = sample.outcome().model_copy(update={"plan": plan(*known.values())})
    return Member(label, of, outcome, None, sample.geometry(of).layers)


@pytest.fixture(scope="module")
def pair() -> tuple[Member, ...]:
    other = {
        "B1": decided("B1", "block", "licensed", "300", start="2022", production_class="large"),
        "B2": decided("B2", "block", "licensed", "120", start="2021", production_class="medium"),
        "M3": decided("M3", "mine", "close", start="2022"),
    }
    return (toy("A"), toy("B", **other))


def test_the_map_tells_three_kinds_of_difference(pair: Sequence[Member]) -> None:
    found = compare(pair)
    assert {line.site: standing(line, found.with_plan) for line in found.sites} == {
        "B1": "other", "B2": "second", "M1": "same", "M2": "same", "M3": "first", "M4": "same", "G1": "same",
        "K1": "same",
    }  # fmt: skip
    many = compare((*pair, toy("C")))
    assert {line.site: standing(line, many.with_plan) for line in many.sites if line.differs} == {
        "B1": "other", "B2": "first", "M3": "first",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_map_and_geopackage_are_written(pair: Sequence[Member], tmp_path: Path, language: str) -> None:
    found = compare(pair)
    assert write(tmp_path / "out", found, pair, language) == ()  # type: ignore[arg-type]
    assert (tmp_path / "out" / "maps" / "difference.png").stat().st_size > 50_000
    frame = pyogrio.read_dataframe(tmp_path / "out" / "comparison.gpkg", layer="sites")
    key, agrees, first = ("编号", "一致", "最早投放") if language == "zh" else ("id", "agrees", "first_licensed")
    rows = frame.set_index(key)
    assert frame.crs.to_epsg() == 4547 and len(frame) == 8
    assert rows.loc["B2", "A"] != rows.loc["B2", "B"] and "2021" in rows.loc["B2", "B"]
    assert (rows.loc["B1", first], rows.loc["B1", agrees], rows.loc["M1", agrees]) == ("2021", 0, 1)


def test_runs_without_ground_or_in_different_systems_get_no_map_and_are_told(pair: Sequence[Member]) -> None:
    bare = [Member(one.label, one.case, one.outcome) for one in pair]
    nothing = common_ground(bare)
    assert not isinstance(nothing, Ground) and "no run has layers" in nothing.en
    layers = {name: frame.to_crs("EPSG:4548") for name, frame in pair[1].layers.items()}
    moved = Member("B", pair[1].case, pair[1].outcome, None, MappingProxyType(layers))
    apart = common_ground((pair[0], moved))
    assert not isinstance(apart, Ground)
    assert "EPSG:4547" in apart.en and "EPSG:4548" in apart.en and "坐标系不同" in apart.zh


def test_one_run_with_ground_serves_all_and_moved_ground_is_named(pair: Sequence[Member]) -> None:
    bare = Member("bare", pair[1].case, pair[1].outcome)
    ground = common_ground((bare, pair[0]))
    assert isinstance(ground, Ground) and not ground.moved
    assert len(comparison_frame(compare((bare, pair[0])), ground)) == 8
    layers = dict(pair[1].layers)
    shifted = layers["ground"].copy()
    shifted.loc[0, "geometry"] = shifted.geometry.iloc[0].buffer(-100)
    shrunk = Member("B", pair[1].case, pair[1].outcome, None, MappingProxyType(layers | {"ground": shifted}))
    other = common_ground((pair[0], shrunk))
    assert isinstance(other, Ground) and other.moved == ("B1",)


def test_a_folder_with_something_in_it_is_left_alone(pair: Sequence[Member], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "note.txt").write_text("mine")
    with pytest.raises(BadInputError, match="LD-702"):
        write(tmp_path / "out", compare(pair), pair)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_nothing_behind(
    pair: Sequence[Member], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("optimizer.reporting.comparison.run.write_comparison", full)
    with pytest.raises(OSError, match="disk full"):
        write(tmp_path / "out", compare(pair), pair)
    assert list(tmp_path.iterdir()) == []


def told(found: Comparison, members: Sequence[Member], language: str) -> str:
    console = Console(width=200, record=True, file=None)
    with console.capture() as capture:
        console.print(*comparison_told(found, members, language))  # type: ignore[arg-type]
    return capture.get()


def test_the_terminal_says_what_differs_and_nothing_that_does_not(pair: Sequence[Member]) -> None:
    zh, en = (told(compare(pair), pair, language) for language in ("zh", "en"))
    assert "不投放" in zh and "投放 2021 中型 120 万t/a" in zh
    assert "close 2022" in en and "M1" not in en.split("Table C2")[1].split("Table C4")[0]


def test_a_run_without_a_plan_keeps_its_column_and_turns_no_site(pair: Sequence[Member], tmp_path: Path) -> None:
    none = Outcome.model_validate({"case": "toy", "verdict": "impossible", "conflict": ["mine_count"]})
    trio = (*pair, Member("none", pair[0].case, none, None, pair[0].layers))
    found = compare(trio)
    assert standing(next(line for line in found.sites if line.site == "B1"), found.with_plan) == "other"
    write(tmp_path / "out", found, trio, "en")
    assert [row["none"] for row in recount.read(tmp_path / "out", "sites")] == ["—"] * 8
    assert recount.read(tmp_path / "out", "runs")[2]["Conflict"] == "number of solid mines"
