"""How the command line speaks: one JSON object on standard output where asked for, else tables for a person.

Progress and remarks go to standard error, so that standard output holds the answer and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer
from rich.console import Console, RenderableType
from rich.table import Table

from models.base import Text
from models.problem import Problem

Language = Annotated[str, typer.Option("--lang", help="zh or en; LODEPLAN_LANG sets the default", metavar="zh|en")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object and nothing else")]
InstanceFolder = Annotated[Path, typer.Argument(metavar="INSTANCE", help="instance folder")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="run folder")]
Scenarios = Annotated[list[str], typer.Option("--scenario", help="scenario laid over the case; may be repeated")]
Catalogue = Annotated[
    str,
    typer.Option(
        "--catalogue", metavar="URL", help="shared PostgreSQL catalogue; LODEPLAN_CATALOGUE sets the default",
        show_default=False,
    ),
]  # fmt: skip
DEFAULT_LANGUAGE = os.environ.get("LODEPLAN_LANG", "zh")


@dataclass(frozen=True, slots=True)
class Voice:
    """Language and form of what is said, and since when [s]."""

    language: str = DEFAULT_LANGUAGE
    json: bool = False
    started: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        if self.language not in {"zh", "en"}:
            raise typer.BadParameter(f"{self.language!r} is neither zh nor en", param_hint="--lang")

    @classmethod
    def of_argv(cls, argv: Sequence[str]) -> Voice:
        """Return the voice that the command line asked for, read where no verb has parsed it."""
        english = "--lang=en" in argv or (
            "--lang" in argv and "en" in argv[argv.index("--lang") + 1 : argv.index("--lang") + 2]
        )
        return cls("en" if english else DEFAULT_LANGUAGE, "--json" in argv)

    def text(self, words: Text) -> str:
        """Return ``words`` in this voice's language."""
        return words.of(self.language)

    def answer(self, data: Any) -> None:
        """Print the one JSON object of the answer, when JSON is asked for."""
        if self.json:
            sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def show(self, *parts: RenderableType) -> None:
        """Print what is meant for a person, when JSON is not asked for."""
        if not self.json:
            console = Console(width=None if sys.stdout.isatty() else 120)
            for part in parts:
                console.print(part)

    def remark(self, words: str) -> None:
        """Say something on the way, on standard error."""
        Console(stderr=True, highlight=False, soft_wrap=True).print(words, markup=False)


def problems_told(voice: Voice, problems: Sequence[Problem]) -> None:
    """Tell every problem at once: code, place, value, what is wrong, what to try."""
    voice.answer({"problems": [problem.model_dump(mode="json") for problem in problems]})
    voice.show(problem_table(voice, problems))


def problem_table(voice: Voice, problems: Sequence[Problem]) -> Table:
    """Return the table of problems."""
    zh = voice.language == "zh"
    heads = (
        ("代码", "位置", "字段", "值", "问题", "建议") if zh else ("code", "where", "field", "value", "problem", "try")
    )
    table = folding(heads, "输入问题" if zh else "Problems of the input")
    for problem in problems:
        where = " ".join(part for part in (problem.file, problem.row) if part)
        words = (
            problem.code,
            where,
            problem.field,
            problem.value,
            voice.text(problem.message),
            voice.text(problem.remedy),
        )
        table.add_row(*(_plain(word) for word in words), style=None if problem.fatal else "dim")
    return table


def folding(heads: Sequence[str], title: str) -> Table:
    """Return an empty table whose cells break anywhere, as Chinese does, rather than lose their end."""
    table = Table(title=title, show_lines=True, title_justify="left")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _plain(words: str) -> str:
    return words.replace("[", r"\[")
