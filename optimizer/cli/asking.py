"""What the verbs that explain have in common: a run or an instance to begin with, an answer to conclude with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from models.base import Text
from models.case import Case
from models.plan import Plan
from optimizer.cli.say import Voice
from optimizer.explain.alternatives_errand import Enough
from optimizer.instance import load_case
from optimizer.store import read_run
from optimizer.store.manifest import OUTCOME

Where = Annotated[Path, typer.Argument(metavar="RUN_OR_INSTANCE", help="run folder, or instance folder")]
Out = Annotated[Path | None, typer.Option(help="file for the answer as JSON; its sentences go beside it as .md")]
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
    if (where / OUTCOME).is_file():
        if scenarios:
            raise typer.BadParameter("a run has its scenarios already; name the instance", param_hint="--scenario")
        run = read_run(where)
        return run.case, run.outcome.plan
    return load_case(where, scenarios).case, None


def conclude(voice: Voice, data: dict[str, Any], lines: Sequence[Text], out: Path | None) -> None:
    """Give the answer as JSON, or its sentences; and write both where asked."""
    told = data | {"sentences": [line.model_dump() for line in lines]}
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        words = "".join(f"- {voice.text(line)}\n" for line in lines)
        out.with_suffix(".md").write_text(words, encoding="utf-8")
    voice.answer(told)
    voice.show(*(voice.text(line).replace("[", r"\[") for line in lines))
