"""The page: whole in itself, in both languages, with everything that went wrong; the tables beside it."""

from __future__ import annotations

import re
from base64 import b64decode
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from benchmark.small import bench, part, subject, trial

from models import Text
from optimizer.bench.page import page
from optimizer.bench.record import Absent, Bench, Run, Subject
from optimizer.bench.tables import phases_table, whole_table


def toy(**more: object) -> Subject:
    a = Run(round=1, tool="a", parts=(part("compile", 0.5, memory=3), part("bound", 0.1, value=180.0)), load=1.5)
    b = Run(
        round=1, tool="b<i>", parts=(part("compile", 1.0), part("report", None, reason=Text(zh="无方案", en="no plan")))
    )
    absent = (Absent(tool="c", reason=Text(zh="本机不可用", en="not on this machine")),)
    return subject((a, b), ((trial("a"), trial("b<i>", 210, 8)),), absent=absent, published=200, **more)


def whole() -> Bench:
    return bench(
        toy(faults=(Text(zh="下界有误", en="wrong bound"),)),
        toy(name="toy2", statement=Text(zh="数据均为合成", en="all data are synthetic")),
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("基准测试", "数据均为合成", "下界有误", "本机不可用", "无方案", "线性松弛的对偶值")),
        ("en", ("Benchmark", "wrong bound", "no plan")),
    ],
)
def test_the_page_needs_no_network_and_says_what_went_wrong(language: str, words: tuple[str, ...]) -> None:
    text = page(whole(), language)  # type: ignore[arg-type]
    assert all(word in text for word in words)
    assert "http" not in re.sub(r'src="data:[^"]*"', "", text) and "<script" not in text
    assert "<i>" not in text and "b&lt;i&gt;" in text
    drawings = [b64decode(data) for data in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", text)]
    # one over all cases, and of each its phases and its progress
    assert len(drawings) == 5 and all(ElementTree.fromstring(one).tag.endswith("svg") for one in drawings)
    assert all(b"<text" not in one for one in drawings)  # letters are outlines: no font is needed


def test_equal_benchmarks_make_equal_pages() -> None:
    assert page(whole()) == page(whole())


def test_the_table_of_all_cases() -> None:
    table = whole_table(whole())
    rows = [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows[:2]]
    assert [row["tool"] for row in rows] == ["a", "b<i>"]
    assert [row["published"] for row in rows] == [Text(zh="达到", en="reached"), Text(zh="相差 +10", en="off by +10")]
    # 8 s against 4 s in the same round
    assert [row["proof"] for row in rows] == [4, 8] and rows[1]["ratio"] == 2


def test_what_is_published_stands_there_where_something_is() -> None:
    keys = [column.key for column in whole_table(bench(toy().model_copy(update={"published": None}))).columns]
    assert "published" not in keys and "cpu" in keys


def test_the_table_of_phases_has_three_columns_a_tool_and_no_empty_row() -> None:
    table = phases_table(toy(), 1)
    assert len(table.columns) == 1 + 3 * 2
    told = {row[0].en: row[1:] for row in table.rows if isinstance(row[0], Text)}
    assert told["compile"] == (Decimal("0.5"), 1, 3, 1, 2, None) and "report" not in told and "geometry" not in told


def test_plans_stay_out_of_the_plain_data() -> None:
    told = whole().told()
    trials = told["subjects"][0]["rounds"][0]["trials"]
    assert "plan" not in trials[0] and trials[0]["values"] == [200] and told["format"] == "lodeplan-bench-1"
