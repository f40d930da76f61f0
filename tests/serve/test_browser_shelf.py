"""The comparison in a browser on cases without ground: names that are markup, errors told, and a thousand blocks."""

from __future__ import annotations

import json
from pathlib import Path

import builders as b
import pytest
from folders import write_instance
from playwright.sync_api import Page, expect
from serve.boards import served, small_case
from serve.person import at, picture
from serve.shelves import opened, small_results, swept
from serve.wide import wide

from models import Action, Decision, Kind, Outcome
from optimizer.audit import audit, period_lines
from optimizer.serve.board import Board
from optimizer.serve.draft import Draft, Edit
from optimizer.serve.queue import Queue
from optimizer.serve.vault import Snapshot, Vault

EVIL = "<img src=x onerror=document.title='run'><script>document.title='run'</script>"


def test_names_of_runs_scenarios_and_sites_stay_text(page: Page, tmp_path: Path) -> None:
    case = small_case(blocks=(b.block(name=b.text(EVIL)), b.block("B2")))
    instance, results = write_instance(case, tmp_path / "small"), tmp_path / "results"
    (instance / "scenarios").mkdir()
    for name, action in (("yes", "licensed"), ("no", "not_licensed")):
        head = {"id": name, "title": {"zh": EVIL, "en": EVIL}, "reason": {"zh": "试", "en": "try"}}
        told = head | {"locks": [{"site": "B1", "action": action}]}
        (instance / "scenarios" / f"{name}.yaml").write_text(json.dumps(told), "utf-8")
    swept(instance, results, "yes,no")
    next(results.glob("*no.*")).rename(results / "<b onclick=alert(1)>=cmd|calc")
    with served(opened(results, tmp_path / "store", "yes")) as address, at(page, address):
        page.click("#tab-compare")
        expect(page.locator("#plans")).to_contain_text(EVIL)
        expect(page.locator("#plans")).to_contain_text("<b onclick=alert(1)>=cmd|calc")
        page.click("#compare-side")
        expect(page.locator("#compared-sites")).to_contain_text(EVIL)
        for one in page.locator("#plans input[type=checkbox]").all():
            one.check()
        page.click("#count-plans")
        expect(page.locator("#agreed")).to_contain_text(EVIL)
        expect(page.locator("#table .tabulator-col[tabulator-field=side1]")).to_contain_text("<img")
        assert page.title() != "run"
        assert page.locator("#board img, #board script, #board iframe, #board b[onclick]").count() == 0


def test_a_run_that_does_not_hold_is_told_in_words(page: Page, tmp_path: Path) -> None:
    results = small_results(tmp_path, "-,more,less")
    board = opened(results, tmp_path / "store")
    run = next(results.glob("*more*"))
    (run / "outcome.json").write_text((run / "outcome.json").read_text("utf-8") + " ", "utf-8")
    with served(board) as address:
        page.goto(address)
        page.click("#tab-compare")
        page.locator("#plans tr", has_text=run.name).locator("input").nth(1).check()
        page.click("#compare-side")
        expect(page.locator("#notices")).to_contain_text("LD-711")
        expect(page.locator("#notices")).to_contain_text("不成立")
        expect(page.locator("#compare-side")).to_be_enabled()
        page.locator("#plans tr", has_text="less").locator("input").nth(1).check()
        page.click("#compare-side")
        expect(page.locator("#compared-sites")).to_be_visible()


def tried(base: Outcome, case_blocks: int) -> tuple[Draft, Outcome]:
    """The wide case with its first third of blocks left out, as the answer of a what-if; judged by the audit."""
    case, _, _ = wide(case_blocks)
    assert base.plan is not None
    gone = {f"QK-{k:04d}" for k in range(0, case_blocks // 3, 3)}
    none = {name: b.decided(name, Kind.BLOCK, Action.NOT_LICENSED) for name in gone}
    decisions: tuple[Decision, ...] = tuple(none.get(one.site, one) for one in base.plan.decisions)
    outputs = tuple(one for one in base.plan.outputs if one.site not in gone)
    plan = base.plan.model_copy(update={"decisions": decisions, "outputs": outputs})
    judged = audit(case, plan)
    found = base.model_copy(
        update={"plan": plan, "periods": period_lines(judged.facts), "findings": judged.findings}
    )  # fmt: skip
    return Draft(steps=(Edit(text=b.text("locked"), locks=(b.locked("QK-0000", "not_licensed"),)),), at=1), found


@pytest.mark.long
def test_a_thousand_blocks_are_compared_and_counted(page: Page, tmp_path: Path) -> None:
    case, outcome, layers = wide(1000)
    board = Board(case, outcome, layers, Vault(tmp_path), Queue(0))
    draft, answer = tried(outcome, 1000)
    board.keep(draft, answer)
    board.vault.keep_snapshot(Snapshot(name="少投放", time="2026-01-01T00:00", draft=draft, key=board.key(draft)))
    with served(board) as address, at(page, address):
        page.click("#tab-compare")
        expect(page.locator("#plans tr[data-plan]")).to_have_count(2)
        page.click("#compare-side")
        # Of 1,000 blocks every third is licensed; of the first 333 the what-if leaves out 111.
        expect(page.locator("#compared-sites h3")).to_contain_text("（111）")
        expect(page.locator("#compared-sites tbody tr")).to_have_count(111)
        page.select_option("#colour", "change")
        page.wait_for_timeout(500)
        picture(page, "compare-wide-1000")
        for one in page.locator("#plans input[type=checkbox]").all():
            one.check()
        page.click("#count-plans")
        expect(page.locator("#agreed h3").first).to_contain_text("（111 / 1000）")
        page.locator("#table .tabulator-col[tabulator-field=agreed] input").press_sequentially("1/2")
        expect(page.locator("#count")).to_have_text("111 行")
        picture(page, "compare-wide-1000-agreement")
