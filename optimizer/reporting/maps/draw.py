"""Draw the three sheets into a folder, each as PNG and as vector PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from models import Case, Outcome, Text
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.frames import Layers
from optimizer.reporting.maps import exclusions, licences, mines
from optimizer.reporting.maps.scene import Scene, scene_of
from optimizer.reporting.sheet.labels import Placement
from optimizer.reporting.sheet.page import Sheet
from optimizer.reporting.sheet.save import save
from optimizer.reporting.words import Language
from optimizer.spatial import LedgerLine

SHEETS: tuple[tuple[str, Text, Callable[[Scene], tuple[Sheet, Placement]]], ...] = (
    ("1-licences", licences.TITLE, licences.licences),
    ("2-mines", mines.TITLE, mines.mines),
    ("3-exclusions", exclusions.TITLE, exclusions.exclusions),
)
NAMES = tuple(name for name, _, _ in SHEETS)
"""File names of the sheets, without suffix."""


def draw_maps(
    folder: Path,
    case: Case,
    outcome: Outcome,
    layers: Layers,
    ledger: Sequence[LedgerLine] = (),
    language: Language = "zh",
) -> tuple[Path, ...]:
    """Write the sheets and return the paths written. Raises ValueError when the layers have no extent, and OSError."""
    scene = scene_of(case, outcome, layers, language, ledger)
    written: list[Path] = []
    for name, title, draw in SHEETS:
        sheet, _ = draw(scene)
        written += save(sheet.figure, folder, name, legible(f"{case.frame.title.of(language)} {title.of(language)}"))
    return tuple(written)
