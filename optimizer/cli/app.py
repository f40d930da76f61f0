"""The verbs of ``lodeplan``, one tuple, and the one place where faults become exit codes.

0 plan found and verified    2 bad input    3 impossible    4 no plan in the time given    1 anything else

A verb lives in the file of its name and is loaded when it is asked for: all of them together take two seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import typer
from rich.markup import escape
from typer.core import TyperArgument, TyperCommand, TyperOption

from models.problem import BadInputError
from optimizer.cli.say import Voice, problems_told

VERBS = (
    "init",
    "import",
    "check",
    "solve",
    "verify",
    "runs",
    "report",
    "serve",
    "conflict",
    "why",
    "binding",
    "alternatives",
    "frontier",
    "sweep",
    "robust",
    "adjust",
    "attribute",
    "propose-mergers",
    "compare",
    "solvers",
    "export",
    "database",
    "generate",
    "bench",
    "schema",
)
RESERVED = {"import": ("importing", "import_")}
"""Verbs that Python does not allow as a name: their file and function."""


def verb(name: str) -> Callable[..., None]:
    """Return the function of a verb."""
    plain = name.replace("-", "_")
    module, function = RESERVED.get(name, (plain, plain))
    found: Callable[..., None] = getattr(import_module(f"optimizer.cli.{module}"), function)
    return found


class Verb(TyperCommand):
    """A verb whose help is plain words: what stands in brackets there is a unit, not markup."""

    def __init__(self, *arguments: Any, **fields: Any) -> None:
        super().__init__(*arguments, **fields)
        for told in (self, *self.params):
            if isinstance(told, TyperCommand | TyperOption | TyperArgument) and told.help:
                told.help = escape(told.help)


def app_of(names: Sequence[str] = VERBS) -> typer.Typer:
    """Return the command line with the verbs named."""
    app = typer.Typer(
        name="lodeplan",
        help="Proven, audited and explained licensing schedules for mineral plans. 矿产资源规划采矿权投放方案求解器",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_together)
    for name in names:
        app.command(name, cls=Verb)(verb(name))
    return app


def _together() -> None:
    """Keep a single verb a verb: Typer takes an app of one command for the command itself."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    try:
        app_of((asked,) if asked in VERBS else VERBS)()
    except BadInputError as error:
        problems_told(Voice.of_argv(sys.argv), error.problems)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(1)
