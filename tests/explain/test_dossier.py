"""Dossiers: the opposite costs what enumeration finds, sentences read back, turns are solved on both sides."""

from __future__ import annotations

import re
from decimal import Decimal

import builders as b
import pytest
from enumeration import TooMany, best
from explain.planted import lock
from random_cases import random_case

from models import Action, Case, Haul, Outcome, Verdict
from models.geography import Excluded, Geography, Layer
from optimizer.audit import audit
from optimizer.explain.cache import Cache
from optimizer.explain.dossier import dossier
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossier_turn import acts
from optimizer.explain.dossier_turn_figures import scaled
from optimizer.explain.dossiers import dossiers
from optimizer.explain.forced import IDLE, opposite, resolve, revised, with_locks
from optimizer.explain.importance import Standing, changes, importance, standing_of
from optimizer.facts import printed
from optimizer.formulation import compile_case
from optimizer.solve import Settings, Solved, solve

MOST = 3000
TICK = Decimal("0.00001")
FIGURE = re.compile(r"(?<![A-Za-z\d.×])-?\d+(?:\.\d+)?")


def two_blocks(**fields: object) -> Case:
    """Demand of 4; A hauls at 1, C at 2 per unit and period: A is licensed, C is not."""
    hauls = (Haul.model_validate({"site": "A", "place": "town", "cost": 1}),
             Haul.model_validate({"site": "C", "place": "town", "cost": 2}))  # fmt: skip
    blocks = (b.block("A", most_capacity="4", opening_cost="1"), b.block("C", most_capacity="4", opening_cost="1"))
    given = {"periods": b.periods(1), "blocks": blocks, "demands": (b.demand("2021", "4", shortage_price=50),),
             "geography": Geography(hauls=hauls)}  # fmt: skip
    return b.case(**(given | fields))


@pytest.mark.parametrize("seed", range(40))
def test_replacement_costs_equal_enumeration(seed: int) -> None:
    case = random_case(seed)
    base = solve(case).outcome
    if base.plan is None:
        pytest.skip("no plan")
    for site in [one.id for one in case.sites][:2]:
        forced = with_locks(case, (opposite(base.plan.decision[site]),))
        try:
            known = best(forced, MOST)
        except TooMany:
            continue
        found = importance(case, base, site)
        if known.values is None:
            assert found.standing == Standing.IRREPLACEABLE
            continue
        assert found.standing == Standing.SETTLED
        for tier, value in zip(found.tiers, known.values, strict=True):
            assert abs(tier.after - printed(value)) <= TICK
            assert tier.least is not None and tier.most is not None
            assert tier.least - TICK <= printed(value) - tier.before <= tier.most + TICK


def test_the_dearer_block_instead() -> None:
    """Without A, C brings the 4: haul 8 instead of 4, and the surcharge of ids; nothing else."""
    case = two_blocks()
    found = dossier(case, solve(case).outcome, "A", turns=False)
    assert found.decision.action == Action.LICENSED
    assert {term.name: term.after - term.before for term in found.terms}["haul"] == 4
    assert [move.site for move in found.moves] == ["C"]
    assert found.standing == Standing.SETTLED
    assert found.plan is not None
    assert audit(with_locks(case, (lock("A", "not_licensed"),)), found.plan).passed


def test_what_cannot_be_forced_names_its_clauses() -> None:
    """C is on excluded ground; A is locked: both say which clause, one without a solve, one by a conflict."""
    layer = Layer(id="park", name=b.text("park"))
    inside = Excluded.model_validate({"site": "C", "layer": "park", "area_m2": 250, "share": "0.5"})
    geography = revised(two_blocks().geography, excluded=(inside,))
    case = two_blocks(geography=geography, layers=(layer,), policy={"mine_count": {"limits": [{"at_most": 1}]}})
    base = solve(case).outcome
    found = dossier(case, base, "C", turns=False)
    assert (found.standing, found.conflict) == (Standing.IRREPLACEABLE, ("exclusion",))
    assert found.verdict == Verdict.IMPOSSIBLE
    assert [(one.layer, one.overlap_m2) for one in found.screened] == [("park", 250)]
    needed = revised(case, policy=revised(case.policy, demand={"mode": "hard"}))
    kept = dossier(needed, solve(needed).outcome, "A", turns=False)
    assert kept.standing == Standing.IRREPLACEABLE
    assert set(kept.conflict) == {"demand", "exclusion"}


