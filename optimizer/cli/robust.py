"""``lodeplan robust``: one set of decisions for futures that are not known, and what it costs to be safe.

Futures are scenarios with probabilities, ``nominal`` being the instance itself, or the ranges that demand lines state,
of which at most a budget of them leave the planned figure at once. The first future is the one that prices are told in.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import Annotated, Literal

import typer

from models.base import Text
from models.case import Case
from optimizer.backends import BACKENDS, get
from optimizer.cli.asking import Keep, Name, Out, Seconds, Where, case_of, conclude, is_run
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.robust import robust as find_robust
from optimizer.explain.robust_data import short, whole
from optimizer.explain.robust_future import NOMINAL, Future, budgeted
from optimizer.explain.robust_future import demand_ranges as stated_ranges
from optimizer.explain.robust_words import robust_told
from optimizer.instance import load_case
from optimizer.instance.stack import where as file_of
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.futures import robust_tables
from optimizer.solve import Settings
from optimizer.store import digest

TITLE = Text(zh="稳健方案", en="Robust plan")
ALIKE = Text(
    zh="各情景未给出概率，期望值按等概率计算。", en="The futures have no probabilities; the mean counts each alike."
)


def robust(
    context: typer.Context,
    where: Where,
    measure: Annotated[Literal["expected", "worst", "regret"], typer.Option(help="what is least over the futures")],
    demand_ranges: Annotated[bool, typer.Option("--demand-ranges", help="demand anywhere in its stated range")] = False,
    future: Annotated[
        list[str],
        typer.Option(metavar="SCENARIO=PROBABILITY", help="a future; 'nominal' is the instance itself; a+b lays both"),
    ] = [],  # noqa: B006 - typer reads the default, nobody changes it
    budget: Annotated[int | None, typer.Option(min=0, help="ranges at an end at once; 1 by default")] = None,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Seconds = inf,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Find decisions that stand in every future; exit code 3 when none do. 求稳健方案"""
    voice = Voice(lang, as_json)
    settings = settings_of(backend, seconds)
    if demand_ranges == bool(future):
        raise typer.BadParameter("give either --demand-ranges or --future, not both", param_hint="--future")
    if budget is not None and not demand_ranges:
        raise typer.BadParameter("a budget counts ranges: give --demand-ranges too", param_hint="--budget")
    futures = _ranged(where, scenario, budget) if demand_ranges else _listed(where, scenario, future)
    with Progressing(voice) as progress:
        found = find_robust(futures, measure, settings=settings, watch=progress.watch)
    alike = (ALIKE,) if demand_ranges and measure == "expected" and found.faced else ()
    case, lines = futures[0].case, (*robust_told(found), *alike)
    rest = whole(found) if found.faced else None
    data = {"robust": short(found)} | ({} if rest is None else {"whole": digest(rest)})
    answer = Answer(TITLE, case.frame, data, lines, robust_tables(case, found), rest)
    conclude(context, voice, answer)
    if not found.faced:
        raise typer.Exit(4 if found.diagnosis is None else 3)


def settings_of(backend: str, seconds: float) -> Settings:
    """Return the settings asked for; a back end or a time that cannot be used is a wrong option."""
    names = [one.NAME for one in BACKENDS]
    if backend not in names:
        raise typer.BadParameter(f"{backend!r} is none of {', '.join(names)}", param_hint="--backend")
    reason = get(backend).available()
    if reason is not None:
        raise typer.BadParameter(reason, param_hint="--backend")
    if not seconds >= 0:
        raise typer.BadParameter(f"{seconds} is no time", param_hint="--seconds")
    return Settings(backend=backend, seconds=seconds)


def case_under(where: Path, scenarios: Sequence[str]) -> Case:
    """Return the case of a run, or of an instance under scenarios; a run has its scenarios in it already."""
    if scenarios and is_run(where):
        raise typer.BadParameter(f"{where} is a run: scenarios want the instance folder", param_hint="--scenario")
    return case_of(where, scenarios)[0]


def _ranged(where: Path, scenarios: Sequence[str], budget: int | None) -> tuple[Future, ...]:
    case = case_under(where, scenarios)
    ranges = stated_ranges(case)
    if not ranges:
        raise typer.BadParameter("no demand line states a range (low, high)", param_hint="--demand-ranges")
    try:
        return budgeted(case, ranges, 1 if budget is None else budget)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--budget") from error


def _listed(where: Path, scenarios: Sequence[str], asked: Sequence[str]) -> tuple[Future, ...]:
    if is_run(where):
        raise typer.BadParameter(f"{where} is a run: futures want the instance folder", param_hint="--future")
    pairs = [_pair(text) for text in asked]
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise typer.BadParameter(f"named twice: {', '.join(twice)}", param_hint="--future")
    total = sum((weight for _, weight in pairs), Fraction(0))
    if total != 1:
        words = f"the probabilities add to {total}, not to 1 (fractions such as 1/3 are read exactly)"
        raise typer.BadParameter(words, param_hint="--future")
    futures = tuple(Future(name, _case(where, scenarios, name), weight) for name, weight in pairs)
    for one in futures[1:]:
        _comparable(futures[0], one)
    return futures


def _pair(text: str) -> tuple[str, Fraction]:
    name, _, figure = text.rpartition("=")
    try:
        weight = Fraction(figure.strip())
    except (ValueError, ZeroDivisionError):
        weight = Fraction(0)
    if not name.strip() or not 0 < weight <= 1:
        words = f"{text!r} is not SCENARIO=PROBABILITY with a probability above 0 and at most 1"
        raise typer.BadParameter(words, param_hint="--future")
    return name.strip(), weight


def _case(where: Path, scenarios: Sequence[str], name: str) -> Case:
    """Return the instance under a future; a scenario that is called ``nominal`` goes before the instance itself."""
    itself = name == NOMINAL and file_of(where, name) is None
    return load_case(where, [*scenarios, *([] if itself else name.split("+"))]).case


def _comparable(first: Future, other: Future) -> None:
    """Refuse futures that do not decide on the same things: sites, periods, tiers."""
    kinds = {
        "sites": [[site.id for site in one.case.sites] for one in (first, other)],
        "periods": [[period.id for period in one.case.periods] for one in (first, other)],
        "tiers": [[tier.name for tier in one.case.policy.objective.tiers] for one in (first, other)],
    }
    for kind, (before, after) in kinds.items():
        if before != after:
            words = f"{first.name} and {other.name} have different {kind}; futures share their decisions"
            raise typer.BadParameter(words, param_hint="--future")
