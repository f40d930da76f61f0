"""Figures before any solver: by hand, sound against the solver, and naming only the clauses they need."""

from __future__ import annotations

import builders as b
import pytest
from explain.planted import lock, planted
from random_cases import random_case

from models import Verdict
from optimizer.explain.arithmetic import shortfalls
from optimizer.explain.conflict_record import Shortfall
from optimizer.formulation import compile_case
from optimizer.solve import solve


def of(case: object) -> tuple[Shortfall, ...]:
    return shortfalls(compile_case(case))  # type: ignore[arg-type]


def test_most_supply_against_demand() -> None:
    """One mine of 3 and an import of 2 against a hard demand of 9: 5 at most."""
    offer = {"mineral": "stone", "place": "town", "period": "2021", "at_most": 2}
    case = b.case(mines=(b.mine(),), demands=(b.demand("2021", "9"),), imports=(offer,),
                  policy={"demand": {"mode": "hard"}})  # fmt: skip
    (found,) = of(case)
    assert (found.code, found.clauses, found.period) == ("LE-A3", ("demand",), "2021")
    assert (found.required, found.reachable) == (9, 5)
    assert "9" in found.sentence.zh and "5" in found.sentence.en


def test_a_cap_below_what_is_wanted() -> None:
    """Two blocks of 10 each reach the demand of 12, the cap of 11 does not: output_cap with demand."""
    policy = {"demand": {"mode": "hard"}, "output_cap": {"caps": [{"mineral": "stone", "at_most": 11}]}}
    case = b.case(blocks=(b.block("A"), b.block("B")), demands=(b.demand("2021", "12"),), policy=policy)
    (found,) = of(case)
    assert (found.code, set(found.clauses), found.required, found.reachable) == (
        "LE-A4",
        {"demand", "output_cap"},
        12,
        11,
    )


def test_caps_of_units_below_what_is_wanted_together() -> None:
    """Blocks of 10 each in two counties and one of 4 in no unit; caps of 5 and 20: 5 + 10 + 4 = 19 of the 22 wanted."""
    caps = [{"mineral": "stone", "at_most": most, "region": unit} for unit, most in (("north", 5), ("south", 20))]
    case = b.case(
        regions=b.regions(city=None, north="city", south="city"),
        blocks=(b.block("A", region="north"), b.block("B", region="south"), b.block("C", most_capacity=4)),
        demands=(b.demand("2021", "22"),), policy={"demand": {"mode": "hard"}, "output_cap": {"caps": caps}},
    )  # fmt: skip
    (found,) = of(case)
    assert (found.code, set(found.clauses)) == ("LE-A4", {"demand", "output_cap"})
    assert (found.required, found.reachable) == (22, 19)


def test_the_tighter_of_a_unit_and_those_below_it_bounds_supply() -> None:
    """Caps 5 and 20 on counties of 10 each let 5 + 10 = 15 through, the city's own 12: less than the 14 wanted."""
    limits = (("north", 5), ("south", 20), ("city", 12))
    caps = [{"mineral": "stone", "at_most": most, "region": unit} for unit, most in limits]
    case = b.case(
        regions=b.regions(city=None, north="city", south="city"), demands=(b.demand("2021", "14"),),
        blocks=(b.block("A", region="north"), b.block("B", region="south")),
        policy={"demand": {"mode": "hard"}, "output_cap": {"caps": caps}},
    )  # fmt: skip
    assert [(one.code, one.reachable) for one in of(case)] == [("LE-A4", 12)]
    policy = {"demand": {"mode": "hard"}, "output_cap": {"caps": [*caps[:2], caps[2] | {"mode": "report"}]}}
    assert of(case.model_copy(update={"policy": b.policy(**policy)})) == ()


def test_fewest_mines_against_the_count() -> None:
    """Three mines that may not close, at most two: 3 > 2; the lock elsewhere is not named."""
    policy = {"mine_count": {"limits": [{"at_most": 2}]}, "consolidation": {"close_allowed": False}}
    mines = tuple(b.mine(f"M{k}") for k in range(3))
    case = b.case(mines=mines, blocks=(b.block(),), locks=(lock("B1", "not_licensed"),), policy=policy)
    found = of(case)
    assert {(one.code, one.clauses, one.required, one.reachable) for one in found} == {
        ("LE-A2", ("mine_count", "consolidation"), 2, 3)
    }


def test_least_scale_against_a_cap_on_capacity() -> None:
    """A lock licenses the block medium, so at least 5; the cap on capacity is 4."""
    cap = {"mineral": "stone", "at_most": 4, "measure": "capacity", "periods": ["2022"]}
    case = b.case(blocks=(b.block(),), locks=(lock("B1", "licensed", production_class="medium", start="2022"),),
                  policy={"output_cap": {"caps": [cap]}})  # fmt: skip
    found = [one for one in of(case) if one.clauses[0] == "output_cap" and one.code == "LE-A2"]
    assert [(one.required, one.reachable, set(one.clauses)) for one in found] == [(4, 5, {"output_cap", "lock"})]


def test_a_site_that_can_do_nothing() -> None:
    """A lock to close a mine without a reason: nothing is left that it may do."""
    case = b.case(mines=(b.mine(),), locks=(lock("M1", "close"),))
    found = [one for one in of(case) if one.code == "LE-A1"]
    assert [(one.subject, set(one.clauses)) for one in found] == [("M1", {"consolidation", "lock"})]


def test_locks_against_a_quota() -> None:
    """Two blocks locked in an area with a quota of one: 2 > 1."""
    area = {"id": "A", "name": b.text("area"), "mineral": "stone", "area_km2": 1, "quota": 1}
    case = b.case(blocks=(b.block("B1", area="A"), b.block("B2", area="A")), areas=(area,),
                  locks=(lock("B1", "licensed"), lock("B2", "licensed")))  # fmt: skip
    (found,) = of(case)
    assert (set(found.clauses), found.required, found.reachable) == ({"area_quota", "lock"}, 1, 2)


@pytest.mark.parametrize("seed", range(60))
def test_a_shortfall_is_a_proof(seed: int) -> None:
    """Whatever is found on random cases, the solver must agree that there is no plan; on possible ones, nothing."""
    case = random_case(seed)
    if of(case):
        assert solve(case).outcome.verdict == Verdict.IMPOSSIBLE


def test_planted_conflicts_are_seen_where_figures_suffice() -> None:
    assert all(of(planted(number)[0]) for number in (0, 1, 3, 4))
