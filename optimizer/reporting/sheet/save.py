"""Write one figure as PNG and vector PDF, the same bytes every time.

Fonts go into the PDF as TrueType (type 42), so that Chinese stays selectable; no date, fixed producer.
"""

from __future__ import annotations

from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

DPI = 200
"""Dots per inch of the PNG."""

_SETTINGS = {
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "svg.hashsalt": "lodeplan",
    "hatch.linewidth": 0.6,
    # hinted advances are up to 6 % wider than the outlines that the sheet was measured with
    "text.hinting": "none",
}
_PDF = {"Creator": "Lodeplan", "Producer": "Lodeplan", "CreationDate": None}


def save(figure: Figure, folder: Path, name: str, title: str = "") -> tuple[Path, Path]:
    """Write `folder`/`name`.png and .pdf and return both paths. Raises OSError when the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    picture, document = folder / f"{name}.png", folder / f"{name}.pdf"
    with rc_context(_SETTINGS):
        figure.savefig(picture, dpi=DPI, metadata={"Software": "Lodeplan"})
        figure.savefig(document, metadata=_PDF | ({"Title": title} if title else {}))
    return picture, document
