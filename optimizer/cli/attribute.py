"""``lodeplan attribute``: which change of the scenarios moved what, by Shapley value, tier by tier and site by site.

Every change and every lock of the scenarios, and of those they are based on, is one edit. All edits together must make
the very case that the scenarios make; else geometry or other files follow from them, and single edits mean nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite
from pathlib import Path
from typing import Annotated, Any

import typer

from models.base import Text
from models.case import Case
from models.problem import BadInputError
from models.scenario import Change, Scenario
from optimizer.cli.asking import Keep, Name, Out, Seconds, Where, conclude, is_run
from optimizer.cli.progress import Progressing
from optimizer.cli.robust import settings_of
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.attribution import POSSIBLE, Attribution, Edit, attribution
from optimizer.explain.attribution_words import attribution_told
from optimizer.explain.breakpoint_vary import edited
from optimizer.explain.cache import Cache
from optimizer.instance import load_case, read_folder
from optimizer.instance.node import Node
from optimizer.instance.stack import Stack
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.shares import share_tables
from optimizer.store.manifest import INSTANCE
from optimizer.store.read import read_manifest

LONGEST = 40
TITLE = Text(zh="情景差异归因", en="What each edit moved")
STILL = Text(zh="各项更改均未引起变动。", en="None of the edits moves anything.")
NEVER = Text(zh="更改前后均没有方案。", en="There is no plan, with the edits or without.")


def attribute(
    context: typer.Context,
    where: Where,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    orders: Annotated[int, typer.Option(min=2, help="random orders, for more than 8 edits")] = 32,
    cache: Annotated[Path | None, typer.Option(help="folder that keeps answers")] = None,
    backend: Name = "highs",
    seconds: Seconds = inf,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Say which change of the scenarios moved what; exit code 3 when no plan exists at all. 情景差异归因"""
    voice = Voice(lang, as_json)
    settings = settings_of(backend, seconds)
    instance, scenario = _laid(where, scenario)
    case = load_case(instance).case
    edits = edits_of(instance, scenario)
    _whole(case, edits, load_case(instance, scenario).case)
    with Progressing(voice) as progress:
        try:
            found = attribution(case, edits, orders=orders, settings=settings, watch=progress.watch, cache=Cache(cache))
        except BadInputError as error:
            words = f"a change of these scenarios does not stand without another: {error}"
            raise typer.BadParameter(words, param_hint="--scenario") from error
    lines = (*_remarks(found), *attribution_told(found))
    conclude(context, voice, Answer(TITLE, case.frame, {"attribution": _data(found)}, lines, share_tables(found)))
    if not found.shares and not found.complete:
        raise typer.Exit(4)
    if _never(found):
        raise typer.Exit(3)


def _laid(where: Path, scenarios: list[str]) -> tuple[Path, list[str]]:
    """Return an instance folder and its scenarios; of a run, those that it was made from."""
    if not is_run(where):
        return where, scenarios
    if scenarios:
        raise typer.BadParameter("a run has its scenarios already; name the instance", param_hint="--scenario")
    if not (where / INSTANCE).is_dir():
        raise typer.BadParameter(f"the run {where} keeps no files of its instance", param_hint="RUN_OR_INSTANCE")
    return where / INSTANCE, list(read_manifest(where).scenarios)


class Listing(Stack):
    """Scenarios laid over a case, and the edits they consist of in the order in which they were laid."""

    def __init__(self, folder: Path, root: Node) -> None:
        super().__init__(folder, root)
        self.edits: list[Edit] = []

    def change(self, scenario: Scenario, node: Node) -> None:
        """Apply a scenario and note its changes and its locks."""
        locks = (lock.model_dump(mode="json", exclude_defaults=True) for lock in scenario.locks)
        changes = (*scenario.changes, *(Change(path="locks", op="add", value=lock) for lock in locks))
        for number, one in enumerate(changes, 1):
            self.edits.append(Edit(f"{scenario.id} {number}: {words_of(one)}", (one,)))
        super().change(scenario, node)


def edits_of(instance: Path, scenarios: Sequence[str]) -> tuple[Edit, ...]:
    """Return every change and lock of the scenarios as one edit each."""
    listing = Listing(instance, read_folder(instance).root)
    for name in scenarios:
        listing.lay(name)
    return tuple(listing.edits)


def words_of(change: Change) -> str:
    """Return a change as a planner would name it."""
    given = change.value
    value = ", ".join(f"{k}={v}" for k, v in given.items()) if isinstance(given, dict) else str(given)
    value = value if len(value) <= LONGEST else value[:LONGEST] + "…"
    signs = {"set": f"= {value}", "scale": f"× {change.factor}", "add": f"+ {value}", "remove": "−"}
    return f"{change.path} {signs[change.op]}"


def _whole(case: Case, edits: Sequence[Edit], wanted: Case) -> None:
    """Refuse scenarios that cannot be taken apart."""
    if not edits:
        raise typer.BadParameter("these scenarios change nothing", param_hint="--scenario")
    if edited(case, [change for edit in edits for change in edit.changes]) != wanted:
        words = "geometry follows from a change of these scenarios, so that single changes cannot be told apart"
        raise typer.BadParameter(words, param_hint="--scenario")


def _never(found: Attribution) -> bool:
    return found.complete and not found.shares and not found.before[POSSIBLE]


def _remarks(found: Attribution) -> tuple[Text, ...]:
    if not found.complete or found.shares:
        return ()
    return (NEVER,) if _never(found) else (STILL,)


def _data(found: Attribution) -> dict[str, Any]:
    """Return the result as data; an error that is not known yet is null."""
    shares = [as_data(one) | {"error": one.error if isfinite(one.error) else None} for one in found.shares]
    return dict(as_data(found)) | {"shares": shares}
