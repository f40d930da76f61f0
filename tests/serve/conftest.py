"""A real Chromium for the board: the system's, with WebGL off; skipped, with the reason, where none can be started."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright
from serve.boards import county_board, served

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("LODEPLAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
PICTURES = Path(__file__).parents[2] / "build" / "screenshots"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium, or LODEPLAN_CHROMIUM)")
    try:
        started = sync_playwright().start()
    except Exception as error:
        pytest.skip(f"Playwright's driver does not start ({error}); on a bare Debian it wants libatomic1")
    yield started
    started.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-dev-shm-usage"]
    return {"executable_path": CHROMIUM, "args": flags, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN"}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The board of the county's reference run; the address."""
    with served(county_board(tmp_path_factory.mktemp("board"))) as address:
        yield address
