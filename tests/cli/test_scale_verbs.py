"""A solve by units is like any other: recalled, kept with certificates, listed, compared, reported, verified."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from models.problem import BadInputError
from optimizer.cli.app import app_of
from optimizer.generate import Recipe, generate_case, write_case
from optimizer.scale.tiers import Means
from optimizer.store import canonical, read_run
from optimizer.store.manifest import seal_of
from optimizer.store.whole import hashes

NAME = "certificates.json.gz"


def lodeplan(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app_of(), [str(word) for word in words])
    if isinstance(done.exception, BadInputError):
        raise done.exception
    return done.exit_code, done.stdout


def solved(*words: object) -> dict[str, Any]:
    code, out = lodeplan("solve", "drawn", "--scale", "--gap", "0.02", "--json", *words)
    assert code == 0, out
    return dict(json.loads(out))


@pytest.fixture(scope="module", autouse=True)
def _counties() -> Iterator[None]:
    """Have small cases cut into counties, as large ones are into cities."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("optimizer.scale.solve.Means", partial(Means, most=40))
        yield


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room")
    write_case(generate_case(Recipe(2, 1, blocks=2, mines=4, towns=1)), folder / "drawn")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        solved()
    return folder


@pytest.fixture
def here(room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(room, tmp_path / "room")
    monkeypatch.chdir(tmp_path / "room")
    return tmp_path / "room" / "results" / "synthetic-2-1"


def test_the_run_keeps_its_certificates_and_is_recalled(here: Path) -> None:
    manifest = read_run(here).manifest
    assert NAME in manifest.files and manifest.settings["scale"] is True
    assert manifest.solver == "highs by blocks" and manifest.solver_version
    answer = solved()
    assert answer["stored"] == manifest.created and Path(answer["run"]).resolve() == here


@pytest.mark.parametrize("words", [["--again"], ["--seed", 1], ["--seconds", 50], ["--backend", "scip"]])
@pytest.mark.usefixtures("here")
def test_other_settings_are_other_questions(words: list[object]) -> None:
    assert solved(*words)["stored"] is None


@pytest.mark.usefixtures("here")
def test_other_gaps_and_one_plain_solve_are_other_questions() -> None:
    assert solved("--gap", 0.03)["stored"] is None
    code, out = lodeplan("solve", "drawn", "--json")
    assert code == 0 and json.loads(out)["stored"] is None and json.loads(out)["verdict"] == "proven_best"
    code, out = lodeplan("solve", "drawn", "--no-scale", "--json")
    assert json.loads(out)["stored"] is not None  # a small case is solved plainly, asked for or not


def test_a_recalled_run_written_elsewhere_has_its_certificates(here: Path) -> None:
    solved("--out", here.parent / "another")
    assert (here.parent / "another" / NAME).read_bytes() == (here / NAME).read_bytes()
    assert lodeplan("verify", here.parent / "another")[0] == 0


@pytest.mark.parametrize("backend", ["cp_sat", "pdlp"])
def test_a_back_end_that_cannot_is_refused_before_work_begins(here: Path, backend: str) -> None:
    with pytest.raises(BadInputError, match="LD-786"):
        lodeplan("solve", "drawn", "--scale", "--backend", backend, "--out", here.parent / "none")
    assert not (here.parent / "none").exists()


def test_runs_compare_and_report_know_it(here: Path) -> None:
    (entry,) = json.loads(lodeplan("runs", "--json")[1])["runs"]
    assert entry["verdict"] == "within_gap" and entry["state"] == "current" and entry["settings"]["scale"]
    assert "highs by units" in " ".join(lodeplan("runs", "--lang", "en")[1].split())
    lodeplan("solve", "drawn", "--out", here.parent / "plain")
    code, out = lodeplan("compare", here, here.parent / "plain", "--json")
    assert code == 0 and "within_gap" in out and "proven_best" in out
    assert lodeplan("report", here, "--out", here.parent / "tables")[0] == 0


def verified(run: Path, *words: object) -> tuple[int, dict[str, Any]]:
    code, out = lodeplan("verify", run, "--json", *words)
    return code, dict(json.loads(out))


@pytest.mark.parametrize("backend", ["highs", "cbc", "scip"])
def test_verify_recomputes_the_bound_of_every_tier(here: Path, backend: str) -> None:
    code, told = verified(here, "--backend", backend)
    assert code == 0 and told["holds"]
    (bound,) = told["bounds"]
    assert bound["state"] == "holds" and bound["recomputed"] >= bound["claimed"] * (1 - 1e-6)
    assert bound["recomputed"] <= float(read_run(here).outcome.objective or 0)


def test_verify_proves_again_where_asked(here: Path) -> None:
    assert verified(here, "--prove")[0] == 0


def resealed(run: Path) -> None:
    """Write down the hashes of the folder as it is now, and seal them: what a forger would do."""
    manifest = read_run(run).manifest.model_copy(update={"files": hashes(run)})
    manifest = manifest.model_copy(update={"seal": seal_of(manifest)})
    (run / "manifest.json").write_bytes(canonical(manifest))


def rewritten(run: Path, name: str, value: Any) -> None:
    """Set a field of the certificate of the last tier."""
    raw = json.loads(gzip.decompress((run / NAME).read_bytes()))
    one = raw["tiers"][-1]
    one[name] = value(one[name])
    (run / NAME).write_bytes(gzip.compress(json.dumps(raw).encode()))


FORGERIES: tuple[tuple[str, str, Any], ...] = (
    ("LD-783", "bound", lambda bound: bound * 1.001),
    ("LD-783", "prices", lambda prices: [[*row[:3], row[3] * 2] for row in prices]),
    ("LD-782", "programme", lambda digest: digest[::-1]),
    ("LD-782", "shape", lambda shape: [shape[0] + 1, shape[1]]),
)


@pytest.mark.parametrize(("code", "name", "value"), FORGERIES)
def test_a_forged_certificate_is_found_by_its_seal_and_resealed_by_its_figures(
    here: Path, code: str, name: str, value: Any
) -> None:
    rewritten(here, name, value)
    exit_code, told = verified(here)
    assert exit_code == 1 and any(NAME in fault["en"] for fault in told["faults"])
    resealed(here)
    exit_code, told = verified(here)
    assert exit_code == 1 and not told["holds"]
    assert [fault["en"].split()[0] for fault in told["faults"]] == [code]
    assert [fault["zh"].split()[0] for fault in told["faults"]] == [code]


def test_certificates_taken_away_and_resealed_are_missed(here: Path) -> None:
    (here / NAME).unlink()
    resealed(here)
    exit_code, told = verified(here)
    assert exit_code == 1 and "LD-781" in told["faults"][0]["en"]
    assert "LD-781" in lodeplan("verify", here, "--lang", "zh")[1]


def test_a_damaged_file_is_no_certificate(here: Path) -> None:
    (here / NAME).write_bytes((here / NAME).read_bytes()[:50])
    resealed(here)
    assert "LD-781" in verified(here)[1]["faults"][0]["en"]
