"""What a person does on the board, in few words: open, click a site on the map, take a picture, wait for the plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, Request, expect
from serve.conftest import PICTURES

expect.set_options(timeout=20_000)  # a busy machine is no fault of the board's


@contextmanager
def at(page: Page, address: str) -> Iterator[Page]:
    """Open an address and leave it; anything asked of another machine, and any error of a script, fails."""
    strange: list[str] = []
    home = address.split("/", 3)[:3]

    def asked(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:", "file:")) and request.url.split("/", 3)[:3] != home:
            strange.append(request.url)

    page.on("request", asked)
    page.on("pageerror", lambda error: strange.append(str(error)))
    page.on("console", lambda told: strange.append(told.text) if told.type == "error" else None)
    page.goto(address)
    expect(page.locator("body[data-ready]")).to_be_attached()
    page.wait_for_function("() => document.querySelectorAll('#table .tabulator-row').length > 0")
    yield page
    assert not strange, strange


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, for a person to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def spot(page: Page, site: str) -> tuple[float, float]:
    """Where a site lies on the screen."""
    page.wait_for_function(f"() => lodeplan.pixelOf('{site}')")
    page.wait_for_timeout(300)
    x, y = page.evaluate(f"lodeplan.pixelOf('{site}')")
    box: Any = page.locator("#map").bounding_box()
    return box["x"] + x, box["y"] + y


def click(page: Page, site: str) -> None:
    """Click a site on the map."""
    page.mouse.click(*spot(page, site))
    expect(page.locator("#panel-site h2 small")).to_have_text(site)


def lock(page: Page, site: str, choice: str) -> None:
    """Lock a site from its panel."""
    page.evaluate(f"lodeplan.focusOn('{site}')")
    page.click("#tab-site")
    page.select_option("#lock-action", choice)
    page.click("#lock-set")


def solve(page: Page) -> None:
    """Solve the what-if again and wait for its plan."""
    page.click("#tab-whatif")
    page.click("#solve")
    expect(page.locator("#solve")).to_be_disabled()
    page.wait_for_function(
        "() => lodeplan.state.draft.answered && lodeplan.state.key === lodeplan.state.draft.key", timeout=90_000
    )
