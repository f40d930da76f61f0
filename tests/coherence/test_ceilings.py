"""Caps of units bind together where no site is free of them; told with each cap and its unit."""

from __future__ import annotations

from typing import Any

from coherence.small import in_units, planned

from optimizer.coherence.ceilings import against_units
from optimizer.coherence.figures import binds
from optimizer.coherence.incoherence import Incoherence

EVERY = {"north": ("M1", "B1"), "south": ("M2", "M3", "M4")}


def found(changes: dict[str, Any]) -> list[Incoherence]:
    return list(against_units(planned(changes)))


def test_caps_together_are_told_with_their_units() -> None:
    # 100 + 40 = 140 of the 150 wanted: 10 short, 93.3 % covered
    (one,) = found(in_units(EVERY, {"north": 100, "south": 40}))
    assert one.code == "LC-305" and one.severity == "contradiction"
    assert "(north 100 + south 40)" in one.message.en and "10 are short" in one.message.en
    assert "（北县 100 + 南县 40）" in one.message.zh and "93.3 %" in one.message.zh


def test_the_periods_of_a_cap_stand_in_place_of_the_clauses() -> None:
    """As the rule reads them; a cap with periods of its own was not seen where the clause named others."""
    case = planned({})
    rule = case.policy.output_cap
    cap = rule.caps[0].model_copy(update={"periods": ("2022",)})
    elsewhere = case.policy.model_copy(update={"output_cap": rule.model_copy(update={"periods": ("2021",)})})
    changed = case.model_copy(update={"policy": elsewhere})
    assert binds(changed, cap, "2022") and not binds(changed, cap, "2021")
    plain = cap.model_copy(update={"periods": None})
    assert binds(changed, plain, "2021") and not binds(changed, plain, "2022")


def test_the_tighter_of_a_unit_and_those_below_it_counts() -> None:
    # the city itself may win 120, less than 100 + 40
    changes = in_units(EVERY, {"north": 100, "south": 40, "city": 120})
    (one,) = found(changes)
    assert one.required == 120 and "(city 120)" in one.message.en
    assert found(in_units(EVERY, {"north": 100, "south": 40, "city": 130}))[0].required == 130
    assert found(in_units(EVERY, {"north": 100, "south": 40, "city": 999}))[0].required == 140


def test_a_site_outside_every_cap_lets_anything_through() -> None:
    assert found(in_units({"north": ("M1", "B1"), "south": ("M2", "M3")}, {"north": 1, "south": 1})) == []  # M4 is free
    assert found(in_units(EVERY, {"north": 1})) == []  # and so is the south
    assert found(in_units(EVERY, {"north": 100, "south": 50})) == []  # 150 suffice


def test_a_cap_of_the_whole_that_is_no_wider_is_told_by_its_own_check() -> None:
    changes = in_units(EVERY, {"north": 100, "south": 40})
    changes["policy.output_cap.caps"][0] = {"mineral": "stone", "at_most": 140}
    assert found(changes) == []


def test_a_range_is_a_tension_and_other_periods_do_not_bind() -> None:
    changes = in_units(EVERY, {"north": 100, "south": 45})
    ranged = changes | {"demands.0.low": 140, "demands.0.high": 160}
    (one,) = found(ranged)
    assert one.severity == "tension" and "0-15 are short" in one.message.en
    for row in changes["policy.output_cap.caps"][2:]:
        row["periods"] = ["2021"]
    assert found(changes) == []
