"""The verbs of ``lodeplan``, one tuple, and the one place where faults become exit codes.

0 plan found and verified    2 bad input    3 impossible    4 no plan in the time given    1 anything else
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from models.problem import BadInputError
from optimizer.cli.adjust import adjust
from optimizer.cli.alternatives import alternatives
from optimizer.cli.attribute import attribute
from optimizer.cli.binding import binding
from optimizer.cli.check import check
from optimizer.cli.compare import compare
from optimizer.cli.conflict import conflict
from optimizer.cli.database import database
from optimizer.cli.export import export
from optimizer.cli.frontier import frontier
from optimizer.cli.generate import generate
from optimizer.cli.importing import import_
from optimizer.cli.init import init
from optimizer.cli.propose_mergers import propose_mergers
from optimizer.cli.report import report
from optimizer.cli.robust import robust
from optimizer.cli.runs import runs
from optimizer.cli.say import Voice, problems_told
from optimizer.cli.schema import schema
from optimizer.cli.solve import solve
from optimizer.cli.solvers import solvers
from optimizer.cli.sweep import sweep
from optimizer.cli.verify import verify
from optimizer.cli.why import why

VERBS: tuple[Callable[..., None], ...] = (
    init,
    import_,
    check,
    solve,
    verify,
    runs,
    report,
    conflict,
    why,
    binding,
    alternatives,
    frontier,
    sweep,
    robust,
    adjust,
    attribute,
    propose_mergers,
    compare,
    solvers,
    export,
    database,
    generate,
    schema,
)

app = typer.Typer(
    name="lodeplan",
    help="Proven, audited and explained licensing schedules for mineral plans. 矿产资源规划采矿权投放方案求解器",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _verb in VERBS:
    app.command(_verb.__name__.rstrip("_").replace("_", "-"))(_verb)


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        app()
    except BadInputError as error:
        problems_told(Voice.of_argv(sys.argv), error.problems)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(1)
