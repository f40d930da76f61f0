"""The board in a browser on other cases: without a plan yet, with none possible, with a thousand blocks."""

from __future__ import annotations

from pathlib import Path

import builders as b
import pytest
from playwright.sync_api import Page, expect
from serve.boards import served, small_board, small_case
from serve.person import at, click, lock, picture, solve
from serve.wide import wide

from optimizer.serve.board import Board
from optimizer.serve.queue import Queue
from optimizer.serve.vault import Vault


def test_an_instance_is_solved_then_made_impossible_and_mended_by_one_click(page: Page, tmp_path: Path) -> None:
    with served(small_board(tmp_path, solved=False)) as address, at(page, address):
        expect(page.locator("#strip")).to_contain_text("没有方案")
        solve(page)
        expect(page.locator("#strip")).to_contain_text("已证明最优")
        for site in ("B1", "B2"):
            lock(page, site, f"licensed|{site}")
        page.select_option("#figure", "policy.mine_count.limits[*].at_most")
        page.fill("#figure-value", "1")
        page.click("#figure-set")
        expect(page.locator("#steps li")).to_have_count(3)
        solve(page)
        expect(page.locator("#impossible")).to_be_visible()
        page.click("#find-conflict")
        expect(page.locator("#repairs li").first).to_be_visible(timeout=60_000)
        expect(page.locator("#conflict")).to_contain_text("矿山数 2022")
        expect(page.locator("#conflict")).not_to_contain_text("licensed")
        picture(page, "conflict")
        page.locator("#repairs .repair").first.click()
        expect(page.locator("#steps li")).to_have_count(4)
        solve(page)
        expect(page.locator("#strip")).to_contain_text("已证明最优")
        expect(page.locator("#conflict")).to_have_count(0)


def test_names_that_are_markup_stay_text_on_the_screen(page: Page, tmp_path: Path) -> None:
    evil = "<img src=x onerror=document.title='run'><script>document.title='run'</script>"
    case = small_case(blocks=(b.block(name=b.text(evil), township=evil), b.block("B2")))
    with served(small_board(tmp_path, case, Queue(0))) as address, at(page, address):
        lock(page, "B1", "not_licensed|B1")
        expect(page.locator("#steps li")).to_contain_text(evil)
        for panel in ("site", "difference", "compare", "clauses", "charts", "minutes"):
            page.click(f"#tab-{panel}")
        expect(page.locator("#table .tabulator-row").first).to_contain_text(evil)
        assert page.title() != "run"
        assert page.locator("#board img, #board script, #board iframe").count() == 0


@pytest.mark.long
def test_a_thousand_blocks_are_used_as_a_county_is(page: Page, tmp_path: Path) -> None:
    case, outcome, layers = wide(1000)
    board = Board(case, outcome, layers, Vault(tmp_path), Queue(0))
    with served(board) as address, at(page, address):
        picture(page, "wide-1000")
        click(page, "QK-0510")
        page.locator("#table .tabulator-col[tabulator-field=township] input").press_sequentially("第7乡镇")
        expect(page.locator("#count")).to_have_text("50 行")  # one in twenty of a thousand
        lock(page, "QK-0510", "not_licensed|QK-0510")
        expect(page.locator("#broken tbody tr")).to_have_count(1)
        page.select_option("#colour", "year")
        page.locator("#time").fill("1")
        picture(page, "wide-1000-2022")
