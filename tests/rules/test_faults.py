"""A test for each fault that was found in the clauses, named after it."""

from __future__ import annotations

from decimal import Decimal

import builders as b
import numpy as np
from rules.witness import rows_of_rule

from models import Adjacency, Case, Geography, Judgement, Plan, Shipment
from optimizer.backends import cp_sat
from optimizer.decisions import decide, encode
from optimizer.facts import facts_of
from optimizer.formulation import compile_case
from optimizer.rules import (
    area_quota,
    capacity,
    demand,
    exploration_degree,
    exploration_target,
    overlap,
    phasing,
    production,
    reserve_fit,
    restoration,
)

IDLE = b.decided("B1", "block", "not_licensed")
KEEP = b.decided("M1", "mine", "keep", "3", production_class="small")


def small(site: str = "B1", value: str = "4", start: str = "2021") -> dict:
    return b.decided(site, "block", "licensed", value, start=start, production_class="small")


def broken(rule, case: Case, *decisions, **flows) -> bool:
    """Whether rows break at the plan; the check must say the same."""
    plan = Plan(decisions=decisions, **flows)
    decisions = decide(case)
    rows = rows_of_rule(rule, decisions)
    by_rows = bool((rows.breach(encode(decisions, plan)[:, None]) > 1e-7).any())
    by_check = any(f.verdict in {Judgement.BREACHED, Judgement.ADJUSTMENT} for f in rule.check(facts_of(case, plan)))
    assert by_rows == by_check
    return by_rows


def test_capacity_of_a_lean_site_was_bounded_by_the_demand_of_a_rich_one():
    # A demand of 6 of stone at k = 0.5 takes a capacity of 12, not of 6 / 1.
    stone = b.mineral(account={"factor": 1, "content_power": 1})
    case = b.case(
        minerals=(stone,), blocks=(b.block(content="0.5", most_capacity=None),), demands=(b.demand(quantity="6"),)
    )
    assert decide(case).courses.most.max() == 12


def test_capacity_beyond_what_can_be_built_passed_the_check_where_no_maximum_was_given():
    # R = 2, so a resource of 8 is gone in a year at a capacity of 4: no course goes beyond it, and no check may.
    case = b.case(minerals=(b.mineral(resource={"factor": 2}),), blocks=(b.block(most_capacity=None, recoverable=8),))
    assert decide(case).courses.most.max() == 4
    for value, good in (("4", True), ("5", False)):
        size = "small" if value == "4" else "medium"
        plan = b.plan(b.decided("B1", "block", "licensed", value, start="2021", production_class=size))
        found = capacity.check(facts_of(case, plan))
        assert (found[0].verdict == Judgement.CONFORMS) == good


def test_what_a_merger_states_of_itself_bound_members_that_never_joined():
    mines = (b.mine("M1", recoverable=3), b.mine("M2", recoverable=3))
    case = b.case(periods=b.periods(1), mines=mines, mergers=(b.merger("G", ("M1", "M2"), recoverable=4),))
    outputs = tuple({"site": m, "period": "2021", "quantity": 3} for m in ("M1", "M2"))
    own = (KEEP, KEEP.model_copy(update={"site": "M2"}), b.decided("G", "merger", "not_formed"))
    assert not broken(production, case, *own, outputs=outputs)  # 3 + 3 > 4, but each lives on its own 3
    joined = tuple(b.decided(m, "mine", "join", start="2021", merger="G") for m in ("M1", "M2"))
    formed = b.decided("G", "merger", "formed", "9", start="2021", production_class="medium")
    for quantity, good in ((4, True), (5, False)):
        won = ({"site": "G", "period": "2021", "quantity": quantity},)
        assert broken(production, case, *joined, formed, outputs=won) != good


def merged(**fields) -> tuple[Case, tuple]:
    """A block that joins a mine in 2021, and the decisions for it."""
    policy = fields.pop("policy", b.policy())
    areas = fields.pop("areas", ())
    case = b.case(
        blocks=(b.block(most_capacity=4, **fields),), mines=(b.mine(),), mergers=(b.merger("G", ("B1", "M1")),),
        policy=policy, areas=areas,
    )  # fmt: skip
    return case, (
        b.decided("B1", "block", "join", start="2021", merger="G"),
        b.decided("M1", "mine", "join", start="2021", merger="G"),
        b.decided("G", "merger", "formed", "6", start="2021", production_class="medium"),
    )


