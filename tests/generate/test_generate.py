"""Synthetic cases: the same bytes for the same seed, sound, feasible by closing alone, and labelled in every record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from models import Action, Case, Decision, Plan, Sourced
from optimizer.audit import audit
from optimizer.cli.app import app_of
from optimizer.generate import Recipe, calibration, generate_case, write_case
from optimizer.instance import load_case
from optimizer.instance.inspection import inspect

SIZES = (1, 3, 14)


@pytest.fixture(scope="module", params=SIZES)
def case(request: pytest.FixtureRequest) -> Case:
    return generate_case(Recipe(request.param, seed=5))


def test_the_folder_is_read_back_as_the_same_case_without_a_problem(case: Case, tmp_path: Path) -> None:
    write_case(case, tmp_path / "drawn")
    loaded = load_case(tmp_path / "drawn")
    assert loaded.warnings == ()
    assert loaded.case == case
    with pytest.raises(FileExistsError):
        write_case(case, tmp_path / "drawn")


def test_a_case_in_memory_is_sound(case: Case) -> None:
    assert inspect(case) == ()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write_case(generate_case(Recipe(2, seed)), tmp_path / name)
    texts = {name: {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("a", "b", "c")}
    assert texts["a"] == texts["b"]
    assert texts["a"]["mines.csv"] != texts["c"]["mines.csv"]


def test_a_county_is_drawn_the_same_in_a_case_of_any_size() -> None:
    few, many = generate_case(Recipe(2, 7)), generate_case(Recipe(5, 7))
    blocks = [[b.resource for b in case.blocks if b.id.startswith("C0001")] for case in (few, many)]
    assert blocks[0] and blocks[0] == blocks[1]


def sourced(value: Any) -> Any:
    """Yield every record with sources of its own below a value."""
    if isinstance(value, Sourced) and value.sources:
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from sourced(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from sourced(part)


def test_every_record_says_that_it_is_synthetic(case: Case) -> None:
    records = list(sourced(case))
    assert len(records) > len(case.sites)
    assert all("synthetic" in record.sources["*"] for record in records)
    listed = (*case.sites, *case.areas, *case.places, *case.demands, *case.regions, *case.layers, *case.minerals)
    assert all(record.sources for record in listed)
    assert "合成" in case.frame.title.zh and case.frame.statement is not None


def test_closing_what_may_close_and_opening_nothing_keeps_every_hard_clause(case: Case) -> None:
    decisions = []
    for site in case.sites:
        how: dict[str, Any] = {"site": site.id, "kind": site.kind, "capacity": 0}
        reasons = getattr(site, "closing_reasons", None)
        if reasons:
            how |= {"action": Action.CLOSE, "start": "2025"}
        elif reasons is not None:
            how |= {"action": Action.KEEP, "capacity": site.capacity, "production_class": site.production_class}
        else:
            how |= {"action": Action.NOT_LICENSED if site.kind == "block" else Action.NOT_FORMED}
        decisions.append(Decision.model_validate(how))
    judged = audit(case, Plan(decisions=tuple(decisions)))
    assert judged.passed, judged.broken[:3]


def test_limits_stand_at_every_level_and_ask_less_than_those_below_together(case: Case) -> None:
    caps = [cap for cap in case.policy.output_cap.caps if cap.mineral == "building_stone"]
    by_level = {level: sum(float(c.at_most) for c in caps if (c.region or "").startswith(level)) for level in
                ("county", "city", "province")}  # fmt: skip
    if not case.regions:
        assert [cap.region for cap in caps] == [None]
        return
    assert by_level["province"] < by_level["city"] < by_level["county"]
    assert {limit.region for limit in case.policy.mine_count.limits} == {region.id for region in case.regions}


def test_stone_blocks_resemble_those_really_sold() -> None:
    # Medians of a case of 14 counties lie within half and twice the public medians.
    compared = {row.what.en: row for row in calibration(generate_case(Recipe(14, 1)))}
    for name in ("stone block: resource", "stone block: capacity", "county: cap on stone", "county: mines"):
        drawn, found = compared[name].drawn[2], compared[name].found[2]
        assert 0.5 < drawn / found < 2.0, (name, drawn, found)


def test_the_verb_writes_once_and_refuses_to_write_over(tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    words = ["generate", "--counties", "2", "--seed", "1", "--out", str(folder), "--json"]
    assert CliRunner().invoke(app_of(), words).exit_code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "synthetic" in before["README.md"].decode()
    refused = CliRunner().invoke(app_of(), words)
    assert refused.exit_code != 0 and refused.exception.problems[0].code == "LD-804"  # type: ignore[union-attr]
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
