"""Every figure offered can be moved, and the new value is what is found afterwards."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import text
from serve.boards import INSTANCE, small_case

from optimizer.instance import load_case
from optimizer.serve.draft import Draft, Edit, pushed
from optimizer.serve.edited import edited
from optimizer.serve.figures import changes_to, movables


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


def test_no_demand_cannot_be_scaled_up() -> None:
    figure = movables(small_case())[2].model_copy(update={"value": Decimal(0), "scaled": True})
    with pytest.raises(ValueError, match="zero"):
        changes_to(figure, Decimal(5))