def test_a_block_not_explored_far_enough_was_mined_through_a_merger():
    case, decisions = merged(construction_ready=False)
    assert broken(exploration_degree, case, *decisions)
    case, decisions = merged(construction_ready=True)
    assert not broken(exploration_degree, case, *decisions)


def test_a_block_was_mined_before_its_time_through_a_merger():
    case, decisions = merged(earliest="2022")
    assert broken(phasing, case, *decisions)
    case, decisions = merged(earliest="2021")
    assert not broken(phasing, case, *decisions)


def test_a_merger_with_a_block_escaped_the_quota_of_its_area():
    for quota, good in ((1, True), (0, False)):
        case, decisions = merged(area="A", areas=(b.area("A", quota=quota),))
        assert broken(area_quota, case, *decisions) != good
    case, decisions = merged(area="A", areas=(b.area("A", quota=1, least_scale=7),))
    assert broken(area_quota, case, *decisions)  # the merger has 6


def test_two_mergers_of_one_whole_area_are_one_too_many():
    mines = (b.mine("M1"), b.mine("M2"))
    blocks = (b.block("B1", area="A"), b.block("B2", area="A"))
    mergers = (b.merger("G", ("B1", "M1")), b.merger("H", ("B2", "M2")))
    case = b.case(areas=(b.area("A", quota=2, whole=True),), blocks=blocks, mines=mines, mergers=mergers)
    decisions = [
        b.decided(site, kind, "join", start="2021", merger=merger)
        for site, kind, merger in (("B1", "block", "G"), ("B2", "block", "H"), ("M1", "mine", "G"), ("M2", "mine", "H"))
    ]
    formed = [b.decided(g, "merger", "formed", "6", start="2021", production_class="medium") for g in ("G", "H")]
    assert broken(area_quota, case, *decisions, *formed)


def test_periods_of_area_overlap_and_demand_were_not_looked_at():
    area = b.area("A", quota=1, output_cap=1)
    won = tuple({"site": "M1", "period": t, "quantity": 3} for t in ("2021", "2022"))
    for periods, good in ((("2022",), False), (None, False), ((), True)):
        case = b.case(areas=(area,), mines=(b.mine(area="A"),), policy=b.policy(area_quota={"periods": periods}))
        assert broken(area_quota, case, KEEP, outputs=won) != good
    closed = b.decided("M1", "mine", "close", start="2022")
    for periods, good in ((("2022",), True), (None, False)):
        case = b.case(
            blocks=(b.block(most_capacity=4),), mines=(b.mine(),),
            geography=Geography(overlaps=(b.overlap("B1", "M1"),)),
            policy=b.policy(overlap={"periods": periods}),
        )  # fmt: skip
        assert broken(overlap, case, small(), closed) != good  # both stand in 2021 alone
    for periods, good in ((("2022",), True), (None, False)):
        case = b.case(
            mines=(b.mine(),), demands=(b.demand(),), policy=b.policy(demand={"mode": "hard", "periods": periods})
        )
        assert broken(demand, case, KEEP) != good


def test_spacing_between_existing_mines_was_never_asked_for():
    for new_only, good in ((True, True), (False, False)):
        case = b.case(
            minerals=(b.mineral(blasting=True),), mines=(b.mine("M1"), b.mine("M2")),
            geography=Geography(spacings=(b.spacing("M1", "M2", 100),)),
            policy=b.policy(overlap={"spacing_m": 300, "spacing_new_only": new_only}),
        )  # fmt: skip
        assert broken(overlap, case, KEEP, KEEP.model_copy(update={"site": "M2"})) != good


def test_ground_given_back_was_counted_by_the_check_only():
    grounds = (b.mine("M1", attributes={"disturbed_ha": 5}), b.mine("M2", attributes={"disturbed_ha": -3}))
    case = b.case(mines=grounds, policy=b.policy(restoration={"disturbed_most": 2}))
    assert not broken(restoration, case, KEEP, KEEP.model_copy(update={"site": "M2"}))  # 5 - 3 = 2
    closed = b.decided("M2", "mine", "close", start="2021")
    assert broken(restoration, case, KEEP, closed)  # 5


def test_a_service_life_of_zero_was_divided_by():
    case = b.case(
        blocks=(b.block(recoverable=20),), policy=b.policy(reserve_fit={"shortest_life": 0, "longest_life": 9})
    )
    assert not broken(reserve_fit, case, small())  # 20 / 4 = 5 a
    nothing = b.policy(reserve_fit={"shortest_life": 0})
    assert not reserve_fit.applies(b.case(blocks=(b.block(),), policy=nothing))