def stopped(*_: object, **__: object) -> Solved:
    outcome = Outcome(case="test", verdict=Verdict.STOPPED)
    return Solved(outcome, {}, (), compile_case(two_blocks()))


def test_a_time_out_never_reads_as_irreplaceable(monkeypatch: pytest.MonkeyPatch) -> None:
    case = two_blocks()
    monkeypatch.setattr("optimizer.explain.dossier.resolve", stopped)
    found = dossier(case, solve(case).outcome, "A")
    assert (found.standing, found.tiers) == (Standing.OPEN, ())
    assert all(turn.turned is None and not turn.settled for turn in found.turnings)
    words = "".join(one.text.zh for one in found.sentences)
    assert "未能判定" in words
    assert "不可能" not in words


def test_a_plan_without_proof_gives_an_interval_that_is_not_settled() -> None:
    base = solve(two_blocks()).outcome
    loose = tuple(revised(tier, bound=tier.value - 7, proven=False) for tier in base.tiers)
    forced = base.model_copy(update={"verdict": Verdict.WITHIN_GAP, "tiers": loose})
    assert standing_of(base, forced) == Standing.OPEN
    for tier in changes(base, forced):
        assert tier.least is not None
        assert tier.most is not None
        assert tier.least <= tier.change - 7 < tier.change <= tier.most


def test_turns_are_solved_on_both_sides() -> None:
    """C costs 1 + 8 against 1 + 4 of A (surcharges below 0.2 apart): C's haul at about half turns it, not its costs."""
    case = two_blocks()
    base = solve(case).outcome
    found = dossier(case, base, "C")
    turns = {turn.figure: turn for turn in found.turnings}
    haul = turns["haul"]
    assert haul.settled
    assert haul.turned is not None
    assert abs(haul.turned - Decimal("0.5")) < Decimal("0.05")
    for factor, acting in ((haul.kept, False), (haul.turned, True)):
        assert acts(solve(scaled(case, "C", "haul", factor)).outcome, "C") is acting
    assert turns["costs"].turned is None


def test_the_meeting_of_two_cost_lines_needs_a_solve_on_either_side() -> None:
    """A costs 1 + 4, C costs 1 + 8 f with its haul scaled by f: they meet at 1/2, asked 0.008 beside it, twice.

    The best plan with C forced in has A as well and tells of no meeting: the far end, 0, is asked first.
    """
    case = two_blocks()
    haul = next(one for one in dossier(case, solve(case).outcome, "C").turnings if one.figure == "haul")
    assert (len(haul.tried), haul.tried[0]) == (3, 0)
    assert abs(haul.turned - haul.kept) <= Decimal("0.02")  # type: ignore[operator]


def test_costs_that_cannot_turn_a_decision_are_settled_without_a_solve() -> None:
    """Without A the 4 are short, a tier before costs: whatever A costs, it is licensed."""
    case = two_blocks(blocks=(b.block("A", most_capacity="4", opening_cost="1"),))
    base = solve(case).outcome
    for one in (one for one in dossier(case, base, "A").turnings if one.figure in {"costs", "haul"}):
        assert (one.tried, one.turned, one.settled) == ((), None, True)
        assert acts(solve(scaled(case, "A", one.figure, one.kept)).outcome, "A") is True


def test_a_figure_too_small_to_turn_a_decision_is_settled_by_a_bound() -> None:
    """C costs 1 to open and 8 to haul, A 5 in all: without C's opening it is still 8 against 5, as the bound shows."""
    case = two_blocks()
    costs = next(one for one in dossier(case, solve(case).outcome, "C").turnings if one.figure == "costs")
    assert (costs.tried, costs.kept, costs.turned, costs.settled) == ((), 0, None, True)


@pytest.mark.parametrize("seed", range(14))
def test_every_turn_is_what_a_solve_from_scratch_finds(seed: int) -> None:
    case = random_case(seed)
    base = solve(case).outcome
    if base.plan is None:
        pytest.skip("no plan")
    for site in [one.id for one in case.sites][:3]:
        now = acts(base, site)
        for one in dossier(case, base, site).turnings:
            assert one.settled
            assert acts(solve(scaled(case, site, one.figure, one.kept)).outcome, site) is now
            if one.turned is not None:
                assert acts(solve(scaled(case, site, one.figure, one.turned)).outcome, site) is (not now)


