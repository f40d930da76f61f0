"""Repairs: each solved again and audited; least weight and fewest levers are those of enumeration by the audit."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import builders as b
import pytest
from enumeration import best
from explain.planted import KINDS, lock, planted
from random_cases import random_case

from models import Case, Verdict
from optimizer.audit import audit
from optimizer.explain.conflict import conflict_of
from optimizer.explain.conflict_record import State
from optimizer.explain.repair import repairs_of
from optimizer.explain.repair_lever import Lever
from optimizer.explain.repair_levers import levers_of
from optimizer.explain.repair_record import Menu
from optimizer.formulation import compile_case
from optimizer.solve import solve

MOST = 4


def small_cases() -> list[Case]:
    """Cases whose levers are whole figures and switches: at most a handful of plans each."""
    quota = {"id": "A", "name": b.text("area"), "mineral": "stone", "area_km2": 1, "quota": 0}
    return [
        b.case(  # two locked blocks, no mine allowed: raise the count by 2, or lift both locks
            periods=b.periods(1), blocks=(b.block("B0", most_capacity="2"), b.block("B1", most_capacity="2")),
            locks=(lock("B0", "licensed"), lock("B1", "licensed")),
            policy={"mine_count": {"limits": [{"at_most": 0}], "price": 3}},
        ),
        b.case(  # hard demand of 4, cap of 1, one block of 3: lower demand by 3, or by 1 and raise the cap by 2
            periods=b.periods(1), blocks=(b.block("B0", most_capacity="3"),), demands=(b.demand("2021", "4"),),
            policy={"demand": {"mode": "hard", "price": 2},
                    "output_cap": {"price": 1, "caps": [{"mineral": "stone", "at_most": 1}]}},
        ),
        b.case(  # a lock in an area without quota, and a batch that wants two licences
            periods=b.periods(1), areas=(quota,), locks=(lock("B0", "licensed"),),
            blocks=(b.block("B0", area="A", most_capacity="1"),
                    b.block("B1", most_capacity="1", construction_ready=False)),
            policy={"phasing": {"batches": [{"periods": ["2021"], "at_least": 2}], "price": 2}},
        ),
        b.case(  # an account of output against a limit of pits
            periods=b.periods(1), blocks=(b.block("B0", most_capacity="2"),), policy={
                "open_pit_control": {"at_most": 0, "price": 5}, "demand": {"surplus": True},
                "account": {"accounts": [{"id": "least", "title": b.text("least"), "unit": "万t", "at_least": 3,
                                          "contributions": [{"measure": "output"}]}]}},
        ),
    ]  # fmt: skip


def changed(case: Case, levers: tuple[Lever, ...], amounts: tuple[int, ...]) -> Case:
    for lever, amount in zip(levers, amounts, strict=True):
        if amount:
            case, _, _ = lever.change(case, Fraction(amount), None)
    return case


def enumerated(case: Case) -> list[tuple[float, int]]:
    """Weight and number of levers of every change, in whole steps to MOST, after which some plan passes the audit."""
    levers = levers_of(compile_case(case))
    ranges = [range(2 if lever.switch else MOST + 1) for lever in levers]
    found = []
    for amounts in product(*ranges):
        if best(changed(case, levers, amounts)).plan is not None:
            weight = sum(lever.price * amount for lever, amount in zip(levers, amounts, strict=True))
            found.append((weight, sum(map(bool, amounts))))
    return found


@pytest.mark.parametrize("number", range(4))
def test_least_repairs_equal_enumeration(number: int) -> None:
    case = small_cases()[number]
    menu, known = repairs_of(case), enumerated(case)
    least, few = min(weight for weight, _ in known), min(count for _, count in known)
    assert menu.repairs[0].weight == pytest.approx(least)
    fewest = next(one for one in menu.repairs if one.kind in {"fewest", "both"})
    assert len(fewest.steps) == few
    assert fewest.weight == pytest.approx(min(weight for weight, count in known if count == few))
    assert all(one.confirmed and one.least for one in menu.repairs)


@pytest.fixture(scope="module")
def menus() -> list[tuple[Case, Menu]]:
    return [(planted(number)[0], repairs_of(planted(number)[0], 3)) for number in range(2 * len(KINDS))]


def test_every_repair_offered_solves_again(menus: list[tuple[Case, Menu]]) -> None:
    for _, menu in menus:
        assert menu.repairs
        assert all(one.confirmed and one.plan is not None for one in menu.repairs)


def test_every_step_is_needed(menus: list[tuple[Case, Menu]]) -> None:
    """The repair's plan breaks the case as it was: nothing is offered where nothing is wrong."""
    for case, menu in menus:
        for one in menu.repairs:
            assert one.plan is not None
            assert one.steps
            assert not audit(case, one.plan).passed


def test_repairs_touch_different_clauses(menus: list[tuple[Case, Menu]]) -> None:
    for _, menu in menus:
        cut = [{step.clause for step in one.steps} for one in menu.repairs if one.kind != "fewest"]
        assert all(not first <= second for first, second in combinations(cut, 2))


@pytest.mark.parametrize("seed", range(120, 220))
def test_random_impossible_cases_are_explained_and_mended(seed: int) -> None:
    """Every clause of the model turns up: members needed and audited, repairs solved again."""
    case = random_case(seed)
    if solve(case).outcome.verdict != Verdict.IMPOSSIBLE:
        assert conflict_of(case, plans=False).state == State.POSSIBLE
        return
    found = conflict_of(case)
    assert found.state == State.IMPOSSIBLE
    assert all(one.needed and one.audited for one in found.members)
    menu = repairs_of(case, 3)
    assert menu.repairs
    assert all(one.confirmed for one in menu.repairs), menu.rows()


def test_sentences_print_the_figures() -> None:
    """Cap of 80 against a demand of 90 that a block of 100 could meet: raise the cap from 80 to 90."""
    policy = {"demand": {"mode": "hard", "price": 9}, "output_cap": {"caps": [{"mineral": "stone", "at_most": 80}]}}
    case = b.case(blocks=(b.block(most_capacity="100"),), demands=(b.demand("2021", "90"),), policy=policy)
    first = repairs_of(case, 1).repairs[0]
    assert first.sentence().zh == "将stone总量指标（产量）由 80 调至 90 万t"
    assert first.sentence().en == "raise the stone cap on output from 80×10⁴ t to 90×10⁴ t"
    assert (first.steps[0].amount, first.weight) == (10, 10)


def test_prices_given_lead_elsewhere() -> None:
    """Each unit of cap at 9, of demand at 2: demand is lowered instead."""
    policy = {"demand": {"mode": "hard", "price": 2}, "output_cap": {"caps": [{"mineral": "stone", "at_most": 80}]}}
    case = b.case(blocks=(b.block(most_capacity="100"),), demands=(b.demand("2021", "90"),), policy=policy)
    assert repairs_of(case, 1).repairs[0].steps[0].clause == "output_cap"
    assert repairs_of(case, 1, prices={"output_cap": 9}).repairs[0].steps[0].clause == "demand"


def test_a_possible_case_needs_no_step() -> None:
    menu = repairs_of(b.case(blocks=(b.block(),)), 1)
    assert [one.steps for one in menu.repairs] == [()]


def test_no_time_gives_no_repair_and_says_so() -> None:
    menu = repairs_of(planted(0)[0], seconds=0.0)
    assert menu.repairs == ()
    assert "nothing" in menu.remark
    assert repairs_of(planted(0)[0], watch=lambda _: False).remark == "stopped"
