"""``lodeplan report``: tables, GIS files and maps of a stored run again, or all of it as one HTML file."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Annotated, cast

import typer

from optimizer.cli.papers import Asked, papers_made, voice_of
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, RunFolder
from optimizer.cli.single import single_written
from optimizer.instance import load_case
from optimizer.reporting.run import parts_of, put_parts
from optimizer.reporting.words import Language as Tongue
from optimizer.store import Content, read_run
from optimizer.store.manifest import INSTANCE


def report(
    run: RunFolder,
    out: Annotated[
        Path | None,
        typer.Option(help="new or empty folder, with --html a new file; else RUN-report, RUN-papers or RUN.html"),
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="one HTML file with map and tables, needs no network")] = False,
    board: Annotated[
        Path | None, typer.Option("--store", help="with --html: a board's folder, for minutes and dossiers")
    ] = None,
    against: Annotated[
        list[Path], typer.Option(help="with --html: another run to compare with; may be given several times")
    ] = [],  # noqa: B006 - typer reads the default once
    pdf: Annotated[bool, typer.Option("--pdf", help="the papers as PDF, in place of the run's parts")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="the papers as .docx")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="all tables as .xlsx with live sums")] = False,
    template: Annotated[Path | None, typer.Option(help="the bureau's own .docx template, see docs/papers.md")] = None,
    sites: Annotated[str, typer.Option(help="sites to explain, as A,B; else those contested")] = "",
    dossiers: Annotated[bool, typer.Option(help="explain contested sites, some seconds each")] = True,
    explanations: Annotated[Path | None, typer.Option(help="what `lodeplan why --out` kept")] = None,
    seconds: Annotated[float, typer.Option(help="time for each solve of an explanation [s]")] = inf,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Write tables, GIS files and maps of a run again, its papers, or one HTML file. 由成果目录重新输出图表或文书"""
    asked = Asked(pdf, docx, xlsx, template, sites, dossiers, explanations, seconds)
    voice = voice_of(lang, as_json, asked)
    if html and asked.any:
        raise typer.BadParameter("--html goes alone", param_hint="--html")
    if against and not html:
        raise typer.BadParameter("needs --html", param_hint="--against")
    out = out or run.resolve().with_name(run.resolve().name + _suffix(html, asked))
    if out.exists() and (html or not out.is_dir() or any(out.iterdir())):
        raise typer.BadParameter(f"{out} is there already", param_hint="--out")
    stored = read_run(run)
    folder = run / INSTANCE
    geometry = load_case(folder, stored.manifest.scenarios).geometry if folder.is_dir() else None
    if html:
        single_written(voice, run, stored, geometry, out, board, against)
        return
    parts: dict[str, Content] = (
        {**papers_made(voice, run, stored, geometry, lang, asked)}
        if asked.any
        else parts_of(stored.case, stored.outcome, geometry, cast(Tongue, lang))
    )
    put_parts(out, parts)
    written = list(parts)
    voice.answer({"run": str(run), "out": str(out), "parts": written})
    voice.show(*(f"{out / name}" for name in written))


def _suffix(html: bool, asked: Asked) -> str:
    if html:
        return ".html"
    return "-papers" if asked.any else "-report"
