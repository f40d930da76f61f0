"""What the verbs that explain have in common: a run or an instance to begin with, an answer to conclude with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import inf
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, cast

import typer
from rich.console import RenderableType

from models.case import Case
from models.plan import Plan
from optimizer.cli.say import Voice
from optimizer.explain.alternatives_errand import Enough
from optimizer.instance import load_case
from optimizer.instance.stack import SUFFIXES
from optimizer.reporting.explained import Answer, parts_of
from optimizer.reporting.explained.answer import WHOLE, markdown, packed
from optimizer.reporting.words import Language as Tongue
from optimizer.store import keep, read_run
from optimizer.store.canonical import digest_file
from optimizer.store.manifest import INSTANCE, MANIFEST, OUTCOME
from optimizer.store.read import read_manifest

Where = Annotated[Path, typer.Argument(metavar="RUN_OR_INSTANCE", help="run folder, or instance folder")]
Out = Annotated[Path | None, typer.Option(help="file for the answer as JSON; as .md beside it, in words")]
Keep = Annotated[bool, typer.Option("--keep/--no-keep", help="keep the answer in the run's folder, when given a run")]
SILENT = frozenset({"out", "keep", "lang", "as_json", "cache", "processes"})
"""Options that change nothing about the answer."""
Name = Annotated[str, typer.Option("--backend", help="highs, cbc, scip, cp_sat or a licensed commercial solver")]
Seconds = Annotated[float, typer.Option(help="time in all [s]; what is proven by then is told")]


class ending:  # noqa: N801 - read as a word: with ending(voice)
    """Tell a work that could not begin, and leave with exit code 4."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Tell why there is nothing to tell."""
        if isinstance(error, Enough):
            self._voice.answer({"error": error.reason.model_dump()})
            self._voice.show(self._voice.text(error.reason))
            raise typer.Exit(4) from error


def case_of(where: Path, scenarios: Sequence[str]) -> tuple[Case, Plan | None]:
    """Return the case and plan of a run, or the case of an instance; a run has its scenarios already."""
    if is_run(where):
        if scenarios:
            raise typer.BadParameter("a run has its scenarios already; name the instance", param_hint="--scenario")
        run = read_run(where)
        return run.case, run.outcome.plan
    return load_case(where, scenarios).case, None


def files_of(where: Path, scenarios: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    """Return the folder that a case is read from, and its scenarios; of a run, the inputs that it keeps."""
    if not is_run(where):
        return where, tuple(scenarios)
    asked = read_manifest(where).scenarios
    return where / INSTANCE, tuple(Path(one).stem if Path(one).suffix in SUFFIXES else one for one in asked)


def conclude(
    context: typer.Context, voice: Voice, answer: Answer, shown: Sequence[RenderableType] | None = None
) -> None:
    """Give the answer as JSON, or its sentences (or `shown`); write it where asked, and keep it in a run's folder."""
    voice.answer(answer.told())
    voice.show(*((voice.text(line).replace("[", r"\[") for line in answer.lines) if shown is None else shown))
    out: Path | None = context.params["out"]
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(answer.told(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        out.with_suffix(".md").write_text(markdown(answer, cast(Tongue, voice.language)), encoding="utf-8")
        if answer.rest is not None:
            out.with_suffix(f".{WHOLE}").write_bytes(packed(answer.rest))
    where: Path = context.params["where"]
    if context.params["keep"] and is_run(where):
        seconds = monotonic() - voice.started
        voice.remark(f"→ {keep(where, str(context.command.name), asked_of(context), parts_of(answer), seconds)}")


def asked_of(context: typer.Context) -> dict[str, Any]:
    """Return the options that an answer depends on, as plain data; a run is named by the hash of its manifest."""
    given = sorted(context.params.items())
    return {name: _plain(value) for name, value in given if name not in {"where", *SILENT}}


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return digest_file(value / MANIFEST) if is_run(value) else str(value)
    return None if value == inf else value


def is_run(where: Path) -> bool:
    """Whether a folder is that of a run."""
    return (where / OUTCOME).is_file()
