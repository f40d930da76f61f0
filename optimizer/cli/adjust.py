"""``lodeplan adjust``: the least change against an approved run, and the 规划调整论证 of each clause then broken.

Sites that only one of the two has are named; changes are counted on the others.
"""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Annotated

import typer

from models.base import Text
from models.case import Case
from models.plan import Plan
from models.words import Verdict
from optimizer.cli.asking import Keep, Name, Out, Seconds, Where, conclude
from optimizer.cli.progress import Progressing
from optimizer.cli.robust import case_under, settings_of
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.alternatives_data import as_data, listed
from optimizer.explain.reference import adjusted
from optimizer.explain.reference_words import adjusted_told
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.adjusting import adjusted_tables
from optimizer.store import read_run

TITLE = Text(zh="最小调整方案", en="Least change against the approved plan")


def adjust(
    context: typer.Context,
    where: Where,
    approved: Annotated[Path, typer.Option(metavar="RUN", help="run folder of the approved plan")],
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Seconds = inf,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Find the plan that changes least against an approved one; exit code 3 when there is none. 求最小调整方案"""
    voice = Voice(lang, as_json)
    settings = settings_of(backend, seconds)
    case = case_under(where, scenario)
    plan = _approved(approved, case)
    with Progressing(voice) as progress:
        found = adjusted(case, plan, settings=settings, watch=progress.watch)
    new = _new(case, plan)
    data = as_data(found) | {"least": found.least, "new": list(new)}
    lines = (*adjusted_told(found), *_strange(found.left_out, new))
    conclude(context, voice, Answer(TITLE, case.frame, {"adjusted": data}, lines, adjusted_tables(case, plan, found)))
    if found.shown is None:
        raise typer.Exit(3 if found.outcome.verdict == Verdict.IMPOSSIBLE else 4)


def _approved(folder: Path, case: Case) -> Plan:
    """Return the plan of the approved run; it must speak of sites and periods that the case has."""
    plan = read_run(folder).outcome.plan
    if plan is None:
        raise typer.BadParameter(f"the run {folder} holds no plan", param_hint="--approved")
    known = [decision for decision in plan.decisions if decision.site in case.site]
    if not known:
        raise typer.BadParameter(f"no site of the run {folder} is in the instance", param_hint="--approved")
    periods = {period.id for period in case.periods}
    strange = sorted({d.start for d in known if d.start is not None and d.start not in periods})
    if strange:
        words = f"the run {folder} starts sites in periods that the instance does not have: {', '.join(strange)}"
        raise typer.BadParameter(words, param_hint="--approved")
    return plan


def _new(case: Case, plan: Plan) -> tuple[str, ...]:
    known = {decision.site for decision in plan.decisions}
    return tuple(site for site in case.site if site not in known)


def _strange(gone: tuple[str, ...], new: tuple[str, ...]) -> tuple[Text, ...]:
    if not gone and not new:
        return ()
    return (
        Text(
            zh=f"仅已批准方案有：{listed(gone)}；仅本例有：{listed(new)}。均不计入调整，已批准方案自身未予审查。",
            en=f"Only in the approved plan: {listed(gone)}; only in the case: {listed(new)}. Neither counts as change, "
            "and the approved plan itself was not judged.",
        ),
    )
