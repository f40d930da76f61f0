"""Stored runs compared as a person would, on the county's runs and a case of other ground, in a real Chromium."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serve.boards import served
from serve.person import at, picture, spot
from serve.shelves import GONE, MOVED, county_results
from typer.testing import CliRunner

from models import Outcome
from optimizer.cli.app import app_of
from optimizer.reporting.maps.difference import goes_on
from optimizer.serve.opening import board_of
from optimizer.serve.queue import Queue
from optimizer.store import read_run

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county_results(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def address(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    board = board_of(results / "fangcheng", tmp_path_factory.mktemp("store"), Queue(0), results=results)
    with served(board) as found:
        yield found


def outcomes(results: Path) -> dict[str, Outcome]:
    return {path.parent.name.split(".")[0]: read_run(path.parent).outcome for path in results.glob("*/manifest.json")}


def listed(page: Page) -> None:
    """Open the panel and wait until every run is told current, stale or unknown."""
    page.click("#tab-compare")
    expect(page.locator("#plans tr[data-plan]")).to_have_count(4)
    expect(page.locator("#plans")).not_to_contain_text("核对时效")


def choose(page: Page, side: int, folder: str) -> None:
    page.locator("#plans tr", has_text=folder).locator("input").nth(side).check()


def compare(page: Page, second: str, mode: str = "side") -> None:
    choose(page, 1, second)
    page.click(f"#compare-{mode}")
    expect(page.locator("#compare-state")).to_have_text("")
    expect(page.locator("#compared")).to_be_visible()


def test_runs_are_picked_by_title_verdict_date_and_standing(page: Page, address: str) -> None:
    with at(page, address):
        listed(page)
        own = page.locator("#plans tr", has_text="当前打开")
        expect(own).to_contain_text("fangcheng（无情景）")
        expect(own).to_contain_text("找不到算例")  # the reference run came without its instance
        expect(own.locator("input").nth(0)).to_be_checked()
        line = page.locator("#plans tr", has_text="fangcheng-no_new_blocks")
        for words in ("一个区块也不投放", "no_new_blocks", "已证明最优", "有效", "highs 0", "20"):
            expect(line).to_contain_text(words)
        expect(page.locator("#plans tr", has_text="other-no_new_blocks")).to_contain_text("另一算例 other")
        picture(page, "compare-picker")


def test_two_scenarios_side_by_side_on_one_view(page: Page, address: str, results: Path) -> None:
    known = outcomes(results)
    first, second = known["fangcheng"], known["fangcheng-no_new_blocks"]
    assert first.plan is not None and second.plan is not None
    with at(page, address):
        listed(page)
        compare(page, "fangcheng-no_new_blocks")
        expect(page.locator("#map .caption")).to_have_text("A fangcheng（无情景）")
        expect(page.locator("#second .caption")).to_have_text("B 一个区块也不投放（no_new_blocks）")
        differing = [s for s, one in first.plan.decision.items() if one != second.plan.decision[s]]
        expect(page.locator("#compared-sites tbody tr")).to_have_count(len(differing))
        total = page.locator("#compared-objective tr", has_text="总费用 合计")
        costs = [next(tier.value for tier in one.tiers if tier.name == "cost") for one in (first, second)]
        expect(total).to_contain_text(f"{float(costs[0]):,.4f}".rstrip("0"))
        expect(total).to_contain_text(f"{float(costs[1]):,.4f}".rstrip("0"))
        page.wait_for_timeout(500)
        picture(page, "compare-side-by-side")
        assert page.locator("#map").screenshot() != page.locator("#second").screenshot()
        _synced(page)
        _table(page)


def _synced(page: Page) -> None:
    """What is moved on one map is moved on the other: they share a view."""
    before = page.evaluate("[0, 1].map((k) => lodeplan.pixelOf('CQ-06', k).map(Math.round))")
    assert before[0] == before[1]
    page.locator("#second").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(600)
    after = page.evaluate("[0, 1].map((k) => lodeplan.pixelOf('CQ-06', k).map(Math.round))")
    assert after[0] == after[1] != before[0]
    page.keyboard.press("+")
    page.wait_for_timeout(600)
    last = page.evaluate("[0, 1].map((k) => lodeplan.pixelOf('CQ-06', k).map(Math.round))")
    assert last[0] == last[1] != after[0]


def _table(page: Page) -> None:
    """Both courses stand in the table of sites, and a click on a line of the comparison leads there."""
    row = page.locator("#table .tabulator-row", has_text="CQ-06")
    expect(row.locator("[tabulator-field=side0]")).to_have_text("投放 2022 171.1")
    expect(row.locator("[tabulator-field=side1]")).to_have_text("不投放")
    page.locator("#compared-sites tr[data-site=CQ-06]").click()
    expect(page.locator("#table .tabulator-row.tabulator-selected")).to_contain_text("CQ-06")
    page.click("#compare-end")
    expect(page.locator("#second")).to_be_hidden()
    expect(page.locator("#table [tabulator-field=side0]")).to_have_count(0)


def test_a_swipe_parts_the_two_and_change_colours_what_differs(page: Page, address: str) -> None:
    with at(page, address):
        listed(page)
        compare(page, "fangcheng-mergers_only", "swipe")
        assert page.evaluate("document.activeElement.id") == "swipe"
        page.select_option("#colour", "change")
        page.locator("#swipe").focus()
        for _ in range(20):
            page.keyboard.press("ArrowLeft")
        assert "30%" in page.locator("#second").evaluate("one => one.style.clipPath")
        page.click("#legend summary")
        expect(page.locator("#legend")).to_contain_text("无变化")
        expect(page.locator("#legend")).to_contain_text("年度、规模或方式不同")
        page.wait_for_timeout(500)
        picture(page, "compare-swipe")


def test_sites_and_ground_of_another_case_are_shown_as_such(page: Page, address: str) -> None:
    with at(page, address):
        listed(page)
        compare(page, "other-no_new_blocks")
        assert page.evaluate(f"lodeplan.pixelOf('{GONE}', 0)") is not None
        assert page.evaluate(f"lodeplan.pixelOf('{GONE}', 1)") is None
        first, second = page.evaluate(f"[0, 1].map((k) => lodeplan.pixelOf('{MOVED}', k))")
        assert second[0] > first[0] and abs(second[1] - first[1]) < 0.5  # 300 m further east
        expect(page.locator("#compared .remark").first).to_contain_text("算例不同")
        expect(page.locator("#compared .remark").last).to_contain_text(f"范围不同，各按其成果绘出：{MOVED}")
        expect(page.locator(f"#compared-sites tr[data-site={GONE}]")).to_contain_text("有无")
        page.select_option("#colour", "change")
        page.click("#legend summary")
        expect(page.locator("#legend")).to_contain_text("仅一方有此处 1 | 0")
        page.wait_for_timeout(500)
        picture(page, "compare-other-case")


def test_agreement_across_many_is_colour_column_and_words(page: Page, address: str, results: Path) -> None:
    with at(page, address):
        listed(page)
        page.click("#pick-fresh")
        expect(page.locator("#plans input[type=checkbox]:checked")).to_have_count(2)  # same case and current
        choose(page, 2, "当前打开")
        page.click("#count-plans")
        expect(page.locator("#agreed h2")).to_contain_text("参与统计的方案数 3")
        plans = [one.plan for name, one in outcomes(results).items() if not name.startswith("other")]
        held = sum(plan is not None and goes_on(plan.decision["CQ-06"]) for plan in plans)
        row = page.locator("#table .tabulator-row", has_text="CQ-06")
        expect(row.locator("[tabulator-field=agreed]")).to_contain_text(f"{held}/3")
        split = [s for s in plans[0].decision if len({plan.decision[s] for plan in plans}) > 1]  # type: ignore[union-attr]
        expect(page.locator("#agreed h3").first).to_contain_text(f"（{len(split)} / 68）")
        expect(page.locator("#legend")).to_contain_text("3 / 3")
        page.wait_for_timeout(500)
        picture(page, "compare-agreement")
        page.click("#language")
        expect(page.locator("#agreed h2")).to_contain_text("plans counted 3")
        page.wait_for_timeout(300)
        picture(page, "compare-agreement-english")


def test_the_export_holds_what_is_on_the_screen(page: Page, address: str) -> None:
    with at(page, address):
        listed(page)
        choose(page, 1, "fangcheng-no_new_blocks")
        with page.expect_download(timeout=60_000) as download:
            page.click("#compare-export")
        data = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = {name.split("/", 1)[1] for name in packed.namelist()}
        told = json.loads(packed.read("comparison/comparison.json"))
    assert {"comparison.xlsx", "comparison.gpkg", "maps/difference.png", "tables/C2-sites.csv"} <= names
    assert [one["scenario"] for one in told["runs"]] == ["", "no_new_blocks"]


def test_the_single_file_compares_from_disk(page: Page, results: Path, tmp_path: Path) -> None:
    others = [str(next(results.glob(f"*{name}*"))) for name in ("fangcheng-no_new", "mergers_only")]
    file = tmp_path / "report.html"
    words = ["report", str(results / "fangcheng"), "--html", "--out", str(file)]
    done = CliRunner().invoke(app_of(), [*words, "--against", others[0], "--against", others[1]])
    assert done.exit_code == 0, done.output
    assert file.stat().st_size < 6_000_000
    known = outcomes(results)
    first, second = known["fangcheng"].plan, known["fangcheng-no_new_blocks"].plan
    assert first is not None and second is not None
    with at(page, file.as_uri()):
        page.click("#tab-compare")
        expect(page.locator("#plans tr[data-plan]")).to_have_count(3)
        choose(page, 0, "no_new_blocks")
        choose(page, 1, "原方案")
        page.click("#compare-side")  # the two are in the file once, the report's own plan as A
        expect(page.locator("#map .caption")).to_have_text("A 原方案")
        differing = [s for s, one in first.decision.items() if one != second.decision[s]]
        expect(page.locator("#compared-sites tbody tr")).to_have_count(len(differing))
        page.click("#count-plans")
        expect(page.locator("#agreed h2")).to_contain_text("3")
        expect(page.locator("#compare-export")).to_have_count(0)
        page.wait_for_timeout(400)
        picture(page, "compare-single-file")


def test_by_keyboard_alone(page: Page, address: str) -> None:
    with at(page, address):
        page.keyboard.press("6")
        expect(page.locator("#plans tr[data-plan]")).to_have_count(4)
        page.locator("#tab-help").focus()
        page.keyboard.press("Tab")  # into the panel: the first group of the picker, at the plan chosen
        assert page.evaluate("document.activeElement.type") == "radio"
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "compare-side":
                break
        page.keyboard.press("Enter")
        expect(page.locator("#compared-sites tbody tr").first).to_be_visible()
        page.locator("#compared-sites tbody tr").first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("lodeplan.state.focus") is not None


def test_on_a_projector(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    with at(page, address):
        page.click("#projector")
        listed(page)
        compare(page, "fangcheng-no_new_blocks")
        page.wait_for_timeout(500)
        picture(page, "compare-projector-1024x768")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert spot(page, "CQ-06")
