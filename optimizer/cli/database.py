"""``lodeplan database``: an instance or a run as the layers of the planning database (D1_<county>_E_<year>_<LAYER>)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Voice, problem_table
from optimizer.intake import export_database


def database(
    source: Annotated[Path, typer.Argument(metavar="INSTANCE|RUN", help="instance folder or run folder")],
    out: Annotated[Path, typer.Option(help="folder to write to")],
    encoding: Annotated[Literal["UTF-8", "GBK"], typer.Option(help="encoding of the Shapefiles' tables")] = "UTF-8",
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Write Shapefile, GeoPackage and .gdb layers named as the planning database expects. 输出规划数据库图层"""
    voice = Voice(lang, as_json)
    exported = export_database(source, out, encoding=encoding)
    voice.answer(
        {
            "files": [str(file) for file in exported.files],
            "notes": [note.model_dump(mode="json") for note in exported.notes],
        }
    )
    if exported.notes:
        voice.show(problem_table(voice, exported.notes))
    voice.show(*(str(file) for file in exported.files))
