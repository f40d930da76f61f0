"""``lodeplan import``: planners' files in, an instance folder out; with ``--guess`` only the mapping of fields."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Voice, problem_table
from optimizer.intake import Guessed, Imported, Mend, guess, import_instance


def import_(
    spec: Annotated[Path, typer.Argument(metavar="SPEC.yaml", help="what to import, see docs/import.md")],
    out: Annotated[Path | None, typer.Option("--out", help="instance folder to make")] = None,
    guess_fields: Annotated[
        bool, typer.Option("--guess", help="write the likely mapping of fields into the spec; import nothing")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="mend outlines without moving ground, and list what changed")
    ] = False,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Import GIS files and tables into a new instance; exit code 2 when they cannot be used. 导入空间与表格数据"""
    voice = Voice(lang, as_json)
    if guess_fields:
        _guessed(voice, spec, guess(spec))
        return
    if out is None:
        raise typer.BadParameter("name the instance folder to make", param_hint="--out")
    _imported(voice, import_instance(spec, out, repair=repair))


def _guessed(voice: Voice, spec: Path, found: Sequence[Guessed]) -> None:
    voice.answer(
        {
            "spec": str(spec),
            "sources": [
                {
                    "role": one.role,
                    "fields": {line.field: {"to": line.to, "unit": line.unit} for line in one.lines},
                    "left": list(one.left),
                }
                for one in found
            ],
        }
    )
    zh = voice.language == "zh"
    for one in found:
        table = Table(*(("来源字段", "含义", "单位", "样例") if zh else ("field", "means", "unit", "sample")))
        table.title = one.role
        for line in one.lines:
            table.add_row(line.field, line.to, line.unit, line.sample)
        for field in one.left:
            table.add_row(field, "—", "", "", style="dim")
        voice.show(table)
    voice.show(
        f"已写入 {spec}，核对后删除 confirmed: false"
        if zh
        else f"Written to {spec}: look it over, delete confirmed: false"
    )


def _imported(voice: Voice, made: Imported) -> None:
    voice.answer(
        {
            "folder": str(made.folder),
            "counts": made.counts,
            "problems": [problem.model_dump(mode="json") for problem in made.problems],
            "mends": [
                {"file": mend.file, "feature": mend.feature, "before_m2": mend.before, "after_m2": mend.after,
                 "changed_m2": mend.changed}
                for mend in made.mends
            ],
        }
    )  # fmt: skip
    if made.problems:
        voice.show(problem_table(voice, made.problems))
    if made.mends:
        voice.show(_mends(voice, made.mends))
    counts = "  ".join(f"{role} {count}" for role, count in made.counts.items())
    voice.show(f"{made.folder}  {counts}")


def _mends(voice: Voice, mends: Sequence[Mend]) -> Table:
    zh = voice.language == "zh"
    heads = (
        ("文件", "要素", "原面积 m²", "新面积 m²", "差异 m²")
        if zh
        else ("file", "feature", "before m²", "after m²", "changed m²")
    )
    table = Table(*heads, title="已修复" if zh else "Mended", title_justify="left")
    for mend in mends:
        table.add_row(mend.file, mend.feature, f"{mend.before:.2f}", f"{mend.after:.2f}", f"{mend.changed:.2f}")
    return table
