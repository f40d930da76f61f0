"""The words that a planner reads, letter by letter, for a dozen problems; and the page that lists all codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from instance.plants import PLANTS, SCENARIOS
from instance.sound import spoil, write

from models import BadInputError
from optimizer.instance import load_case
from optimizer.library.errors import page

GOLDEN = {
    ("LD-104", "id"): ("同一节中“id”写了两次", "“id” is written twice in one section"),
    ("LD-109", "availability"): (
        "单元格无法解读：“2021”不是 键=值",
        "the cell cannot be read: “2021” is not key=value",
    ),
    ("LD-201", "quantity"): (
        "缺少列“quantity”（规划需求量 [核算单位/年]）",
        "column “quantity” is missing (planned figure [account unit/a])",
    ),
    ("LD-203", "lo"): ("不认识字段“lo”，是否应为“low”", "unknown field “lo”; did you mean “low”"),
    ("LD-205", "quantity"): ("“NaN”不是有限的数", "“NaN” is not a finite number"),
    ("LD-206", "resource"): ("“-6000”是负数，而此项不得为负", "“-6000” is negative, and this must not be"),
    ("LD-208", "method"): (
        "“undergruond”不在可选值内，是否应为“underground”",
        "“undergruond” is not one of the choices; did you mean “underground”",
    ),
    ("LD-211", "resource"): (
        "单位不符：写的是“6000万m3”，此处要求 万t",
        "wrong unit: “6000万m3” is given, 万t is wanted",
    ),
    ("LD-216", ""): (
        "记录内的数值相互矛盾：规划需求量 100 不在所写区间 120 至 100 之内",
        "the figures of this record contradict each other: quantity 100 lies outside its stated range 120 to 100",
    ),
    ("LD-301", "mineral"): (
        "没有名为“flourite”的矿种，是否应为“fluorite”",
        "there is no mineral “flourite”; did you mean “fluorite”",
    ),
    ("LD-308", "id"): ("标识“M3”重复，另一处在 mines[3]", "identifier “M3” is used twice, also at mines[3]"),
    ("LD-407", "resource"): (
        "区块“B1”储量规模为小型，而最低开采规模表不允许该级别的矿山",
        "block “B1” holds small reserves, and the least-scale table permits no mine of that class",
    ),
    ("LD-409", "members[1]"): (
        "整合方案“G2”把整合方案“G1”列为成员",
        "merger “G2” has the merger “G1” as a member",
    ),
    ("LD-413", "action"): (
        "对“B1”的指令相互矛盾：licensed 2022 与 not_licensed",
        "the locks on “B1” contradict each other: licensed 2022 and not_licensed",
    ),
    ("LD-417", "mineral"): (
        "有“talc”的需求，但没有任何矿山、区块生产它，也没有外购",
        "there is demand for “talc”, but no mine, block or import can give it",
    ),
    ("LD-502", "path"): (
        "路径“policy..strict”写法有误：第 8 个字符处应为名称",
        "path “policy..strict” cannot be read: a name is wanted at character 8",
    ),
    ("LD-504", "path"): (
        "“frame.county.zh”不能这样更改：“县”不是数值",
        "“frame.county.zh” cannot be changed so: “县” is not a figure",
    ),
    ("LD-503", "path"): (
        "路径“policy.class_share.strikt”在算例中找不到“strikt”，是否应为“strict”",
        "path “policy.class_share.strikt” finds no “strikt” in the case; did you mean “strict”",
    ),
}


@pytest.mark.parametrize(("code", "field"), GOLDEN, ids=[code for code, _ in GOLDEN])
def test_words(tmp_path: Path, code: str, field: str) -> None:
    plant = next(plant for plant in PLANTS if (plant.code, plant.field) == (code, field))
    folder = spoil(write(tmp_path), plant.file, plant.old, plant.new)
    with pytest.raises(BadInputError) as raised:
        load_case(folder, ["strict"] if plant in SCENARIOS else [])
    one = next(problem for problem in raised.value.problems if (problem.code, problem.field) == (code, field))
    assert (one.message.zh, one.message.en) == GOLDEN[code, field]


def test_the_page_lists_all_codes() -> None:
    text = (Path(__file__).parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
    assert text == page()
    codes = [line.split()[1] for line in text.splitlines() if line.startswith("| LD-")]
    assert len(codes) == len(set(codes)) > 150
