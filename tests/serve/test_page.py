"""Names stay text wherever they stand: in the page, in the single file, in JSON and CSV; and the file is one file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import builders as b
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from reporting import sample
from serve.boards import client_of, small_board, small_case

from optimizer.serve.page import board_page, inside
from optimizer.serve.queue import Queue
from optimizer.serve.single import single_file

EVIL = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--<script>", "<img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "-1+1", "＝1+1", "\"><svg onload=alert(1)>", "javascript:alert(1)",
    "{{7*7}}", "{% raw %}",
    "${7*7}", "'; DROP TABLE mines; --", "\u2028\u2029", "\u202egnp.exe", "&lt;b&gt;", "]]>", "`${alert(1)}`",
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


@pytest.mark.parametrize("evil", EVIL)
def test_no_name_becomes_markup(evil: str, tmp_path: Path) -> None:
    name = evil.strip() or "x"
    case = small_case(
        blocks=(b.block(name=b.text(name), township=name), b.block("B2")),
        frame=small_case().frame.model_copy(update={"title": b.text(name)}),
    )
    board = small_board(tmp_path, case, Queue(0))
    html = single_file(case, board.base, {}).decode()
    page = board_page(name, "c", "zh")
    # The page's own elements and no more: one data script and one code script in the file, one script on the board.
    assert (html.count("<script"), html.count("</script>"), page.count("<script")) == (2, 2, 1)
    assert not re.search(r"<(img|svg|iframe|object|b>)", html.split('<script type="application/json"')[0])
    assert data_of(html)["sites"][0]["name"] == [name]  # type: ignore[index]
    with client_of(board) as client:
        assert client.get("/api/scene").json()["sites"][0]["name"] == [name]
        assert client.get("/").text.count("<script") == 1


@pytest.mark.parametrize("evil", EVIL)
def test_what_is_said_and_named_on_the_board_stays_text(evil: str, tmp_path: Path) -> None:
    words = evil.strip() or "x"
    with client_of(small_board(tmp_path, queue=Queue(0))) as client:
        assert client.post("/api/minutes", json={"words": words, "name": words[:60]}).json()[0]["words"] == words
        assert client.post("/api/snapshots", json={"name": words[:60]}).json()[0]["name"] == words[:60]
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
