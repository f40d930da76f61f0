"""How long a meeting waits: click to dossier, lock to violated clauses, re-solve to difference; large made-up cases.

PYTHONPATH=.:tests python tests/bench/bench_board.py [ROUNDS]     prints medians and 95th percentiles in seconds
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter

import numpy as np
from playwright.sync_api import Page, expect, sync_playwright
from serve.boards import county_board, served
from serve.conftest import CHROMIUM
from serve.person import at, solve, spot
from serve.wide import wide

from optimizer.serve.board import Board
from optimizer.serve.queue import Queue
from optimizer.serve.single import single_file
from optimizer.serve.vault import Vault

SITES = ("CQ-06", "CQ-03", "CQ-04", "CQ-07", "CQ-08", "CQ-01", "CQ-02", "CQ-05", "CQ-09", "CQ-10", "CQ-11")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-dev-shm-usage"]


@contextmanager
def browser() -> Iterator[Page]:
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made.new_page(viewport={"width": 1366, "height": 768})
        made.close()


def timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def told(name: str, times: list[float]) -> None:
    print(f"{name:44} {np.median(times):6.2f} {np.percentile(times, 95):6.2f}   n={len(times)}", flush=True)


def county(page: Page, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder, served(county_board(Path(folder))) as address, at(page, address):
        sites = SITES[:rounds]
        told("click to panel", [panel(page, site) for site in sites])
        told("click to dossier, first time", [timed(lambda s=s: why(page, s)) for s in sites])
        told("click to dossier, kept", [timed(lambda s=s: why(page, s)) for s in sites])
        page.wait_for_timeout(2000)
        before = processor_seconds()
        whatifs = [whatif(page, site) for site in sites]
        spent = [one - other for one, other in zip(processor_seconds(), before, strict=True)]
        for place, name in enumerate(
            ("lock to violated clauses", "lock to interval and plan", "re-solve to difference")
        ):
            told(name, [one[place] for one in whatifs])
        print(f"CPU a what-if: board and its workers {spent[0] / len(sites):.2f} s, all {spent[1] / len(sites):.2f} s")


def processor_seconds() -> tuple[float, float]:
    """CPU seconds so far: of this process (the board's server) and its workers; of those and the browser."""
    own, others = 0.0, 0.0
    left = [os.getpid()]
    while left:
        place = Path(f"/proc/{left.pop()}")
        with suppress(OSError):  # it ended meanwhile
            fields = (place / "stat").read_text().rsplit(")", 1)
            used = sum(map(int, fields[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")
            own, others = (own + used, others) if "python" in fields[0] else (own, others + used)
            left += [int(one) for task in (place / "task").iterdir() for one in (task / "children").read_text().split()]
    return own, own + others


def panel(page: Page, site: str) -> float:
    where = spot(page, site)

    def click() -> None:
        page.mouse.click(*where)
        page.wait_for_function(f"() => document.querySelector('#panel-site h2 small')?.textContent === '{site}'")

    return timed(click)


def why(page: Page, site: str) -> None:
    page.evaluate(f"lodeplan.focusOn('{site}')")
    expect(page.locator(f"ol.why[data-site='{site}'] li").first).to_be_visible(timeout=120_000)


def whatif(page: Page, site: str) -> tuple[float, float, float]:
    page.evaluate(f"lodeplan.focusOn('{site}')")
    page.click("#tab-site")
    decided = page.evaluate(f"lodeplan.state.plan.decisions['{site}'].action")
    page.select_option("#lock-action", f"{'licensed' if decided == 'not_licensed' else 'not_licensed'}|{site}")

    started = perf_counter()
    page.click("#lock-set")
    page.wait_for_selector("#broken", timeout=30_000)
    broken = perf_counter() - started
    page.wait_for_selector("#first:not(.pending)", timeout=30_000)
    found = broken, perf_counter() - started, timed(lambda: solve(page))
    page.click("#reset")
    page.wait_for_function("() => lodeplan.state.key === 'base'")
    return found


def large(page: Page, count: int) -> None:
    case, outcome, layers = wide(count)
    size = len(single_file(case, outcome, layers)) / 1e6
    print(f"single file, {count} blocks: {size:.2f} MB")
    with tempfile.TemporaryDirectory() as folder:
        board = Board(case, outcome, layers, Vault(Path(folder)), Queue(0))
        with served(board) as address:
            start = perf_counter()
            with at(page, address):
                told(f"open, {count} blocks", [perf_counter() - start])
                frames = [page.evaluate(DRAWN, "pan") for _ in range(7)]
                told(f"redraw of the map, {count} blocks", [float(one) / 1000 for one in frames])
                told(f"select and colour, {count} blocks", [page.evaluate(DRAWN, "colour") / 1000 for _ in range(3)])


DRAWN = """(change) => new Promise((go) => {
  const map = lodeplan.maps[0].map;
  const start = performance.now();
  map.once('rendercomplete', () => go(performance.now() - start));
  if (change === 'pan') return map.getView().adjustCenter([50, 50]);
  const box = document.querySelector('#colour');
  box.value = box.value === 'class' ? 'course' : 'class';
  box.dispatchEvent(new Event('change'));
})"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else len(SITES)
    print(f"{'':44} median    95 %")
    with browser() as page:
        county(page, rounds)
    for count in (1000, 5000):
        with browser() as page:
            large(page, count)


if __name__ == "__main__":
    main()
