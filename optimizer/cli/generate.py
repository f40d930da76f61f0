"""``lodeplan generate``: a synthetic county, city, province or nation as an instance folder, with its calibration."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from models.case import Case
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Voice, folding
from optimizer.generate import Comparison, Recipe, calibration, generate_case, write_case
from optimizer.intake.codes import refuse


def generate(
    counties: Annotated[
        int, typer.Option(min=1, help="counties: 1, a city of 12, a province of 108, a nation of 2800")
    ],
    seed: Annotated[int, typer.Option(min=0, help="seed; the same seed gives the same bytes")] = 0,
    out: Annotated[Path | None, typer.Option(help="instance folder; instances/synthetic-N-S by default")] = None,
    blocks_per_county: Annotated[float, typer.Option(min=2.0, help="mean number of blocks of a county")] = 11.0,
    mines_per_county: Annotated[float, typer.Option(min=3.0, help="mean number of mines of a county")] = 24.0,
    towns_per_county: Annotated[
        float, typer.Option(min=1.0, help="mean number of towns beside the county's own")
    ] = 4.0,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Draw a synthetic case and write it as an instance. 按种子生成合成算例"""
    voice = Voice(lang, as_json)
    recipe = Recipe(counties, seed, blocks_per_county, mines_per_county, towns_per_county)
    folder = out or Path("instances") / recipe.name
    if folder.exists():
        raise refuse("LD-804", str(folder), value=str(folder))
    case = generate_case(recipe)
    write_case(case, folder)
    _tell(voice, case, folder, calibration(case))


def _tell(voice: Voice, case: Case, folder: Path, compared: tuple[Comparison, ...]) -> None:
    counts = {name: len(getattr(case, name)) for name in ("regions", "blocks", "mines", "mergers", "places", "demands")}
    rows = [asdict(row) | {"what": row.what.model_dump()} for row in compared]
    voice.answer({"folder": str(folder), "case": case.frame.id, "counts": counts, "calibration": rows})
    voice.show(_table(voice, compared), f"→ {folder}   " + "  ".join(f"{name} {n}" for name, n in counts.items()))


def _table(voice: Voice, compared: tuple[Comparison, ...]) -> Table:
    zh = voice.language == "zh"
    heads = ("项目", "单位", "合成（最小 / 四分位 / 最大）", "公开数据") if zh else (
        "figure", "unit", "synthetic (least / quartiles / most)", "public figures")  # fmt: skip
    table = folding(heads, "合成数据与公开数据对照" if zh else "Synthetic against public figures")
    for row in compared:
        cells = (_told(part, n) for part, n in zip((row.drawn, row.found), row.numbers, strict=True))
        table.add_row(voice.text(row.what), row.unit, *cells)
    return table


def _told(quantiles: tuple[float, ...], number: int) -> str:
    return " / ".join(f"{value:.3g}" if value < 100 else f"{value:.0f}" for value in quantiles) + f"  ({number})"
