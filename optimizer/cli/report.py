"""``lodeplan report``: tables, GIS files and maps of a stored run again, in either language, into a new folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, RunFolder, Voice
from optimizer.instance import load_case
from optimizer.reporting.run import parts_of, put_parts
from optimizer.reporting.words import Language as Tongue
from optimizer.store import read_run
from optimizer.store.manifest import INSTANCE


def report(
    run: RunFolder,
    out: Annotated[Path, typer.Option(help="folder to write to; must be new or empty")],
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Write the tables, GIS files and maps of a run again. 由成果目录重新输出图表"""
    voice = Voice(lang, as_json)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise typer.BadParameter(f"{out} is not empty", param_hint="--out")
    stored = read_run(run)
    folder = run / INSTANCE
    geometry = load_case(folder, stored.manifest.scenarios).geometry if folder.is_dir() else None
    parts = parts_of(stored.case, stored.outcome, geometry, cast(Tongue, lang))
    put_parts(out, parts)
    written = list(parts)
    voice.answer({"run": str(run), "out": str(out), "parts": written})
    voice.show(*(f"{out / name}" for name in written))
