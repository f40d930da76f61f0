"""Write a comparison into one folder: whole or not at all.

comparison.json, comparison.xlsx, tables/*.csv      everything, one sheet and file a table
comparison.gpkg, maps/difference.png, .pdf          where the runs share a ground
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from models import Text
from optimizer.reporting.book import book
from optimizer.reporting.comparison.ground import Ground, common_ground, write_comparison
from optimizer.reporting.comparison.tables import comparison_tables
from optimizer.reporting.csv import csv_bytes
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.maps.difference import TITLE, difference
from optimizer.reporting.sheet.save import save
from optimizer.reporting.words import Language
from optimizer.scenario import Comparison, Member
from optimizer.store import put_folder

MAP = "difference"


def write(folder: Path, found: Comparison, members: Sequence[Member], language: Language = "zh") -> tuple[Text, ...]:
    """Write `folder`, which must be new or empty, and return what is left out and why.

    Raises RunError (LD-702) when the folder holds something, and OSError; nothing is left behind by a failure.
    """
    ground = common_ground(members)
    with put_folder(folder) as room:
        told = found.model_dump(mode="json")
        (room / "comparison.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        tables = comparison_tables(found, members)
        (room / "comparison.xlsx").write_bytes(book(tables, members[0].case.frame, language))
        (room / "tables").mkdir()
        for table in tables:
            (room / "tables" / f"{table.sheet}-{table.name}.csv").write_bytes(csv_bytes(table, language))
        if isinstance(ground, Ground):
            _ground(room, found, ground, language)
    return (ground,) if isinstance(ground, Text) else _moved(ground)


def _ground(room: Path, found: Comparison, ground: Ground, language: Language) -> None:
    write_comparison(room / "comparison.gpkg", found, ground, language)
    sheet, _ = difference(found, ground, language)
    save(sheet.figure, room / "maps", MAP, legible(f"{ground.base.case.frame.title.of(language)} {TITLE.of(language)}"))


def _moved(ground: Ground) -> tuple[Text, ...]:
    if not ground.moved:
        return ()
    names = "、".join(ground.moved)
    return (
        Text(
            zh=f"范围在各成果中不同、图上按首个成果绘出：{names}",
            en=f"ground differs between runs and is drawn as in the first: {names}",
        ),
    )
