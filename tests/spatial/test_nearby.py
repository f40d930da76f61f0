"""Of a large layer only what lies about the sites is read, with the same result as reading all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
from spatial.build import block, case, layer, rectangle, write

from models import Case, Layer
from optimizer.spatial import derive, nearby


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Two blocks of 1 km² in a corner; 400 parks of 300 m over 100 × 100 km, one of them 150 m from the first block."""
    rng = np.random.default_rng(7)
    corners = rng.uniform(-50_000, 50_000, (399, 2))
    parks = {f"p{row}": rectangle(x, y, 300, 300) for row, (x, y) in enumerate(corners)}
    parks["near"] = rectangle(-450, 0, 300, 300)
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, 1000, 1000), "B2": rectangle(3000, 0, 1000, 1000)})
    return write(tmp_path, "park", parks, suffix=".gpkg")


def parks(**fields: Any) -> Case:
    return case(blocks=(block("B1"), block("B2")), layers=(layer("park", file="park.gpkg", **fields),))


def test_the_same_comes_out_of_fewer_features(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = derive(county, parks(buffer_m=200))
    monkeypatch.setattr(nearby, "LARGE", 0)
    part = derive(county, parks(buffer_m=200))
    assert len(whole.layers["park"]) == 400
    # The box is 4,000 × 1,000 m, 201 m more on each side: of 399 random parks about 399 · 4.7 · 1.7 / 10⁴ < 1 meet it.
    assert 1 <= len(part.layers["park"]) <= 6
    assert part.case == whole.case and part.ledger == whole.ledger
    # The park 150 m away reaches 50 m into the block with its 200 m.
    assert any(row.site == "B1" and row.layer == "park" for row in part.case.geography.excluded)


def test_a_system_that_the_numbers_contradict_is_still_told(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = geopandas.read_file(county / "layers" / "park.gpkg").set_crs("EPSG:4490", allow_override=True)
    (county / "layers" / "park.gpkg").unlink()
    frame.to_file(county / "layers" / "park.gpkg", engine="pyogrio")
    monkeypatch.setattr(nearby, "LARGE", 0)
    assert {"LD-603"} <= {problem.code for problem in derive(county, parks()).problems}


def test_a_large_layer_with_nothing_near_excludes_nothing(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(county, "far", {"p": rectangle(40_000, 40_000, 300, 300)}, suffix=".gpkg")
    monkeypatch.setattr(nearby, "LARGE", 0)
    derived = derive(county, case(blocks=(block("B1"),), layers=(layer("far", file="far.gpkg"),)))
    assert derived.case.geography.excluded == ()
    assert "LD-611" not in {problem.code for problem in derived.problems}


@pytest.mark.parametrize(
    ("fields", "metres"),
    [({}, 1), ({"buffer_m": 200}, 201), ({"buffer_field": "G", "buffer_by": {"高速": 1000, "县道": 50}}, 1001)],
)
def test_the_widest_buffer_is_the_reach(fields: dict[str, Any], metres: float) -> None:
    assert nearby.reach(layer("road", **fields)) == metres


def test_sight_reaches_to_its_cap() -> None:
    seen = Layer.model_validate({**dict(layer("road", buffer_m=100)), "sight": {"cap_m": 3000}})
    assert nearby.reach(seen) == 3001
