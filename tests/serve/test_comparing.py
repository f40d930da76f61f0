"""Stored runs compared on the board: figures re-added from the outcomes, counts recounted, files as the CLI's."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from serve.boards import client_of
from serve.shelves import keys_of, opened, small_results
from typer.testing import CliRunner

from models import Outcome
from optimizer.cli.app import app_of
from optimizer.reporting.maps.difference import goes_on
from optimizer.serve.comparing import MOST
from optimizer.store import read_run


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_results(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="module")
def outcomes(results: Path) -> dict[str, Outcome]:
    found = [read_run(path.parent).outcome for path in results.glob("*/manifest.json")]
    return {one.scenario: one for one in found}


@pytest.fixture
def client(results: Path, tmp_path: Path) -> Iterator[TestClient]:
    with client_of(opened(results, tmp_path)) as found:
        yield found


def keys(client: TestClient) -> dict[str, str]:
    return keys_of(client.get("/api/runs").json()["runs"])


def compared(client: TestClient, first: str, second: str) -> dict[str, Any]:
    known = keys(client)
    answer = client.get("/api/compare", params={"first": known[first], "second": known[second]})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def rows(told: dict[str, Any], name: str) -> list[list[Any]]:
    return next(one["rows"] for one in told["difference"]["tables"] if one["name"] == name)


def close(found: float | None, wanted: Decimal | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return abs(Decimal(str(found)) - wanted) < Decimal("1e-9")


def test_figures_side_by_side_are_those_of_the_outcomes(client: TestClient, outcomes: dict[str, Outcome]) -> None:
    told = compared(client, "", "less")
    both = [outcomes[""], outcomes["less"]]
    for tier in both[0].tiers:
        name = next(row[0] for row in rows(told, "objective") if close(row[2], tier.value))
        own = [row for row in rows(told, "objective") if row[0] == name]
        total, parts = own[0], own[1:]
        # A tier is the sum of its terms, in both runs, and the change is the second less the first.
        assert all(close(sum(row[k] for row in parts if row[k] is not None), Decimal(str(total[k]))) for k in (2, 3))
        assert all(close(row[4], Decimal(str(row[3])) - Decimal(str(row[2]))) for row in own)
    for period in ("2021", "2022"):
        lines = [next(line for line in one.periods if line.period == period) for one in both]
        about = (["—"], ["stone"], [""])  # the plan as a whole and its one mineral; not the classes of mines
        told_rows = {row[1][1]: row for row in rows(told, "indicators") if row[0] == period and row[2] in about}
        assert told_rows["mines"][4:6] == [line.total for line in lines]
        for name in ("output", "demand"):
            wanted = [next(getattr(m, name) for m in line.markets) for line in lines]
            assert all(map(close, told_rows[name][4:6], wanted)), name


def test_sites_whose_course_differs_are_those_whose_decisions_differ(
    client: TestClient, outcomes: dict[str, Outcome]
) -> None:
    for first, second in (("", "more"), ("", "none"), ("more", "none")):
        plans = [outcomes[name].plan for name in (first, second)]
        assert plans[0] is not None and plans[1] is not None
        differing = [s for s, one in plans[0].decision.items() if one != plans[1].decision[s]]
        told = compared(client, first, second)
        assert [row[0] for row in rows(told, "sites")] == differing
        assert list(told["difference"]["changes"]) == differing


def test_inputs_that_differ_are_told_with_their_file(client: TestClient) -> None:
    told = compared(client, "", "more")
    line = next(row for row in rows(told, "inputs") if "2022" in row[0])
    assert line[0] == "demands[mineral=stone,place=town,period=2022].quantity"
    assert line[1:3] == [["9"], ["12"]]
    assert "scenarios/more.yaml" in line[3][0]


def test_a_run_without_a_plan_keeps_its_side_and_says_so(client: TestClient) -> None:
    told = compared(client, "", "never")
    assert told["sides"][1]["outcome"]["verdict"] == "impossible" and not told["sides"][1]["outcome"]["decisions"]
    assert ["缺少方案，只比较输入。", "A plan is missing: only inputs are compared."] in told["difference"]["words"]
    assert any("B" in text[0] for text in told["difference"]["remarks"])


def test_a_what_if_is_compared_with_a_stored_run(client: TestClient) -> None:
    told = client.get("/api/compare", params={"first": "base", "second": keys(client)["none"]}).json()
    assert told["difference"]["changes"]
    assert [one["lacks"] for one in told["sides"]] == [[], []]


def test_agreement_counts_again_what_each_plan_does(client: TestClient, outcomes: dict[str, Outcome]) -> None:
    known = keys(client)
    told = client.get("/api/agreement", params={"plan": list(known.values())}).json()
    plans = [one.plan for one in outcomes.values() if one.plan is not None]
    assert told["plans"] == len(plans) == 4  # of five runs, the impossible one has no plan
    for site in plans[0].decision:
        taken = [plan.decision[site] for plan in plans]
        assert told["sites"][site]["held"] == sum(map(goes_on, taken))
        assert told["sites"][site]["counts"] == Counter(one.action.value for one in taken)
        starts = Counter(one.start for one in taken if goes_on(one) and one.start)
        assert told["sites"][site]["starts"] == starts
        assert told["sites"][site]["same"] == (len(set(taken)) == 1)
    # Two by two, the sites decided otherwise: as many as in all pairs of plans, whatever their order.
    apart = [sum(one.decision[s] != other.decision[s] for s in one.decision) for one in plans for other in plans]
    assert sorted(count for row in told["distances"] for count in row) == sorted(apart)


def test_the_export_is_what_the_command_writes(client: TestClient, results: Path, tmp_path: Path) -> None:
    known = keys(client)
    answer = client.get("/api/comparison.zip", params={"plan": [known["more"], known["less"]], "language": "en"})
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        ours = {name.removeprefix("comparison/"): packed.read(name) for name in packed.namelist()}
    folders = [next(results.glob(f"*{name}*")) for name in ("more", "less")]
    words = ["compare", *map(str, folders), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert CliRunner().invoke(app_of(), words).exit_code == 0
    theirs = {path.relative_to(tmp_path / "out").as_posix(): path for path in (tmp_path / "out").rglob("*.*")}
    assert ours.keys() == theirs.keys()
    for name in (one for one in ours if one.endswith((".csv", ".json"))):
        assert ours[name] == theirs[name].read_bytes(), name
    assert json.loads(ours["comparison.json"])["runs"][0]["scenario"] == "more"


def test_too_many_too_few_and_strangers_are_refused_in_words(client: TestClient) -> None:
    known = keys(client)
    for path, params, status, code in (
        ("/api/agreement", {"plan": [f"run-{k:032x}" for k in range(MOST + 1)]}, 413, "LD-920"),
        ("/api/agreement", {"plan": [known["more"]]}, 422, "LD-921"),
        ("/api/compare", {"first": known["more"], "second": known["more"]}, 422, "LD-921"),
        ("/api/comparison.zip", {"plan": ["base"]}, 422, "LD-921"),
        ("/api/comparison.zip", {"plan": ["base", known["more"]], "language": "../x"}, 422, "LD-903"),
        ("/api/compare", {"first": "base", "second": "nowhere"}, 404, "LD-907"),
        ("/api/runs/run-nowhere/standing", {}, 404, "LD-907"),
    ):
        answer = client.get(path, params=params)
        assert (answer.status_code, answer.json()["problems"][0]["code"]) == (status, code), path