def test_a_grant_after_the_date_counted_when_it_took_no_time():
    # Due by 2021: granted at the start of 2022 and found at once is 2022.0, the very end of 2021, and yet a year late.
    target = {"mineral": "stone", "resource": 5, "by": "2021"}
    case = b.case(
        explorations=(b.exploration(expected_resource=5),),
        policy=b.policy(exploration_target={"mode": "hard", "targets": (target,)}),
    )
    for start, good in (("2021", True), ("2022", False)):
        assert broken(exploration_target, case, b.decided("E1", "exploration", "granted", start=start)) != good


def test_a_haul_row_of_an_exploration_block_broke_the_compilation():
    sites = {"mines": (b.mine(),), "explorations": (b.exploration(),)}
    hauls = b.hauls(("M1", "town"), ("E1", "town"))
    case = b.case(**sites, geography=hauls, demands=(b.demand(),))
    assert not [name for name in compile_case(case).program.column_names if name.startswith("f[E1")]
    plan = Plan(
        decisions=(KEEP, b.decided("E1", "exploration", "not_granted")),
        shipments=(Shipment(site="E1", place="town", period="2021", quantity=Decimal(5)),),
    )
    assert any(f.subject == "shipments" and f.verdict == Judgement.BREACHED for f in demand.check(facts_of(case, plan)))


def test_a_demand_that_nothing_but_imports_can_meet_broke_the_compilation():
    case = b.case(explorations=(b.exploration(),), demands=(b.demand(),), imports=(b.imported(at_most=3),))
    assert "demand" in compile_case(case).program.row_rules


def test_listed_figures_that_differ_in_the_seventh_digit_shared_a_name():
    lists = {"lists": (("stone", ("1000001", "1000002")),)}
    case = b.case(blocks=(b.block(most_capacity="2000000"),), policy=b.policy(round_figures=lists))
    names = decide(case).names
    assert len(set(names)) == len(names)


def neighbours(weight: str) -> Case:
    tiers = ({"name": "near", "weights": (("compactness", weight),)},)
    return b.case(
        blocks=(b.block("B1", most_capacity=4), b.block("B2", most_capacity=4)),
        geography=Geography(adjacencies=(Adjacency(first="B1", second="B2", shared_m=7),)),
        policy=b.policy(objective={"tiers": tiers}),
    )


def test_neighbours_were_not_neighbours_once_encoded():
    case = neighbours("1")
    compiled = compile_case(case)
    both = Plan(decisions=(small("B1"), small("B2")))
    one = Plan(decisions=(small("B1"), IDLE.model_copy(update={"site": "B2"})))
    cost = compiled.program.terms["compactness"]
    assert float(cost @ encode(compiled.decisions, both)) == -7
    assert float(cost @ encode(compiled.decisions, one)) == 0


def test_neighbours_could_be_kept_apart_for_nothing_where_they_are_not_wanted():
    compiled = compile_case(neighbours("-1"))
    x = encode(compiled.decisions, Plan(decisions=(small("B1"), small("B2"))))
    assert compiled.program.violation(x).acceptable()
    x[compiled.decisions.y] = 0.0  # both licensed, and the pair denied
    assert not compiled.program.violation(x).acceptable()


def test_a_decision_told_twice_was_encoded_once():
    case = b.case(blocks=(b.block(most_capacity=4),))
    decisions = decide(case)
    assert np.isclose(encode(decisions, Plan(decisions=(IDLE, IDLE)))[: len(decisions.courses)].sum(), 2)


def test_the_last_digits_of_a_fixed_capacity_less_its_life_were_lost_so_that_cp_sat_refused_the_case():
    # 12095.1 / 60 = 201.585; 200 - 201.585 = -1.585, where floats come to -1.585000000000008.
    case = b.case(
        blocks=(b.block(most_capacity="200", recoverable="12095.1", resource="20000"),),
        policy={"reserve_fit": {"longest_life": 60}, "round_figures": {"lists": [("stone", (100, 200))]}},
    )
    program = compile_case(case).program
    rows = [k for k, rule in enumerate(program.row_rules) if rule == "reserve_fit"]
    found = {program.matrix[k].data.tolist()[0] for k in rows}
    assert found == {-101.585, -1.585}
    assert cp_sat.refuses(program) is None
