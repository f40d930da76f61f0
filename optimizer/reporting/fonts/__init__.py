"""The bundled Chinese font: make matplotlib know it, so that a map looks the same on every machine."""

from __future__ import annotations

from pathlib import Path

from matplotlib import font_manager

FOLDER = Path(__file__).parent
"""Where the font files, their licence and their history lie."""

FAMILY = "Lodeplan Sans SC"
"""The family name that `register` returns."""


def files() -> tuple[Path, ...]:
    """Return the bundled font files, sorted by name."""
    return tuple(sorted(FOLDER.glob("*.ttf")))


def register() -> str:
    """Register the bundled files with matplotlib and return their family name; calling it again changes nothing."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in files():
        if str(path) not in known:
            font_manager.fontManager.addfont(str(path))
    return FAMILY
