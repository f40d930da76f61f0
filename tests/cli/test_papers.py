"""``lodeplan report --pdf --docx --xlsx``: the same bytes twice, faults with codes, dossiers kept or solved."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from builders import block, case, demand, mine
from docx import Document
from folders import write_instance
from pypdf import PdfReader

from models import BadInputError
from optimizer.explain.dossiers import dossiers
from optimizer.reporting.papers import explained, judged
from optimizer.reporting.papers.needs import CODES, needed
from optimizer.store import canonical, keep, read_run

LODEPLAN = [sys.executable, "-c", "from optimizer.cli import main; main()"]
DOCS = Path(__file__).parents[2] / "docs"


def lodeplan(*words: object) -> subprocess.CompletedProcess[str]:
    command = [*LODEPLAN, *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = case(blocks=(block(),), mines=(mine(),), demands=(demand(), demand("2022", "9")))
    folder = tmp_path_factory.mktemp("papers")
    write_instance(built, folder / "small")
    done = lodeplan("solve", folder / "small", "--out", folder / "run")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "run"


@pytest.fixture(scope="module")
def made(run: Path) -> dict[str, bytes]:
    out = run.parent / "papers"
    done = lodeplan(
        "report", run, "--pdf", "--docx", "--xlsx", "--lang", "both", "--sites", "B1", "--out", out, "--json"
    )
    assert done.returncode == 0, done.stderr
    assert sorted(json.loads(done.stdout)["parts"]) == sorted(path.name for path in out.iterdir())
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_both_languages_of_every_kind_are_written(made: dict[str, bytes]) -> None:
    assert sorted(made) == sorted(f"plan-{lang}.{kind}" for lang in ("zh", "en") for kind in ("pdf", "docx", "xlsx"))
    pages = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(made["plan-en.pdf"])).pages]
    assert any("Provenbest:" in page for page in pages)
    assert any("Sites:asnamedbytheplanner" in page for page in pages)
    assert any("方案概要" in paragraph.text for paragraph in Document(BytesIO(made["plan-zh.docx"])).paragraphs)


def test_another_process_gives_the_same_bytes(run: Path, made: dict[str, bytes], tmp_path: Path) -> None:
    words = ("--pdf", "--docx", "--xlsx", "--lang", "zh", "--sites", "B1")
    assert lodeplan("report", run, *words, "--out", tmp_path / "again").returncode == 0
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == made[path.name], path.name


def test_faults_are_told_and_nothing_is_written(run: Path, tmp_path: Path) -> None:
    done = lodeplan("report", run, "--pdf", "--sites", "B1,Z9", "--out", tmp_path / "out", "--json")
    assert done.returncode == 2
    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["code"], problem["value"]) == ("LD-774", "Z9")
    assert not (tmp_path / "out").exists()
    assert lodeplan("report", run, "--lang", "both", "--out", tmp_path / "out").returncode == 2


def test_kept_explanations_are_taken_when_they_are_of_this_plan(run: Path, tmp_path: Path) -> None:
    stored = read_run(run)
    sites = [site.id for site in stored.case.sites]
    told = dossiers(stored.case, stored.outcome, sites, processes=1)
    kept = tmp_path / "why.json"
    kept.write_text(json.dumps(told.to_json()), encoding="utf-8")
    solved = explained(stored, sites, None, None, processes=1)
    assert [one.sentences for one in solved] == [one.sentences for one in explained(stored, sites, kept, None)]
    kept.write_text(kept.read_text("utf-8").replace('"before": ', '"before": 1'), encoding="utf-8")
    for path in (kept, tmp_path / "nothing.json"):
        with pytest.raises(BadInputError, match="LD-775"):
            explained(stored, sites, path, None)


def test_dossiers_that_the_run_keeps_are_taken_without_being_asked_for(run: Path, tmp_path: Path) -> None:
    copied = tmp_path / "run"
    shutil.copytree(run, copied)
    stored = read_run(copied)
    told = json.loads(canonical(dossiers(stored.case, stored.outcome, ["B1"], processes=1).to_json()))
    marked = [one | {"seconds": 4321} for one in told["dossiers"]]
    keep(copied, "why", {"site": "B1"}, {"answer.json": canonical(told | {"dossiers": marked})}, 1)
    (found,) = explained(stored, ["B1"], None, None, processes=1, folder=copied)
    assert found.seconds == 4321
    done = lodeplan("report", copied, "--html", "--out", tmp_path / "report.html")
    assert done.returncode == 0, done.stderr
    inside = (tmp_path / "report.html").read_text("utf-8").split('id="scene">', 1)[1].split("</script>", 1)[0]
    assert json.loads(inside)["dossiers"]["B1"]["seconds"] == 4321


def test_a_run_that_was_changed_has_no_papers(run: Path, tmp_path: Path) -> None:
    stored = read_run(run)
    judged(stored, run)
    (run / "notes.txt").write_text("a file added is no fault", encoding="utf-8")
    judged(stored, run)
    (run / "notes.txt").unlink()
    whole = (run / "outcome.json").read_bytes()
    (run / "outcome.json").write_bytes(whole.replace(b'"total": 2', b'"total": 1'))
    try:
        with pytest.raises(BadInputError, match="LD-711"):
            judged(read_run(run), run)
    finally:
        (run / "outcome.json").write_bytes(whole)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_is_told_with_what_to_install() -> None:
    with pytest.raises(BadInputError) as caught:
        needed("no_such_module", "typst")
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("LD-771", "typst")
    assert "lodeplan[papers]" in problem.remedy.en


def test_every_code_is_documented() -> None:
    page = (DOCS / "papers.md").read_text(encoding="utf-8")
    assert all(f"| {code} | {words} |" in page for code, words in CODES)
