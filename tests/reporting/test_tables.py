"""Tables, workbook, CSV: figures as planned, sums that add up, text that stays text, the same bytes every time."""

from __future__ import annotations

import csv
import time
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from reporting import sample

from models import Consent, Excluded, Layer, Text
from models.units import unit
from optimizer.reporting.book import HEADER, book
from optimizer.reporting.csv import csv_bytes, guarded
from optimizer.reporting.frames import barred_text, shapes_of
from optimizer.reporting.subjects import subject
from optimizer.reporting.tables import Table, tables_of
from optimizer.reporting.tables.conflicts import follows
from optimizer.reporting.tables.derived import CLAUSES
from optimizer.reporting.tables.table import Column, figure
from optimizer.reporting.words import amount
from optimizer.rules import RULES


def tables(name: str = "东山石料区块（示意）", with_plan: bool = True) -> dict[str, Table]:
    case = sample.case(name)
    shapes = shapes_of(case, sample.geometry().layers)
    return {table.name: table for table in tables_of(case, sample.outcome(with_plan), sample.ledger(), shapes)}


def column(table: Table, key: str) -> list[object]:
    index = [one.key for one in table.columns].index(key)
    return [row[index].zh if isinstance(row[index], Text) else row[index] for row in table.rows]  # type: ignore[union-attr]


def test_licences_follow_the_plan() -> None:
    table = tables()["licences"]
    assert column(table, "year") == ["2021", "不投放"]
    assert column(table, "capacity") == [300, None]
    assert column(table, "life") == [Decimal("8.0"), None]  # 2400 / 300
    assert column(table, "first_year") == [2022, None]  # 2021 + 1.5 is the middle of 2022
    assert column(table, "reserve_class") == ["大型", "中型"]
    assert column(table, "least") == [300, 100]
    assert table.totals()[4] == Decimal(2)  # 1.25 + 0.75 km²


def test_mines_are_disposed_of() -> None:
    table = tables()["mines"]
    assert column(table, "action") == ["整合→北段整合", "整合→北段整合", "保留", "关闭"]
    assert column(table, "restored") == [None, None, None, 2023]  # 2021 + 1.5, rounded up
    assert column(table, "kept") == [0, 0, 1, 0]
    assert str(column(table, "ground")[3]).startswith("技术落后")


def test_years_name_their_sites() -> None:
    assert column(tables()["years"], "which_closed") == ["萤石矿4", "—"]
    assert column(tables()["markets"], "room") == [5, 5]
    assert column(tables()["mergers"], "reduced") == [1]


def test_conformity_prefers_the_instance_source_and_tells_missing_data() -> None:
    table = tables()["conformity"]
    rows = dict(zip(column(table, "rule"), table.rows, strict=True))
    assert column(table, "line")[column(table, "rule").index("mine_count")] == "规划 L9 不超过5个"
    assert column(table, "verdict")[column(table, "rule").index("demand")] == "缺数据"
    assert column(table, "subject")[0] == "建筑石料 县城"
    assert set(rows) == {"output_cap", "mine_count", "capacity", "demand"}


def test_only_broken_clauses_are_justified() -> None:
    table = tables()["adjustments"]
    assert column(table, "item") == ["开采总量调控：建筑石料 县城", f"{CLAUSES['capacity'].title.zh}：建筑石料 县城"]
    assert column(table, "change") == [Decimal("0.125"), None]  # 90 against 80; nothing is a share of 0
    assert "〔" in str(column(table, "need")[0])


def test_conflicts_hold_what_was_cut_and_what_remains() -> None:
    table = tables()["conflicts"]
    assert column(table, "site") == ["B1", "M4", "B1"]
    assert column(table, "area") == [50000, 250000, Decimal("12.5")]
    assert column(table, "share") == [Decimal("0.04"), Decimal("0.5"), None]


def test_what_follows_from_an_overlap_is_said_by_layer_and_consent() -> None:
    # the reserve concerns class 2 (M4, fluorite), not stone (B2); B1's overlap with the pipe is agreed to on paper
    case = sample.case()
    layers = (
        Layer.model_validate(
            {"id": "reserve", "name": Text(zh="保护区", en="Reserve"), "forbids": "any", "catalogue_classes": (2,)}
        ),
        Layer.model_validate(
            {"id": "pipe", "name": Text(zh="管道", en="Pipe"), "touched": "consent", "minerals": ("stone",)}
        ),
    )
    lines = [("M4", "reserve", False), ("B2", "reserve", False), ("B1", "pipe", True), ("B2", "pipe", False)]
    excluded = tuple(
        Excluded(site=site, layer=layer, area_m2=9, share=0, consent=agreed)  # type: ignore[arg-type]
        for site, layer, agreed in lines
    )
    consent = Consent(site="B1", layer="pipe", by="管道公司", date="2022-05", sources={"*": "public: 函7号"})
    case = case.model_copy(update={"layers": layers, "consents": (consent,)})
    assert [follows(case, layers[line.layer == "pipe"], line).zh for line in excluded] == [
        "现有矿山：不得扩建，可依法关闭退出", "图层不限制该开采方式或矿种，或在容差以内",
        "已取得主管单位同意（有记录）：管道公司 2022-05：公开资料: 函7号", "未取得同意前不得投放",
    ]  # fmt: skip
    assert barred_text(case, layers[0]).zh == "一切开采：第二类"
    assert barred_text(case, layers[1]).en == "open pit: Building stone"


