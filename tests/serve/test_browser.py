"""The board as a person uses it, on the county's reference run, in a real Chromium without WebGL or a network."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from serve.boards import RUN, served, small_board
from serve.person import at, click, lock, picture, solve, spot

from optimizer.instance import load_case
from optimizer.serve.guard import guard_of
from optimizer.serve.opening import equipped
from optimizer.serve.queue import Queue
from optimizer.serve.single import single_file
from optimizer.store import read_run

BLOCK = "CQ-06"


def rows(page: Page) -> int:
    return int(page.locator("#count").inner_text().split()[0])


def test_map_and_table_are_linked_both_ways(page: Page, county: str) -> None:
    with at(page, county):
        assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
        picture(page, "board-1366x768")
        page.mouse.move(*spot(page, BLOCK))
        expect(page.locator("#map .tip")).to_contain_text("柳河镇东坪")
        click(page, BLOCK)
        chosen = page.locator("#table .tabulator-row.tabulator-selected")
        expect(chosen).to_have_count(1)
        expect(chosen).to_contain_text(BLOCK)
        page.locator("#table .tabulator-row", has_text="CQ-04").click()
        expect(page.locator("#panel-site h2 small")).to_have_text("CQ-04")
        assert page.evaluate("[...lodeplan.state.selected]") == ["CQ-04"]


def test_filters_narrow_the_table_and_figures_filter_from_below(page: Page, county: str) -> None:
    with at(page, county):
        assert rows(page) == 68
        page.locator("#table .tabulator-col[tabulator-field=kind] input").press_sequentially("区块")
        expect(page.locator("#count")).to_have_text("19 行")  # 11 blocks and 8 exploration blocks
        page.locator("#table .tabulator-col[tabulator-field=after] input").press_sequentially("500")
        expect(page.locator("#count")).to_have_text("2 行")  # CQ-03 at 500 and CQ-04 at 650


def test_a_box_selects_and_layers_time_and_colours_change_the_map(page: Page, county: str) -> None:
    with at(page, county):
        page.click("#box")
        (x, y), shot = spot(page, BLOCK), page.locator("#map").screenshot
        page.mouse.move(x - 40, y - 40)
        page.mouse.down()
        page.mouse.move(x + 60, y + 60, steps=4)
        page.mouse.up()
        expect(page.locator("#chosen")).to_contain_text("已选")
        assert page.evaluate("lodeplan.state.selected.size") > 1
        seen = [shot()]
        for colour in ("year", "class", "slack", "agreement"):
            page.select_option("#colour", colour)
            page.wait_for_timeout(150)
            expect(page.locator("#legend summary")).to_contain_text("图例")
            seen.append(shot())
        page.select_option("#colour", "course")
        page.locator("#time").fill("0")
        expect(page.locator("#now")).to_have_text("2021")
        page.wait_for_timeout(150)
        seen.append(shot())
        picture(page, "year-2021")
        page.click(".layers summary")
        page.uncheck("[data-layer=mines]")
        page.wait_for_timeout(150)
        seen.append(shot())
        assert len(set(seen)) == len(seen)


def test_the_strip_shows_each_clause_and_opens_its_words(page: Page, county: str) -> None:
    with at(page, county):
        expect(page.locator("#strip")).to_contain_text("44 ＜ 45")
        expect(page.locator("#strip")).to_contain_text("52.3 %")
        expect(page.locator("#clauses-summary")).to_contain_text("✗ 1")  # two targets of exploration are not met
        page.click("#strip [data-clause=mine_count]")
        expect(page.locator("#clause-mine_count")).to_have_attribute("open", "")
        expect(page.locator("#clause-mine_count .quote")).to_be_visible()
        page.check("#only-off")
        expect(page.locator("#clause-mine_count")).to_have_count(0)
        expect(page.locator("#clause-exploration_target")).to_have_count(1)


def test_a_click_tells_why_and_a_lock_what_breaks_and_solving_what_differs(page: Page, county: str) -> None:
    with at(page, county):
        click(page, BLOCK)
        expect(page.locator("#done")).to_contain_text("投放 2022 · 171.1")
        expect(page.locator("ol.why li").first).to_contain_text("柳河镇东坪", timeout=60_000)
        expect(page.locator("ol.why")).to_contain_text("若不投放")
        picture(page, "why")
        lock(page, BLOCK, f"not_licensed|{BLOCK}")
        expect(page.locator("#broken")).to_contain_text("现方案将不符合的条款")
        expect(page.locator("#broken tbody tr")).to_have_count(1)
        picture(page, "broken")
        solve(page)
        expect(page.locator("#broken")).to_have_count(0)
        page.click("#tab-difference")
        expect(page.locator("#panel-difference")).to_contain_text("总费用增加")
        expect(page.locator("#panel-difference")).to_contain_text("柳河镇东坪")
        page.select_option("#colour", "change")
        page.wait_for_timeout(200)
        picture(page, "difference")
        _snapshot_and_compare(page)


def _snapshot_and_compare(page: Page) -> None:
    page.click("#tab-whatif")
    page.fill("#snapshot-name", "<b>不投放</b>")
    page.press("#snapshot-name", "Enter")
    expect(page.locator("#snapshots li")).to_contain_text("<b>不投放</b>")
    page.click("#undo")
    expect(page.locator("#steps .undone")).to_have_count(1)
    expect(page.locator("#strip")).to_contain_text("545,307.22")
    page.keyboard.press("Control+y")
    expect(page.locator("#steps .undone")).to_have_count(0)
    page.click("#tab-compare")
    page.select_option("#colour", "course")
    page.click("#compare-side")
    expect(page.locator("#second canvas").first).to_be_visible()
    page.wait_for_timeout(500)
    picture(page, "side-by-side")
    assert page.locator("#map").screenshot() != page.locator("#second").screenshot()
    page.click("#compare-swipe")
    page.locator("#swipe").fill("30")
    assert "30%" in page.locator("#second").evaluate("one => one.style.clipPath")
    picture(page, "swipe")
    page.click("#compare-end")
    expect(page.locator("#second")).to_be_hidden()


def test_figures_move_and_the_queue_stops_when_told(page: Page, county: str) -> None:
    with at(page, county):
        page.click("#tab-whatif")
        page.select_option("#figure", "policy.output_cap.caps[mineral=building_stone,measure=output].at_most")
        page.fill("#figure-value", "1400")
        page.click("#figure-set")
        expect(page.locator("#broken")).to_contain_text("总量")
        page.click("#solve")
        expect(page.locator("#progress")).to_contain_text("求解中", timeout=20_000)
        page.click("#stop")
        expect(page.locator("#progress")).to_contain_text("已停止", timeout=30_000)
        page.click("#reset")
        expect(page.locator("#steps li.undone")).to_have_count(1)


def test_minutes_are_signed_on_the_page(page: Page, county: str) -> None:
    with at(page, county):
        click(page, BLOCK)
        page.click("#tab-minutes")
        page.select_option("#opinion", "object")
        page.fill("#remark", "<script>alert(1)</script> 距村庄过近")
        page.fill("#signature", "张三")
        page.click("#minutes-form button")
        expect(page.locator("#minutes li")).to_contain_text("<script>alert(1)</script> 距村庄过近")
        expect(page.locator("#minutes li")).to_contain_text("张三")
        with page.expect_download() as download:
            page.click("#minutes-export")
        assert "距村庄过近" in Path(download.value.path()).read_text("utf-8-sig")


def test_by_keyboard_alone(page: Page, county: str) -> None:
    with at(page, county):
        page.keyboard.press("2")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#panel-site h2 small")).to_have_text("CQ-02")
        page.keyboard.press("Enter")
        page.keyboard.press("[")
        expect(page.locator("#now")).to_have_text("2025")
        page.keyboard.press("]")
        expect(page.locator("#now")).to_have_text("全期")
        page.keyboard.press("?")
        expect(page.locator("#panel-help li").first).to_be_visible()
        page.keyboard.press("l")
        expect(page.locator("#tab-whatif")).to_have_text("What if")
        expect(page.locator("#table .tabulator-col[tabulator-field=name]")).to_contain_text("Name")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.closest('.tabulator-header-filter') !== null")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body")
        picture(page, "english")


def test_on_a_projector_and_charts(page: Page, county: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    with at(page, county):
        page.click("#projector")
        page.click("#tab-charts")
        expect(page.locator("#chart-market canvas")).to_be_visible()
        page.wait_for_timeout(400)
        picture(page, "projector-1024x768")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_single_file_is_alive_from_disk(page: Page, tmp_path: Path) -> None:
    equipped()
    run = read_run(RUN)
    geometry = load_case(RUN / "inputs" / "instance").geometry
    assert geometry is not None
    file = tmp_path / "report.html"
    file.write_bytes(single_file(run.case, run.outcome, geometry.layers))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with at(page, file.as_uri()):
        click(page, BLOCK)
        expect(page.locator("#table .tabulator-row.tabulator-selected")).to_contain_text(BLOCK)
        page.locator("#table .tabulator-col[tabulator-field=mineral] input").press_sequentially("萤石")
        page.wait_for_function("() => parseInt(document.querySelector('#count').textContent) < 68")
        expect(page.locator("#tab-whatif")).to_have_count(0)
        picture(page, "single-file")
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]


def test_signing_in(page: Page, tmp_path: Path) -> None:
    with served(small_board(tmp_path, queue=Queue(0)), guard=guard_of("0.0.0.0", "correct horse")) as address:
        page.goto(address)
        page.fill("input[name=token]", "wrong token")
        page.keyboard.press("Enter")
        expect(page.locator("[role=alert]")).to_be_visible()
        page.fill("input[name=token]", "correct horse")
        page.keyboard.press("Enter")
        expect(page.locator("body[data-ready]")).to_be_attached()
        expect(page.locator("#map")).to_contain_text("没有图形数据")
