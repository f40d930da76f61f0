"""``lodeplan export``: the programme of a case as MPS or LP, with readable names, for any other solver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.say import DEFAULT_LANGUAGE, InstanceFolder, Json, Language, Scenarios, Voice
from optimizer.formulation import compile_case
from optimizer.instance import load_case
from optimizer.ir.files import write_lp, write_mps


def export(
    instance: InstanceFolder,
    out: Annotated[Path, typer.Argument(metavar="FILE", help="file to write: .mps or .lp")],
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    tier: Annotated[str, typer.Option(help="tier whose objective is written; the last one by default")] = "",
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Write the programme as MPS or LP. 导出数学规划模型"""
    voice = Voice(lang, as_json)
    compiled = compile_case(load_case(instance, scenario).case)
    tiers = {item.name: item for item in compiled.tiers}
    if tier and tier not in tiers:
        raise typer.BadParameter(f"{tier!r} is none of {', '.join(tiers)}", param_hint="--tier")
    if out.suffix not in {".mps", ".lp"}:
        raise typer.BadParameter("the file must end in .mps or .lp", param_hint="FILE")
    program = compiled.program.with_cost(compiled.cost(tiers[tier] if tier else compiled.tiers[-1]))
    (write_mps if out.suffix == ".mps" else write_lp)(program, out)
    rows, columns = program.shape
    voice.answer({"file": str(out), "rows": rows, "columns": columns, "nonzeros": int(program.matrix.nnz)})
    voice.show(f"{out}  {rows} × {columns}, {program.matrix.nnz}")
