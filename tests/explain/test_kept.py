"""Every verb that explains keeps its answer in the run that it was asked about, and the run verifies with it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import builders as b
import pytest
from explain.alternatives_enumeration import quarries
from explain.test_verbs_b import scenario
from folders import write_instance
from openpyxl import load_workbook
from typer.testing import CliRunner

from optimizer.cli.app import VERBS, app_of, verb
from optimizer.cli.asking import files_of
from optimizer.instance import load_case
from optimizer.solve import solve
from optimizer.store import About, read_explained, read_run, tampered, write_run
from optimizer.store.manifest import EXPLAINED

app = app_of()

ASKED = {
    "why": ("RUN", "B1", "--no-turns"),
    "binding": ("RUN", "--no-ranges"),
    "alternatives": ("RUN", "--loss", "0.6", "--count", "2"),
    "frontier": ("RUN", "--terms", "opening,haul"),
    "sweep": ("RUN", "--vary", "blocks[B2].opening_cost=0:20", "--tolerance", "2"),
    "robust": ("RUN", "--measure", "worst", "--demand-ranges"),
    "adjust": ("RUN", "--approved", "RUN"),
    "attribute": ("RUN",),
    "conflict": ("RUN",),
}
TABLES = {
    "binding": ("binding",),
    "why": ("dossiers", "replacement"),
    "alternatives": ("core", "plans", "plans_by_site"),
    "frontier": ("frontier",),
    "sweep": ("breaks", "values"),
    "robust": ("decisions", "futures"),
    "adjust": ("keeping", "moved", "records"),
    "attribute": ("shares",),
    "conflict": ("members", "shortfalls"),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the quarries under a scenario that makes B3 dear, its instance kept in it."""
    case = quarries(demands=(b.demand(quantity="4", low="3", high="5", shortage_price="100"),))
    folder = write_instance(case, tmp_path_factory.mktemp("kept") / "instance")
    scenario(folder, "dear", {"path": "blocks[B3].opening_cost", "value": "9"})
    loaded = load_case(folder, ["dear"])
    place = folder.parent / "run"
    about = About(scenarios=("dear",), inputs=loaded.inputs)
    write_run(place, loaded.case, solve(loaded.case, scenario="dear").outcome, {}, about, instance=folder)
    return place


def ask(run: Path, name: str, *more: str) -> str:
    words = [str(run) if word == "RUN" else word for word in ASKED[name]]
    result = CliRunner().invoke(app, [name, *words, *more, "--json", "--lang", "en"])
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_a_number_is_moved_in_the_inputs_that_the_run_keeps(run: Path) -> None:
    folder, scenarios = files_of(run, ())
    assert folder.is_relative_to(run)
    assert load_case(folder, scenarios).case == read_run(run).case
    assert files_of(folder, ("dear",)) == (folder, ("dear",))


def test_every_verb_that_explains_is_asked_here() -> None:
    assert set(ASKED) == {name for name in VERBS if "keep" in verb(name).__annotations__}


@pytest.mark.parametrize("name", ASKED)
def test_the_answer_is_kept_in_the_run_as_data_and_tables(run: Path, name: str) -> None:
    told = json.loads(ask(run, name))
    (kept,) = (run / EXPLAINED).glob(f"{name}-*")
    assert json.loads((kept / "answer.json").read_text("utf-8")) == told
    manifest = read_explained(kept)
    assert manifest is not None
    assert manifest.verb == name
    assert float(manifest.seconds) > 0
    assert not {"out", "keep", "lang", "where", "as_json"} & set(manifest.asked)
    for language in ("zh", "en"):
        sheets = load_workbook(kept / language / "tables.xlsx", read_only=True).sheetnames
        assert len(sheets) == len(TABLES[name])
        assert tuple(sorted(path.stem for path in (kept / language).glob("*.csv"))) == TABLES[name]
        words = (kept / language / "answer.md").read_text("utf-8")
        assert all(line[language] in words for line in told["sentences"])
    assert tampered(run) == ()


def test_csv_markdown_and_data_tell_the_same(run: Path) -> None:
    told = json.loads(ask(run, "why"))
    (kept,) = (run / EXPLAINED).glob("why-*")
    with (kept / "zh" / "dossiers.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["说明"] for row in rows] == [one["text"]["zh"] for one in told["dossiers"][0]["sentences"]]
    tiers = told["dossiers"][0]["tiers"]
    assert f"| {tiers[-1]['least']} | {tiers[-1]['most']} |" in (kept / "en" / "answer.md").read_text("utf-8")


def test_asking_again_replaces_and_no_keep_leaves_the_run_alone(run: Path) -> None:
    before = sorted((run / EXPLAINED).iterdir())
    ask(run, "conflict")
    ask(run, "conflict", "--seconds", "100", "--no-keep")
    kept = sorted((run / EXPLAINED).iterdir())
    assert len(kept) == len({*before, *kept})
    assert len([path for path in kept if path.name.startswith("conflict-")]) == 1
    ask(run, "conflict", "--seconds", "100")
    assert len(list((run / EXPLAINED).glob("conflict-*"))) == 2


def test_scenarios_of_a_run_are_attributed_to_its_own_edits(run: Path) -> None:
    # The run was made with one edit, B3 at 9 instead of 1.
    told = json.loads(ask(run, "attribute", "--no-keep"))
    assert told["attribution"]["edits"] == ["dear 1: blocks[B3].opening_cost = 9"]


def test_verify_tells_of_an_explanation_that_was_changed(run: Path) -> None:
    ask(run, "attribute")
    (kept,) = (run / EXPLAINED).glob("attribute-*")
    path = kept / "en" / "shares.csv"
    content = path.read_bytes()
    path.write_bytes(content + b"more")
    told = CliRunner().invoke(app, ["verify", str(run), "--lang", "en"])
    assert told.exit_code == 1
    assert "shares.csv was changed" in " ".join(told.stdout.split())
    path.write_bytes(content)
    assert CliRunner().invoke(app, ["verify", str(run)]).exit_code == 0
