"""The command line as a planner meets it: exit codes, one JSON object on standard output, runs that verify."""

from __future__ import annotations

import importlib
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest
from builders import block, case, demand, mine, policy
from folders import write_instance
from typer.testing import CliRunner

from optimizer.cli.app import VERBS, app_of, verb

LODEPLAN = [sys.executable, "-c", "from optimizer.cli import main; main()"]
COUNTY = Path(__file__).parents[2] / "instances" / "fangcheng"


def lodeplan(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [*LODEPLAN, *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=120)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = case(blocks=(block(),), mines=(mine(),), demands=(demand(), demand("2022", "9")))
    return write_instance(built, tmp_path_factory.mktemp("instances") / "small")


@pytest.fixture(scope="module")
def run(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "small"
    done = lodeplan("solve", small, "--out", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_solve_writes_a_run_and_says_so_in_chinese(run: Path, small: Path, tmp_path: Path) -> None:
    done = lodeplan("solve", small, "--out", tmp_path / "again")
    assert done.returncode == 0
    assert "已证明最优" in done.stdout
    assert {"manifest.json", "outcome.json", "tables.xlsx", "inputs", "tables"} <= {p.name for p in run.iterdir()}


def test_json_is_one_object_and_nothing_else(small: Path, tmp_path: Path) -> None:
    done = lodeplan("solve", small, "--out", tmp_path / "run", "--json")
    answer = json.loads(done.stdout)
    assert answer["verdict"] == "proven_best"
    # Block B1 at 9 of 9 in 2022 with mine M1 at 3: demand 5 and 9 is met without shortage.
    assert answer["tiers"][1]["value"] == 0
    assert answer["seconds"]["total"] > 0


def test_verify_holds_and_any_tampering_fails(run: Path, tmp_path: Path) -> None:
    assert lodeplan("verify", run).returncode == 0
    assert lodeplan("verify", run, "--prove").returncode == 0
    for name, old, new in (
        ("outcome.json", '"proven_best"', '"within_gap"'),
        ("inputs/instance/policy.yaml", "{}", '{"mine_count": {"on": false}}'),
        ("inputs/case.json", '"quantity": 9', '"quantity": 8'),
        ("manifest.json", '"seed": 0', '"seed": 1'),
    ):
        copy = tmp_path / name.replace("/", "-")
        subprocess.run(["cp", "-r", str(run), str(copy)], check=True)
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text, name
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        done = lodeplan("verify", copy, "--json")
        assert done.returncode == 1, name
        assert json.loads(done.stdout)["faults"], name


def test_a_resealed_lie_is_found_by_the_audit(run: Path, tmp_path: Path) -> None:
    from optimizer.store import canonical, read_run
    from optimizer.store.manifest import answer_of, seal_of
    from optimizer.store.whole import hashes

    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(run), str(copy)], check=True)
    stored = read_run(copy)
    first = stored.outcome.plan.outputs[0]
    more = first.model_copy(update={"quantity": first.quantity + 1})
    plan = stored.outcome.plan.model_copy(update={"outputs": (more, *stored.outcome.plan.outputs[1:])})
    outcome = stored.outcome.model_copy(update={"plan": plan})
    (copy / "outcome.json").write_bytes(canonical(outcome))
    manifest = stored.manifest.model_copy(update={"files": hashes(copy), "answer": answer_of(outcome)})
    manifest = manifest.model_copy(update={"seal": seal_of(manifest)})
    (copy / "manifest.json").write_bytes(canonical(manifest))
    done = lodeplan("verify", copy, "--json")
    assert done.returncode == 1
    assert any("hard clause" in fault["en"] for fault in json.loads(done.stdout)["faults"])


def test_bad_input_is_two_lists_everything_and_writes_nothing(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    subprocess.run(["cp", "-r", str(small), str(folder)], check=True)
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(
        text.replace('"capacity": 3', '"capacity": -3').replace('"most_capacity": 10', '"most_capacity": "ten"'),
        encoding="utf-8",
    )
    done = lodeplan("solve", folder, "--out", tmp_path / "run", "--json")
    assert done.returncode == 2
    assert {problem["field"] for problem in json.loads(done.stdout)["problems"]} >= {"capacity", "most_capacity"}
    assert not (tmp_path / "run").exists()
    assert lodeplan("check", folder).returncode == 2


def test_impossible_is_three_and_names_the_clauses(tmp_path: Path) -> None:
    # Demand 50 must be met (hard), 3 + 10 can be produced: impossible.
    wanted = policy(demand={"mode": "hard"})
    built = case(blocks=(block(),), mines=(mine(),), demands=(demand("2022", "50"),), policy=wanted)
    done = lodeplan("solve", write_instance(built, tmp_path / "x"), "--json", cwd=tmp_path)
    assert done.returncode == 3
    assert "demand" in json.loads(done.stdout)["conflict"]


def test_no_plan_in_time_is_four(tmp_path: Path) -> None:
    done = lodeplan("solve", COUNTY, "--seconds", "0.0001", "--backend", "highs", "--out", tmp_path / "run", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["verdict"]) == (4, "stopped")
    assert not (tmp_path / "run").exists()


def test_interrupt_keeps_the_best_plan_so_far(tmp_path: Path) -> None:
    command = [*LODEPLAN, "solve", str(COUNTY), "--json", "--no-report", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as child:
        # The county's cost tier takes seconds; a plan is known from the tiers before it.
        while (line := child.stderr.readline()) and "cost" not in line:
            pass
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=60)
    answer = json.loads(out)
    assert child.returncode == 0
    assert answer["verdict"] in {"within_gap", "proven_best"}
    assert answer["plan"]["decisions"]


@pytest.mark.parametrize("words", [("--backend", "abacus"), ("--lang", "fr"), ("--threads", "0")])
def test_wrong_options_are_told(small: Path, words: tuple[str, str]) -> None:
    done = lodeplan("solve", small, *words)
    assert done.returncode == 2
    assert words[0].lstrip("-") in done.stderr


def test_export_and_schema(small: Path, tmp_path: Path) -> None:
    assert lodeplan("export", small, tmp_path / "x.mps", "--json").returncode == 0
    assert "ENDATA" in (tmp_path / "x.mps").read_text(encoding="utf-8")
    assert lodeplan("export", small, tmp_path / "x.lp", "--tier", "shortage").returncode == 0
    for name in ("outcome", "bench"):
        assert json.loads(lodeplan("schema", name).stdout)["title"] == name.title()


def test_report_writes_a_run_again_in_english(run: Path, tmp_path: Path) -> None:
    done = lodeplan("report", run, "--out", tmp_path / "en", "--lang", "en", "--json")
    assert done.returncode == 0
    assert "tables.xlsx" in json.loads(done.stdout)["parts"]
    assert "roven best" in (tmp_path / "en" / "summary.txt").read_text(encoding="utf-8")


def test_report_names_its_own_place_beside_the_run(run: Path) -> None:
    assert lodeplan("report", run, "--xlsx").returncode == 0
    assert (run.with_name(f"{run.name}-papers") / "plan-zh.xlsx").is_file()
    assert lodeplan("report", run, "--html").returncode == 0
    assert run.with_name(f"{run.name}.html").is_file()
    again = lodeplan("report", run, "--html")
    assert again.returncode == 2 and "--out" in again.stderr


def test_the_tuple_of_verbs_is_what_the_command_line_offers() -> None:
    assert [command.name for command in app_of().registered_commands] == list(VERBS)
    assert all(verb(name).__doc__ for name in VERBS)
    # Every file of the folder with a verb in it is offered.
    folder = Path(importlib.import_module("optimizer.cli").__file__ or "").parent
    spoken = {path.stem for path in folder.glob("*.py") if f"\ndef {path.stem}(" in path.read_text(encoding="utf-8")}
    assert spoken <= {name.replace("-", "_") for name in VERBS}


def test_one_verb_alone_is_loaded() -> None:
    code = "import sys; sys.argv = ['lodeplan', 'schema', 'case']; from optimizer.cli import main\n"
    code += "try: main()\nexcept SystemExit: print('matplotlib' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr.strip() == "False"


def test_the_readme_names_every_verb() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in VERBS if f"`lodeplan {name}" not in readme] == []


BRACKETED = re.compile(r"\[[^\]]+\]")


def helped(name: str) -> tuple[str, ...]:
    """Return what the options of a verb say of themselves, as they were written."""
    hints = get_type_hints(verb(name), include_extras=True).values()
    infos = (part for hint in hints for part in getattr(hint, "__metadata__", ()))
    return tuple(info.help for info in infos if getattr(info, "help", None))


def test_some_options_have_units_in_brackets() -> None:
    assert sum(len(BRACKETED.findall(words)) for name in VERBS for words in helped(name)) > 5


@pytest.mark.parametrize("name", VERBS)
def test_help_loses_nothing_that_stands_in_brackets(name: str) -> None:
    told = CliRunner().invoke(app_of(), [name, "--help"], env={"COLUMNS": "500", "TERMINAL_WIDTH": "500"}).stdout
    assert told
    for words in helped(name):
        for unit in BRACKETED.findall(words):
            assert unit in told
            assert "\\" + unit not in told
