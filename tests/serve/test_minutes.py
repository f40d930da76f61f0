"""The minutes are only added to, and every change of what stands there is found at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.serve.codes import BoardError
from optimizer.serve.minutes import FIRST, Remark, append, read


def remark(words: str = "同意", name: str = "李四", site: str = "CQ-01") -> Remark:
    return Remark(site=site, opinion="agree", words=words, name=name)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.jsonl"
    for words in ("一", "二", "三"):
        append(path, remark(words), "base")
    return path


def test_lines_are_numbered_dated_and_chained(book: Path) -> None:
    lines = read(book)
    assert [line.number for line in lines] == [1, 2, 3]
    assert [line.before for line in lines] == [FIRST, lines[0].hash, lines[1].hash]
    assert all(line.time.endswith("+00:00") and line.plan == "base" for line in lines)


def test_a_change_a_loss_and_an_exchange_are_found_and_stop_further_writing(book: Path) -> None:
    texts = book.read_text("utf-8").splitlines()
    for number, broken in (
        (2, [texts[0], texts[1].replace("二", "两"), texts[2]]),
        (2, [texts[0], texts[2]]),
        (1, [texts[1], texts[0], texts[2]]),
        (3, [*texts[:2], texts[2][:-5]]),
    ):
        book.write_text("\n".join(broken) + "\n", "utf-8")
        for attempt in (lambda: read(book), lambda: append(book, remark())):
            with pytest.raises(BoardError) as caught:
                attempt()
            assert (caught.value.problems[0].code, caught.value.problems[0].value) == ("LD-910", str(number))
        assert len(book.read_text("utf-8").splitlines()) == len(broken)


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=200).filter(str.strip), st.text(min_size=1, max_size=60).filter(str.strip))
def test_whatever_is_said_is_one_line_and_reads_back(
    tmp_path_factory: pytest.TempPathFactory, words: str, name: str
) -> None:
    path = tmp_path_factory.mktemp("minutes") / "minutes.jsonl"
    said = remark(words, name)
    append(path, said)
    append(path, remark())
    assert [line.words for line in read(path)] == [said.words, "同意"]
    assert [json.loads(line)["number"] for line in path.read_text("utf-8").split("\n")[:-1]] == [1, 2]
