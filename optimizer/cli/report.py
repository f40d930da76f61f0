"""``lodeplan report``: tables, GIS files and maps of a stored run again, or all of it as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, RunFolder, Voice
from optimizer.instance import load_case
from optimizer.reporting.run import parts_of, put_parts
from optimizer.reporting.words import Language as Tongue
from optimizer.serve.board import BASE, Board
from optimizer.serve.opening import equipped
from optimizer.serve.queue import Queue
from optimizer.serve.vault import Vault
from optimizer.spatial import Derived
from optimizer.store import Run, read_run
from optimizer.store.manifest import INSTANCE


def report(
    run: RunFolder,
    out: Annotated[Path, typer.Option(help="folder to write to, new or empty; with --html a new file")],
    html: Annotated[bool, typer.Option("--html", help="one HTML file with map and tables, needs no network")] = False,
    store: Annotated[
        Path | None, typer.Option(help="with --html: a board's folder, for its minutes and dossiers")
    ] = None,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Write the tables, GIS files and maps of a run again. 由成果目录重新输出图表"""
    voice = Voice(lang, as_json)
    if out.exists() and (html or not out.is_dir() or any(out.iterdir())):
        raise typer.BadParameter(f"{out} is not empty", param_hint="--out")
    stored = read_run(run)
    folder = run / INSTANCE
    geometry = load_case(folder, stored.manifest.scenarios).geometry if folder.is_dir() else None
    if html:
        _single(voice, stored, geometry, out, store)
        return
    parts = parts_of(stored.case, stored.outcome, geometry, cast(Tongue, lang))
    put_parts(out, parts)
    written = list(parts)
    voice.answer({"run": str(run), "out": str(out), "parts": written})
    voice.show(*(f"{out / name}" for name in written))


def _single(voice: Voice, stored: Run, geometry: Derived | None, out: Path, store: Path | None) -> None:
    equipped()
    from optimizer.serve.single import single_file  # noqa: PLC0415 - its libraries are an extra

    layers = {} if geometry is None else geometry.layers
    beside = None if store is None else Board(stored.case, stored.outcome, layers, Vault(store), Queue(0))
    minutes, dossiers = ((), ()) if beside is None else (beside.vault.minutes, beside.dossiers(BASE))
    written = single_file(stored.case, stored.outcome, layers, voice.language, minutes, dossiers)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(written)
    voice.answer({"out": str(out), "bytes": len(written)})
    voice.show(f"{out}   {len(written) / 1e6:.1f} MB")
