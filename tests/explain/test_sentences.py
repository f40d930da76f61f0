"""Figures read back out of the words, in both languages, for every kind of sentence; a new kind must have a reader.

A kind is a function of `optimizer.explain` that puts values into words. READ says how to build such a sentence and
which figures it must hold; NAMES lists those that put only names (of sites, clauses, levers, errors) into words. The
sentences of dossiers keep their figures beside them and are read back in test_dossier.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import builders as b
import pytest
from explain.alternatives_enumeration import quarries
from explain.planted import lock
from explain.test_binding import capped
from explain.test_proposal import quarries as pits

import optimizer.explain
from models import Text
from models.scenario import Change
from optimizer.explain.alternatives import Alternatives, alternatives
from optimizer.explain.alternatives_data import told
from optimizer.explain.alternatives_span import span
from optimizer.explain.alternatives_words import alternatives_told, span_told
from optimizer.explain.arithmetic_words import sentence as shortfall_told
from optimizer.explain.attribution import Attribution, Edit, attribution
from optimizer.explain.attribution_words import attribution_told
from optimizer.explain.binding import bindings
from optimizer.explain.binding_words import bindings_told
from optimizer.explain.breakpoint import sweep
from optimizer.explain.breakpoint_record import Sweep
from optimizer.explain.breakpoint_vary import varied
from optimizer.explain.breakpoint_words import sweep_told
from optimizer.explain.forced import revised
from optimizer.explain.frequency import pool_told
from optimizer.explain.frontier import Frontier, frontier
from optimizer.explain.frontier_three import Surface, surface
from optimizer.explain.frontier_words import frontier_told, surface_told
from optimizer.explain.proposal import proposals
from optimizer.explain.reference import Adjusted, adjusted
from optimizer.explain.reference_words import adjusted_told
from optimizer.explain.repair import repairs_of
from optimizer.explain.robust import Robust, robust
from optimizer.explain.robust_future import Future
from optimizer.explain.robust_words import robust_told
from optimizer.solve import solve

Figures = list[Fraction | Decimal | float | int]
Told = tuple[Text, Figures]
FIGURE = re.compile(r"(?<![A-Za-z\d.×])-?\d+(?:\.\d+)?")
IDS = re.compile(r"\b[BM]\d\b|208号|2021|blocks\[B2\]\.opening_cost|future \d")
PATH = "blocks[B2].opening_cost"
DOSSIER = "sentence"


def figures_in(words: str) -> list[Decimal]:
    return sorted(Decimal(text) for text in FIGURE.findall(IDS.sub("", words)))


def printed(figures: Figures) -> list[Decimal]:
    return sorted(Decimal(told(value)) for value in figures)


@cache
def some() -> Alternatives:
    return alternatives(quarries(), loss=Decimal("0.6"), distance=2, count=2)


def of_alternatives() -> Iterator[Told]:
    one, lines = some(), alternatives_told(some())
    yield lines[0], [one.limit, one.distance, len(one.found)]


def of_plans() -> Iterator[Told]:
    lines = alternatives_told(some())[1:]
    for number, (one, line) in enumerate(zip(some().found, lines, strict=False), 1):
        share = Decimal(f"{float(one.loss * 100):.4f}").normalize()
        yield line, [number, one.shown.tiers[-1], share, one.distances[0]]


def of_span() -> Iterator[Told]:
    found = span(quarries(), loss=Decimal("0.6"))
    counts = [len(found.core), len(found.optional), len(found.never), found.farthest_distance]
    yield from ((line, [count]) for line, count in zip(span_told(found), counts, strict=True))


def of_pool() -> Iterator[Told]:
    yield pool_told(some()), [some().limit, len(some().found) + 1]
    whole = alternatives(quarries(), loss=Decimal("0.6"), count=99)
    yield pool_told(whole), [whole.limit, len(whole.found) + 1]


@cache
def front() -> Frontier:
    return frontier(quarries(), ["opening", "haul"])


def of_points() -> Iterator[Told]:
    for number, (point, line) in enumerate(zip(front().points, frontier_told(front()), strict=False), 1):
        yield line, [number, *point.found, *point.values]


def of_segments() -> Iterator[Told]:
    joined = front().__class__(**{name: getattr(front(), name) for name in front().__slots__} | {"segments": ((0, 1),)})
    yield frontier_told(joined)[len(joined.points)], [1, 2]


def of_complete() -> Iterator[Told]:
    yield frontier_told(front())[-1], list(front().resolution)
    fields = {name: getattr(front(), name) for name in front().__slots__}
    yield frontier_told(Frontier(**fields | {"complete": False, "open": 3}))[-1], [3]


def of_surface() -> Iterator[Told]:
    found: Surface = surface(quarries(), ["opening", "haul", "operating"], levels=2)
    yield surface_told(found)[-1], list(found.steps[1:])


@cache
def walk() -> Sweep:
    return sweep(lambda value: varied(quarries(), PATH, value), Decimal(0), Decimal(20), tolerance=Decimal(1))


def of_stretches() -> Iterator[Told]:
    for one, line in zip(walk().stretches, sweep_told(walk(), PATH), strict=False):
        ends = [one.first] if one.first is one.last else [one.first, one.last]
        yield line, [figure for end in ends if end.shown for figure in (end.value, end.shown.tiers[-1])]


def of_breaks() -> Iterator[Told]:
    lines = sweep_told(walk(), PATH)[len(walk().stretches) :]
    for one, line in zip(walk().breaks, lines, strict=False):
        yield line, [one.before.value, one.after.value, *([] if one.exact is None else [one.exact])]


def of_resolution() -> Iterator[Told]:
    """Shortage of stone is priced ever higher: the same courses at 3 values 1 apart, and no straight cost tier."""
    make = partial(varied, quarries(), "demands[mineral=stone].shortage_price")
    found = sweep(make, Decimal(100), Decimal(102), tolerance=Decimal("0.5"), samples=3)
    gaps = [b.value - a.value for a, b in pairwise(found.stops) if a.key == b.key]
    lines = [line for line in sweep_told(found, PATH) if line.en.startswith("Resolution")]
    yield from ((line, [len(found.stops), max(gaps)]) for line in lines)


def of_width() -> Iterator[Told]:
    yield sweep_told(walk(), PATH)[-1], [walk().tolerance]


def cents(value: Fraction) -> Fraction:
    return Fraction(round(value * 100), 100)


@cache
def sturdy() -> Robust:
    futures = (Future("future 1", quarries()), Future("future 2", quarries("6")))
    return robust(futures, "regret")


def of_robust() -> Iterator[Told]:
    yield robust_told(sturdy())[0], [*map(cents, sturdy().published), len(sturdy().faced)]


def of_futures() -> Iterator[Told]:
    for one, line in zip(sturdy().faced, robust_told(sturdy())[1:], strict=False):
        assert one.regret is not None
        yield line, [cents(one.shown.tiers[-1]), cents(one.regret)]


def of_price() -> Iterator[Told]:
    assert sturdy().price is not None
    yield robust_told(sturdy())[-1], [cents(sturdy().price or Fraction(0))]


@cache
def moved() -> Adjusted:
    plan = solve(quarries()).outcome.plan
    assert plan is not None
    cap = {"caps": [{"mineral": "stone", "at_most": 2}], "mode": "soft", "price": 1}
    policy = revised(quarries().policy, output_cap=b.policy(output_cap=cap).output_cap)
    first = next(one.site for one in plan.decisions if one.action == "licensed")
    case = revised(quarries(), policy=policy, locks=(lock(first, "licensed", forbid=True),))
    return adjusted(case, plan)


def of_adjusted() -> Iterator[Told]:
    yield adjusted_told(moved())[0], [len(moved().changed), moved().capacity]


def of_forcing() -> Iterator[Told]:
    for one, line in zip(moved().forcing, adjusted_told(moved())[1:], strict=False):
        yield line, [one.found or 0, one.required or 0]


def of_records() -> Iterator[Told]:
    lines = adjusted_told(moved())[1 + len(moved().forcing) :]
    for record, line in zip(moved().records, lines, strict=True):
        own = [figure for one in record.findings for figure in (one.found or 0, one.required or 0)]
        heading = figures_in(record.clause.heading)
        assert figures_in(line.zh) == sorted([*printed([*own, *(v for _, v in record.cost if v)]), *heading])
        yield Text(zh=line.en, en=line.en), [*own, *(value for _, value in record.cost if value)]


@cache
def shares() -> Attribution:
    edits = (Edit("demand", (Change(path="demands[mineral=stone].quantity", value="5"),)),
             Edit("dearer", (Change(path=PATH, op="scale", factor="4"),)))  # fmt: skip
    return attribution(quarries("3"), edits)


def of_shares() -> Iterator[Told]:
    ordered = sorted(shares().shares, key=lambda one: (one.measure, -abs(one.value)))
    yield from ((line, [one.value]) for one, line in zip(ordered, attribution_told(shares()), strict=False))


def of_ways() -> Iterator[Told]:
    yield attribution_told(shares())[-1], [shares().solves]
    fields = {name: getattr(shares(), name) for name in shares().__slots__}
    yield attribution_told(Attribution(**fields | {"exact": False, "orders": 32}))[-1], [32]


def of_shortfalls() -> Iterator[Told]:
    for relation in ("≤", "≥"):
        yield shortfall_told("output_cap", "stone", relation, 4.5, 7.25, "万t"), [4.5, 7.25]


def of_steps() -> Iterator[Told]:
    policy = {"demand": {"mode": "hard", "price": 9}, "output_cap": {"caps": [{"mineral": "stone", "at_most": 80}]}}
    case = b.case(blocks=(b.block(most_capacity="100"),), demands=(b.demand("2021", "90"),), policy=policy)
    yield repairs_of(case, 1).repairs[0].sentence(), [80, 90]


def of_bindings() -> Iterator[Told]:
    # The cap of 5 of test_binding, and one of 8 that all of the demand just fills: wider nothing changes.
    for found in (bindings(capped(5), solve(capped(5)).outcome), bindings(capped(8), solve(capped(8)).outcome)):
        sides = [side for one in found for side in (one.wider, one.tighter) if side is not None]
        words = [line for line in bindings_told(found) if "→" in line.zh]
        assert len(sides) == len(words) > 0
        for side, line in zip(sides, words, strict=True):
            moved = [Decimal(side.before), Decimal(side.after)]
            reach = [end for end in (side.holds_to, side.fails_at) if end is not None]
            yield line, [*moved, *(tier.change for tier in side.tiers if tier.change), *reach]


def of_unasked() -> Iterator[Told]:
    yield bindings_told((), unasked=3)[-1], [3]


def of_merger_names() -> Iterator[Told]:
    for number, one in enumerate(proposals(pits()), start=1):
        yield one.merger.name, [number]


def of_reasons() -> Iterator[Told]:
    # M3 and M4 do not share a boundary but lie 400 m apart; without a policy no least scale is known.
    for one in (*proposals(pits()), *proposals(pits(policy={}))):
        bonds = [bond.shared_m or bond.distance_m for bond in one.bonds]
        counts = [count for count in (one.gain.below, len(one.merger.members), one.gain.wanted) if count]
        reached = [one.reach.least, one.reach.most] if one.reach.open else [one.reach.most]
        scale = [] if one.reach.least_scale is None else [one.reach.least_scale]
        # Each of the four mines works 3.
        yield one.reason, [*bonds, one.capacity, 3, 3, 3, 3, *counts, *reached, *scale]


READ: dict[str, Callable[[], Iterator[Told]]] = {
    "alternatives_words.alternatives_told": of_alternatives,
    "alternatives_words._line": of_plans,
    "alternatives_words.span_told": of_span,
    "frequency.pool_told": of_pool,
    "frontier_words._line": of_points,
    "frontier_words._segment": of_segments,
    "frontier_words._complete": of_complete,
    "frontier_words.surface_told": of_surface,
    "breakpoint_words._stretch": of_stretches,
    "breakpoint_words._break": of_breaks,
    "breakpoint_words._resolution": of_resolution,
    "breakpoint_words._end": of_width,
    "robust_words.robust_told": of_robust,
    "robust_words._faced": of_futures,
    "robust_words._price": of_price,
    "reference_words._changed": of_adjusted,
    "reference_words._figures": of_forcing,
    "reference_words._forced": of_forcing,
    "reference_words._record": of_records,
    "reference_record._dearer": of_records,
    "attribution_words._line": of_shares,
    "attribution_words._end": of_ways,
    "arithmetic_words.sentence": of_shortfalls,
    "repair_lever.sentence": of_steps,
    "proposal_build.built": of_merger_names,
    "binding_words._sides": of_bindings,
    "binding_words._worth": of_bindings,
    "binding_words.bindings_told": of_unasked,
    "proposal_words._bond": of_reasons,
    "proposal_words._small": of_reasons,
    "proposal_words._reached": of_reasons,
}
NAMES = {
    "alternatives_errand.ask", "alternatives_room.base_of", "alternatives_words._end", "arithmetic_words.no_course",
    "attribution._measures", "attribution_words._gone", "breakpoint._stop", "conflict_witness.member_of",
    "dossier._words", "reference_record._impossible", "reference_record._record", "reference_words._none",
    "reference_words._unfinished", "robust._faced",
    "repair_lever.of_unit", "repair_levers._aside", "repair_levers_figures._caps", "repair_levers_figures._counts",
    "repair_levers_figures._areas", "repair_levers_figures._schedule", "repair_levers_figures._singles",
    "repair_levers_ground._cliques", "repair_levers_needs._targets", "repair_levers_needs._demands",
    "repair_levers_scales._scales", "repair_levers_scales._lives", "repair_levers_shares.share_levers",
    "repair_levers_sites._locks", "repair_levers_sites._mines", "repair_levers_sites._blocks",
    "repair_levers_sites._ground",
    "binding_words._bound", "proposal_words._ground", "proposal_words._home", "proposal_words.standing_told",
}  # fmt: skip


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        yield from (one for one in inner if isinstance(one, ast.FunctionDef))


def says(function: ast.FunctionDef) -> bool:
    """Whether it puts values into words: a call of Text or _said with an f-string in it."""
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    ours = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"Text", "_said"})
    return any(isinstance(part, ast.FormattedValue) for call in ours for part in ast.walk(call))


def kinds() -> set[str]:
    folder = Path(optimizer.explain.__file__).parent
    trees = ((path.stem, ast.parse(path.read_text("utf-8"))) for path in folder.glob("*.py"))
    return {f"{name}.{one.name}" for name, tree in trees if name != DOSSIER for one in functions(tree) if says(one)}


def test_every_kind_of_sentence_is_read_back_or_holds_names_alone() -> None:
    assert kinds() - set(READ) - NAMES == set()


@pytest.mark.parametrize("kind", READ)
def test_figures_are_read_back_in_both_languages(kind: str) -> None:
    lines = list(READ[kind]())
    assert lines
    for text, figures in lines:
        assert figures_in(text.en) == printed(figures), text.en
        assert figures_in(text.zh) == printed(figures), text.zh
