"""`lodeplan serve` and `lodeplan report --html` as an office types them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from click.testing import Result
from typer.testing import CliRunner

from models import BadInputError
from optimizer.cli.app import app_of
from optimizer.serve import opening
from optimizer.serve.codes import BoardError
from optimizer.serve.minutes import Remark
from optimizer.serve.vault import Vault

LODEPLAN = [sys.executable, "-c", "from optimizer.cli import main; main()"]
RUN = Path(__file__).parents[2] / "results" / "fangcheng"


def lodeplan(*words: object) -> Result:
    return CliRunner().invoke(app_of(), [str(word) for word in words])


def test_beyond_this_machine_it_does_not_start_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LODEPLAN_TOKEN", raising=False)
    done = lodeplan("serve", RUN, "--host", "0.0.0.0")
    assert isinstance(done.exception, BadInputError)
    assert [one.code for one in done.exception.problems] == ["LD-902"]


def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda name: None if name == "uvicorn" else object())
    with pytest.raises(BoardError) as caught:
        opening.equipped()
    problem = caught.value.problems[0]
    assert (problem.code, problem.value) == ("LD-901", "uvicorn")
    assert "lodeplan[board]" in problem.remedy.zh


def test_it_says_where_it_listens_answers_there_and_ends_when_interrupted(tmp_path: Path) -> None:
    command = [*LODEPLAN, "serve", str(RUN), "--port", "0", "--store", str(tmp_path), "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as board:
        try:
            assert board.stdout is not None
            address = board.stdout.readline().split()[1]
            assert address.startswith("http://127.0.0.1:")
            page = httpx2.get(address, timeout=30)
            assert page.status_code == 200 and 'lang="en"' in page.text
            board.send_signal(signal.SIGINT)
            board.wait(30)
        finally:
            board.kill()
    assert not (RUN / "drafts").exists()


def test_the_report_is_one_new_file(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "report.html"
    done = lodeplan("report", RUN, "--html", "--out", out, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"out": str(out), "bytes": out.stat().st_size}
    assert lodeplan("report", RUN, "--html", "--out", out).exit_code == 2


def test_the_report_takes_along_what_was_said_on_the_board(tmp_path: Path) -> None:
    Vault(tmp_path / "board").add_remark(Remark(words="距村庄过近", name="张三", site="CQ-06"), "base")
    out = tmp_path / "report.html"
    assert lodeplan("report", RUN, "--html", "--out", out, "--store", tmp_path / "board").exit_code == 0
    assert '"words":"距村庄过近","name":"张三"' in out.read_text("utf-8")