def figures_of(words: str, ids: set[str]) -> list[Decimal]:
    for name in sorted(ids, key=len, reverse=True):
        words = words.replace(name, "")
    return [Decimal(text) for text in FIGURE.findall(words)]


def read_back(found: Dossier, ids: set[str]) -> None:
    for one in found.sentences:
        for words in (one.text.zh, one.text.en):
            assert figures_of(words, ids) == [Decimal(value) for value in one.figures], one


def test_sentences_read_back() -> None:
    """What a reader can parse from the words, in both languages, is what the record holds."""
    layer = Layer(id="park", name=b.text("park"))
    inside = Excluded.model_validate({"site": "D", "layer": "park", "area_m2": "250.5", "share": "0.5"})
    geography = revised(two_blocks().geography, excluded=(inside,))
    blocks = (*two_blocks().blocks, b.block("D", most_capacity="4"))
    case = two_blocks(blocks=blocks, geography=geography, layers=(layer,),
                      policy={"mine_count": {"limits": [{"at_most": 2}]}})  # fmt: skip
    ids = {"2021", *case.site}
    for one in dossiers(case, processes=1, turns=True).dossiers:
        assert any(sentence.figures for sentence in one.sentences)
        read_back(one, ids)


def test_the_record_holds_every_figure_of_its_sentences() -> None:
    found = dossier(two_blocks(), solve(two_blocks()).outcome, "A")
    told = [value for one in found.sentences for value in one.figures]
    known = {Decimal(text) for text in re.findall(r"Decimal\('(.*?)'\)", str(found.model_dump(exclude={"sentences"})))}
    differences = {term.after - term.before for term in found.terms}
    counts = {Decimal(len(one.courses)) for one in found.screened}
    assert all(value in known | differences | counts for value in told)


def test_all_dossiers_in_two_processes_and_from_the_cache(tmp_path: object) -> None:
    case = two_blocks()
    first = dossiers(case, folder=tmp_path, processes=2)  # type: ignore[arg-type]
    assert [one.site for one in first.dossiers] == ["A", "C"]
    cache = Cache(tmp_path)  # type: ignore[arg-type]
    again = dossier(case, first.base, "A", cache=cache, turns=False)
    assert (cache.hits, cache.misses) == (1, 0)
    assert again.tiers == first.dossiers[0].tiers
    assert {row["standing"] for row in first.importance_rows()} == {"settled"}
    assert len(first.rows()) == sum(len(one.sentences) for one in first.dossiers)
    assert {one["site"] for one in first.to_json()["dossiers"]} == {"A", "C"}


def test_it_stops_with_what_is_done() -> None:
    calls: list[int] = []

    def watch(_: object) -> bool:
        calls.append(1)
        return len(calls) < 2

    found = dossiers(two_blocks(), watch=watch, processes=1)
    assert ([one.site for one in found.dossiers], found.missing) == (["A"], ("C",))


def test_forced_and_revised_look_nothing_up_in_the_old_case() -> None:
    case = two_blocks()
    assert case.site["A"].opening_cost == 1  # type: ignore[union-attr]
    grown = revised(case, blocks=tuple(revised(one, opening_cost="7") for one in case.blocks))
    assert grown.site["A"].opening_cost == 7  # type: ignore[union-attr]
    base = resolve(case, locks=(lock("A", "not_licensed"),)).outcome
    assert base.verdict == Verdict.PROVEN_BEST
    assert base.plan is not None and base.plan.decision["A"].action == IDLE[base.plan.decision["A"].kind]


def test_a_stopped_answer_is_not_kept() -> None:
    cache, case = Cache(), two_blocks()
    assert cache.solved(case, Settings(), stopped).outcome.verdict == Verdict.STOPPED
    resolve(case, cache=cache)
    resolve(case, cache=cache)
    resolve(case, settings=Settings(seed=1), cache=cache)
    assert (cache.hits, cache.misses) == (1, 3)


def test_another_case_is_another_answer() -> None:
    cache = Cache()
    one = resolve(two_blocks(), cache=cache).outcome
    two = resolve(two_blocks(demands=(b.demand("2021", "3", shortage_price=50),)), cache=cache).outcome
    assert cache.hits == 0
    assert one.objective != two.objective
