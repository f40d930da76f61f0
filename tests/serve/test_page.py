"""Names stay text wherever they stand: in the page, in the single file, in JSON and CSV; and the file is one file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import builders as b
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from reporting import sample
from serve.boards import client_of, small_board, small_case

from models import Outcome, Verdict
from optimizer.serve.page import board_page, inside
from optimizer.serve.queue import Queue
from optimizer.serve.single import single_file

EVIL = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--<script>", "<img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "-1+1", "＝1+1", "\"><svg onload=alert(1)>", "javascript:alert(1)",
    "{{7*7}}", "{% raw %}",
    "${7*7}", "'; DROP TABLE mines; --", "\u2028x\u2029", "\u202egnp.exe", "&lt;b&gt;", "]]>", "`${alert(1)}`",
)  # fmt: skip


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="scene">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    told: dict[str, object] = json.loads(found.group(1))
    return told


@given(st.text())
def test_data_cannot_end_its_element_and_reads_back(text: str) -> None:
    told = inside({"name": text})
    assert not set("<>&\u2028\u2029") & set(told)
    assert json.loads(told) == {"name": text}


def test_no_name_becomes_markup(tmp_path: Path) -> None:
    blocks = tuple(b.block(f"B{k}", name=b.text(evil), township=evil) for k, evil in enumerate(EVIL))
    case = small_case(blocks=blocks, frame=small_case().frame.model_copy(update={"title": b.text(EVIL[1])}))
    board = small_board(tmp_path, case, Queue(0), solved=False)
    outcome = Outcome(case="test", verdict=Verdict.STOPPED, remarks=EVIL)
    html = single_file(case, outcome, {}).decode()
    # The page's own elements and no more: one data script and one code script in the file, one script on the board.
    assert (html.count("<script"), html.count("</script>")) == (2, 2)
    assert not re.search(r"<(img|svg|iframe|object|b)\b", html.split('<script type="application/json"')[0])
    wanted = [[evil.strip()] for evil in EVIL]
    assert [one["name"] for one in data_of(html)["sites"][: len(EVIL)]] == wanted  # type: ignore[index]
    assert all(board_page(evil, "c", "zh").count("<script") == 1 for evil in EVIL)
    with client_of(board) as client:
        assert [one["name"] for one in client.get("/api/scene").json()["sites"][: len(EVIL)]] == wanted
        assert client.get("/").text.count("<script") == 1


def test_what_is_said_and_named_on_the_board_stays_text(tmp_path: Path) -> None:
    with client_of(small_board(tmp_path, queue=Queue(0), solved=False)) as client:
        for evil in EVIL:
            words = evil.strip()
            assert client.post("/api/minutes", json={"words": words, "name": words[:60]}).json()[-1]["words"] == words
            assert words[:60] in [s["name"] for s in client.post("/api/snapshots", json={"name": words[:60]}).json()]
        _csv_is_text(client)


def _csv_is_text(client: TestClient) -> None:
    answer = client.get("/api/minutes.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    cells = [cell.strip('"') for line in answer.text.splitlines()[1:] for cell in line.split(",")]
    assert not any(len(cell) > 1 and cell.startswith(("=", "+", "@", "＝", "-1")) for cell in cells)


def test_the_single_file_needs_nothing_and_runs_nothing_but_itself() -> None:
    html = single_file(sample.case(), sample.outcome(), sample.geometry().layers).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    rules = policy.group(1).replace("&#39;", "'")
    assert "default-src 'none'" in rules and "unsafe" not in rules and "http" not in rules
    code = html.rsplit("<script>", 1)[1].rsplit("</script>", 1)[0]
    style = html.split("<style>", 1)[1].split("</style>", 1)[0]
    for text in (code, style):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in rules
    assert not re.search(r'(src|href)="(?!data:)', html.split("<style>")[0])
    assert data_of(html)["single"] is True
    assert html == single_file(sample.case(), sample.outcome(), sample.geometry().layers).decode()
