"""``lodeplan serve``: the review board of a run or an instance, on this machine or, with a token, beyond."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Voice
from optimizer.cli.stored import RESULTS
from optimizer.serve.guard import guard_of
from optimizer.serve.opening import equipped
from optimizer.store.manifest import MANIFEST

Where = Annotated[Path, typer.Argument(metavar="RUN_OR_INSTANCE", help="run folder, or instance folder")]


def serve(
    where: Where,
    host: Annotated[
        str, typer.Option(help="address to listen on; beyond this machine a token is needed")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="port; 0 takes any that is free")] = 8420,
    token: Annotated[str, typer.Option(help="token to sign in with; better in LODEPLAN_TOKEN")] = "",
    host_name: Annotated[list[str], typer.Option(help="further name the board answers to, such as a proxy's")] = [],  # noqa: B006 - typer reads the default once
    store: Annotated[Path | None, typer.Option(help="folder for what-ifs and minutes; RUN-board by default")] = None,
    results: Annotated[
        Path | None,
        typer.Option(help="folder of runs to compare with; that of the run by default, for an instance results/"),
    ] = None,
    seconds: Annotated[float, typer.Option(min=1.0, help="time for each solve [s]")] = 120.0,
    workers: Annotated[int, typer.Option(min=1, max=16, help="solves at once, each in a process of its own")] = 1,
    backend: Annotated[str, typer.Option(help="back end")] = "highs",
    prepare: Annotated[bool, typer.Option(help="write the dossiers of all sites while nobody solves")] = False,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Serve the review board until interrupted. 启动规划评审台（浏览器）"""
    voice = Voice(lang, as_json)
    equipped()
    guard = guard_of(host, token or os.environ.get("LODEPLAN_TOKEN", ""), tuple(host_name))
    from optimizer.serve.serving import serve as serve_board  # noqa: PLC0415 - its libraries are an extra

    def ready(address: str) -> None:
        voice.answer({"address": address})
        voice.show(f"→ {address}" + ("   Ctrl-C 结束" if voice.language == "zh" else "   Ctrl-C ends it"))

    serve_board(
        where, guard, host, port, ready, store=store, seconds=seconds, workers=workers, backend=backend,
        language=voice.language, ahead=prepare, results=results or _beside(where),
    )  # fmt: skip


def _beside(where: Path) -> Path:
    return where.resolve().parent if (where / MANIFEST).is_file() else RESULTS