def test_corners_run_clockwise_from_the_north_west() -> None:
    table = tables()["corners"]
    assert [(int(x), int(y)) for x, y in zip(column(table, "x"), column(table, "y"), strict=True)] == [  # type: ignore[call-overload]
        (3705000, 503000), (3705000, 504000), (3704000, 504000), (3704000, 503000),
    ]  # fmt: skip


def test_every_assumed_figure_is_listed() -> None:
    table = tables()["sources"]
    rows = [(row[2], row[3], row[5]) for row in table.rows]
    assert ("M3", "capacity", 3) in rows
    assert column(table, "kind")[rows.index(("M3", "capacity", 3))] == "假定"


def test_without_a_plan_nothing_is_decided() -> None:
    found = tables(with_plan=False)
    assert column(found["mines"], "action") == ["未定"] * 4
    assert found["years"].rows == ()
    assert column(found["licences"], "year") == [None, None]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbook_sums_stand_with_their_values(language: str) -> None:
    found = tuple(tables().values())
    content = BytesIO(book(found, sample.case().frame, language))  # type: ignore[arg-type]
    values, formulas = load_workbook(content, data_only=True), load_workbook(content)
    for table, name in zip(found, values.sheetnames, strict=True):
        row = HEADER + 2 + len(table.rows)
        for index, total in table.totals().items():
            cells = [values[name].cell(at, index + 1).value or 0 for at in range(HEADER + 2, row)]
            assert str(formulas[name].cell(row, index + 1).value).startswith("=SUM(")
            assert values[name].cell(row, index + 1).value == pytest.approx(float(total))
            assert sum(cells) == pytest.approx(float(total))


def test_workbook_is_set_up_for_printing() -> None:
    workbook = load_workbook(BytesIO(book(tuple(tables().values()), sample.case().frame)))
    sheet = workbook["1 开采规划区块投放方案表"]
    assert sheet.freeze_panes == "D4"
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.auto_filter.ref == "A3:Z5"
    assert sheet["A4"].font.name == "宋体"
    assert sheet["E4"].number_format == "#,##0.0000"


def test_workbook_bytes_do_not_depend_on_the_clock() -> None:
    found, frame = tuple(tables().values()), sample.case().frame
    first = book(found, frame)
    time.sleep(2.1)  # the resolution of an archive's time is two seconds
    assert book(found, frame) == first


@pytest.mark.parametrize("evil", [sample.EVIL, "+1+1", "-2+3", "@SUM(A1)", "＝1"])
def test_names_never_become_formulas(evil: str) -> None:
    table = tables(evil)["licences"]
    workbook = load_workbook(BytesIO(book((table,), sample.case().frame)))
    cell = workbook.worksheets[0].cell(HEADER + 2, 3)
    assert (cell.value, cell.data_type) == (evil, "s")
    line = next(row for row in csv.reader(StringIO(csv_bytes(table).decode("utf-8-sig"))) if row[1] == "B1")
    assert line[2] == f"'{evil}"


def test_csv_is_plain_and_excel_reads_it() -> None:
    content = csv_bytes(tables()["licences"])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert rows[0][4] == "区块面积（km²）"
    assert rows[1][4] == "1.2500"
    assert guarded("-") == "-"


def test_rows_of_the_wrong_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Table("t", "9", "表", "table", (Column("a", "甲", "A"),), ((1, 2),))


def test_small_helpers() -> None:
    assert figure(Fraction(1, 3)) == Decimal("0.33")
    assert figure(Fraction(5, 2), 0) == Decimal(2)
    assert unit("万t CaF₂").en == "10⁴ t CaF₂"
    assert amount(Decimal(300), "万t", "en") == "300×10⁴ t"
    told = subject(sample.case())
    assert told("large and medium").zh == "大中型矿山"
    assert told("B1 recoverable").en == "East block recoverable resource"


def test_every_rule_has_a_clause_to_print() -> None:
    assert len(CLAUSES) == len(RULES)
