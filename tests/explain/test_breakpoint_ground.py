"""Numbers that shape the ground: the case is derived anew at each value, and breaks lie where arithmetic puts them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import builders as b
import pytest
from folders import write_instance
from spatial.build import CRS, rectangle, write

from models import Case, Frame, Layer
from models.problem import BadInputError
from optimizer.explain.breakpoint import sweep
from optimizer.explain.breakpoint_ground import maker
from optimizer.explain.breakpoint_record import Sweep
from optimizer.explain.breakpoint_vary import read_vary
from optimizer.explain.breakpoint_words import sweep_told
from optimizer.instance import load_case
from optimizer.spatial.nearness import REACH

LAYER = "layers[road]"


def written(**fields: object) -> Case:
    """B1 opens for 5, B2 for 8, one of them is enough; a road runs 500 m west of B1, B2 lies 2 km further east."""
    road = Layer(id="road", name=b.text("road"), file="road.geojson", **fields)  # type: ignore[arg-type]
    return b.case(
        frame=Frame(id="test", title=b.text("test"), county=b.text("county"), base_year=2020, crs=CRS),
        periods=b.periods(1),
        minerals=(b.mineral(blasting=True),),
        blocks=(
            b.block("B1", opening_cost="5", area_km2="1"),
            b.block("B2", opening_cost="8", area_km2="1"),
        ),
        demands=(b.demand(quantity="5", shortage_price="100"),),
        layers=(road,),
    )


def folder_of(case: Case, place: Path) -> Path:
    folder = write_instance(case, place / "instance")
    (folder / "hauls.csv").unlink()
    write(folder, "blocks", {"B1": rectangle(500, 0, 1000, 1000), "B2": rectangle(3500, 0, 1000, 1000)})
    write(folder, "road", {"r": rectangle(-10, -2000, 10, 5000)})
    return folder


def walked(folder: Path, vary: str, tolerance: str, samples: int = 5) -> Sweep:
    asked = read_vary(vary)
    make = maker(load_case(folder).case, asked, folder)
    return sweep(make, asked.low, asked.high, tolerance=Decimal(tolerance), samples=samples)


def test_a_buffer_changes_the_plan_where_it_reaches_the_block(tmp_path: Path) -> None:
    """The road ends at x = 0, B1 begins at x = 500: wider than 500 m it touches B1, and B2 opens in its place."""
    folder = folder_of(written(), tmp_path)
    found = walked(folder, f"{LAYER}.buffer_m=0:2000", "1")
    (one,) = found.breaks
    assert found.complete
    assert one.before.value <= 500 <= one.after.value
    assert one.after.value - one.before.value <= 1
    assert one.sites == ("B1", "B2")
    assert any(line.en.startswith("Resolution: ") for line in sweep_told(found, "x"))
    for stop in found.stops:
        derived = load_case(folder, changes=(change(f"{LAYER}.buffer_m", stop.value),)).case.geography.excluded
        assert bool(derived) == (stop.value > 500)


def change(path: str, value: Decimal) -> object:
    from models import Change

    return Change(path=path, value=str(value))


def test_the_least_area_that_counts_changes_the_plan_at_the_area_under_the_buffer(tmp_path: Path) -> None:
    """600 m wide the road takes 100 m x 1000 m = 100 000 m2 of B1: it may open where that much is overlooked."""
    folder = folder_of(written(buffer_m="600"), tmp_path)
    found = walked(folder, f"{LAYER}.tolerance_m2=0:200000", "100")
    (one,) = found.breaks
    assert one.before.value <= 100_000 <= one.after.value
    assert one.after.value - one.before.value <= 100


def test_a_blasting_distance_changes_the_plan_at_the_distance_measured(tmp_path: Path) -> None:
    """Demand 15 needs both blocks of 10; B2 moved to 300 m beside B1 may not open with it at more than 300 m."""
    case = written()
    both = b.demand(quantity="15", shortage_price="100")
    folder = folder_of(b.case(**(dict(case) | {"demands": (both,)})), tmp_path)
    write(folder, "blocks", {"B1": rectangle(500, 0, 1000, 1000), "B2": rectangle(1800, 0, 1000, 1000)})
    found = walked(folder, "policy.overlap.spacing_m=0:1000", "1")
    (one,) = found.breaks
    assert one.before.value <= 300 <= one.after.value
    with pytest.raises(BadInputError, match=f"up to {REACH:g} m") as refused:
        walked(folder, "policy.overlap.spacing_m=0:1001", "1")
    assert [problem.code for problem in refused.value.problems] == ["LD-504"]


def test_a_price_of_haul_moves_the_hauls_derived_from_it(tmp_path: Path) -> None:
    """B1 lies 1 km and B2 2 km nearer to the town: hauls cost h per t and km more for B1, 5 t, against 3 to open."""
    case = written()
    town = b.place(east="454500", north="3680500")
    folder = folder_of(b.case(**(dict(case) | {"places": (town,)})), tmp_path)
    found = walked(folder, "minerals[stone].haul_cost=0:2", "0.01")
    hauls = {haul.site: haul.distance_km for haul in load_case(folder).case.geography.hauls}
    further = hauls["B1"] - hauls["B2"]  # type: ignore[operator]
    (one,) = found.breaks
    assert one.before.value <= 3 / (5 * further) <= one.after.value


def test_what_cannot_be_moved_says_exactly_why(tmp_path: Path) -> None:
    folder = folder_of(written(), tmp_path)
    case = load_case(folder).case
    detour, buffer = read_vary("policy.haul.detour=1:2"), read_vary(f"{LAYER}.buffer_m=0:10")
    with pytest.raises(BadInputError, match="no files to derive it from anew"):
        maker(case, buffer, tmp_path / "gone")(Decimal(5))
    other = case.model_copy(update={"locks": (b.Lock(site="B1", action="not_licensed"),)})
    with pytest.raises(BadInputError, match="give another case today"):
        maker(other, buffer, folder)(Decimal(5))
    (folder / "hauls.csv").write_text("site,place,cost\nB1,town,1\nB2,town,1\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"hauls\.csv"):
        maker(load_case(folder).case, detour, folder)
