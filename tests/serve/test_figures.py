"""Every figure offered can be moved, and the new value is what is found afterwards."""

from __future__ import annotations

from decimal import Decimal

import builders as b
import pytest
from builders import text
from serve.boards import INSTANCE, small_case

from models import Case, Text
from optimizer.instance import load_case
from optimizer.serve.draft import Draft, Edit, pushed
from optimizer.serve.edited import edited
from optimizer.serve.figures import changes_to, costs_of, movable_at, movables


def test_small_case_offers_cap_count_demand_and_price() -> None:
    found = {one.path: one.value for one in movables(small_case())}
    assert found["policy.output_cap.caps[mineral=stone,measure=output].at_most"] == 9
    assert found["policy.mine_count.limits[*].at_most"] == 4
    assert found["demands[mineral=stone,period=2022].quantity"] == 9
    assert found["demands[mineral=stone].shortage_price"] == 1


@pytest.mark.parametrize("group", ["cap", "share", "count", "demand", "price"])
def test_moving_a_figure_of_the_county_moves_it_and_no_other(group: str) -> None:
    case = load_case(INSTANCE).case
    figure = next(one for one in movables(case) if one.group == group and one.value)
    wanted = Decimal("0.5") if group == "share" else figure.value * 2
    changed = edited(case, pushed(Draft(), Edit(text=text("x"), changes=changes_to(figure, wanted))))
    before, after = ({one.path: one.value for one in movables(one)} for one in (case, changed))
    assert {path for path in before if before[path] != after[path]} == {figure.path}
    assert after[figure.path] == wanted


def in_counties() -> Case:
    """A mine in each of two counties, each county with caps, counts and shares of its own beside those of the whole."""
    stone, both = {"mineral": "stone"}, ({"region": "north"}, {"region": "south"})
    return b.case(
        regions=b.regions(city=None, north="city", south="city"),
        mines=(b.mine("M1", region="north"), b.mine("M2", region="south")),
        policy={
            "output_cap": {"caps": [stone | {"at_most": 8}, *(stone | {"at_most": 5} | one for one in both)]},
            "mine_count": {"limits": [{"at_most": 4}, stone | {"at_most": 2}, *({"at_most": 3} | one for one in both)]},
            "class_share": {"at_least": "0.1", "limits": [{"at_least": "0.2"} | one for one in both]},
        },
    )  # fmt: skip


def test_limits_of_units_are_offered_with_the_name_of_the_unit() -> None:
    found = {one.path: one for one in movables(in_counties())}
    share = found["policy.class_share.limits[region=south].at_least"]
    cap = found["policy.output_cap.caps[mineral=stone,measure=output,region=north].at_most"]
    assert (share.group, share.value) == ("share", Decimal("0.2"))
    assert share.name == Text(zh="south大中型矿山比例下限", en="least share of large and medium mines of south")
    assert (cap.value, cap.name.en) == (5, "cap on stone of north")
    assert found["policy.mine_count.limits[mineral=,township=,region=].at_most"].value == 4


@pytest.mark.parametrize("group", ["cap", "share", "count"])
def test_moving_a_limit_of_a_unit_moves_it_and_no_other(group: str) -> None:
    case = in_counties()
    offered = [one for one in movables(case) if one.group == group]
    assert len(offered) == 3  # of the whole, north, south
    for figure in offered:
        wanted = Decimal("0.5") if group == "share" else figure.value + 1
        changed = edited(case, pushed(Draft(), Edit(text=text("x"), changes=changes_to(figure, wanted))))
        after = {one.path: one.value for one in movables(changed)}
        assert after == {one.path: one.value for one in movables(case)} | {figure.path: wanted}


def test_no_demand_cannot_be_scaled_up() -> None:
    figure = movables(small_case())[2].model_copy(update={"value": Decimal(0), "scaled": True})
    with pytest.raises(ValueError, match="zero"):
        changes_to(figure, Decimal(5))


@pytest.mark.parametrize("table", ["blocks", "mines", "mergers", "explorations"])
def test_every_cost_of_a_site_can_be_moved_and_no_other_moves(table: str) -> None:
    case = load_case(INSTANCE).case
    site = getattr(case, table)[0].id
    offered = costs_of(case, site)
    assert offered and all(one.unit.startswith("万元") for one in offered)
    for figure in offered:
        assert movable_at(case, figure.path) == figure
        wanted = figure.value + 1
        after = edited(case, pushed(Draft(), Edit(text=text("x"), changes=changes_to(figure, wanted))))
        pairs = zip(offered, costs_of(after, site), strict=True)
        assert [one.path for one, now in pairs if one != now] == [figure.path]
        assert movable_at(after, figure.path) == figure.model_copy(update={"value": wanted})
        assert movables(after) == movables(case)


def test_a_mine_that_cannot_be_rectified_has_no_cost_for_it() -> None:
    mine = next(one for one in load_case(INSTANCE).case.mines if one.rectify_cost is None)
    paths = [one.path for one in costs_of(load_case(INSTANCE).case, mine.id)]
    assert f"mines[{mine.id}].closing_cost" in paths
    assert f"mines[{mine.id}].rectify_cost" not in paths
    assert movable_at(load_case(INSTANCE).case, "blocks[nowhere].opening_cost") is None
