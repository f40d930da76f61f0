"""The ledger as planners keep it: it closes from its own geometries, and its figures are those the clause judges."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import builders as b
import geopandas
import numpy as np
import pytest
import shapely
from folders import write_instance
from spatial.build import CRS, EAST, NORTH, rectangle, write

from models import Action, Frame, Text
from models.geography import Geography
from optimizer.audit import audit
from optimizer.instance import Loaded, load_case
from optimizer.reporting.ledger import entries
from optimizer.reporting.run import parts_of, report
from optimizer.reporting.tables.ledger import ledger
from optimizer.solve import solve
from optimizer.store import About

KM = 1000


def folder_of(folder: Path, shapes: dict[str, Any], layers: dict[str, tuple[dict[str, Any], list[Any]]]) -> Path:
    """Write an instance of blocks and exclusion layers: id -> (fields, features)."""
    frame = Frame(id="toy", title=b.text("toy"), county=b.text("county"), base_year=2020, crs=CRS)
    listed = tuple(
        b.layer(name, name=Text(zh=f"图层{name}", en=f"layer {name}"), file=f"{name}.gpkg", **fields)
        for name, (fields, _) in layers.items()
    )
    blocks = tuple(b.block(name, resource=100, most_capacity=10) for name in shapes)
    fields = {"frame": frame, "layers": listed, "blocks": blocks, "geography": Geography(), "periods": b.periods(1)}
    write_instance(b.case(demands=(b.demand(quantity="100"),), **fields), folder)
    write(folder, "blocks", shapes)
    for name, (_, features) in layers.items():
        frame = geopandas.GeoDataFrame({"id": range(len(features))}, geometry=features, crs=CRS)
        frame.to_file(folder / "layers" / f"{name}.gpkg")
    return folder


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    # red cuts x in 600 … 700 off B1: 600 m stay, 300 m are sliver; park takes y < 200 of all, road of what red left
    shapes = {"B1": rectangle(0, 0, KM, KM), "B2": rectangle(2000, 0, KM, KM)}
    layers = {
        "red": ({"touched": "clip", "version": "2022-10"}, [rectangle(600, -1, 100, 1002)]),
        "park": ({"tolerance_m2": 10}, [rectangle(-50, -50, 5000, 250)]),
        "rim": ({}, [rectangle(610, 0, 50, 100)]),
    }
    return load_case(folder_of(tmp_path / "toy", shapes, layers))


def read_back(loaded: Loaded, folder: Path) -> Any:
    done = solve(loaded.case)
    parts = parts_of(loaded.case, done.outcome, loaded.geometry, "zh")
    parts["plan.gpkg"](folder / "plan.gpkg")  # type: ignore[operator]
    return geopandas.read_file(folder / "plan.gpkg", layer="ledger")


def test_the_pieces_say_whose_they_are(loaded: Loaded, tmp_path: Path) -> None:
    frame = read_back(loaded, tmp_path)
    rows = frame[["区块编号", "cause", "图层编号", "面积平方米"]].itertuples(index=False)
    # B1: free 600 × 800, red 100 × 1000, park 900 × 200 beside it, rim lies within red; sliver 300 × 800
    assert [tuple(row) for row in rows] == [
        ("B1", "free", "", 480_000), ("B1", "taken by a layer", "red", 100_000),
        ("B1", "taken by a layer", "park", 180_000), ("B1", "sliver given up", "", 240_000),
        ("B2", "free", "", 800_000), ("B2", "taken by a layer", "park", 200_000),
    ]  # fmt: skip
    red = frame[frame["图层编号"] == "red"].iloc[0]
    file = tmp_path / "toy" / "layers" / "red.gpkg"
    assert (red["图层文件"], red["图层版本"], red["SHA256"]) == (
        "red.gpkg", "2022-10", hashlib.sha256(file.read_bytes()).hexdigest(),
    )  # fmt: skip
    assert (red["图层名称"], red["layer_name"], red["性质"]) == ("图层red", "layer red", "图层占用")
    assert frame.crs.to_epsg() == 4547


def test_the_table_has_every_cause_and_adds_up(loaded: Loaded) -> None:
    table = ledger(loaded.case, entries(loaded.case, loaded.geometry))
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    assert table.totals()[keys.index("area")] == 2_000_000  # the outlines of B1 and B2
    park, rim = rows[2], rows[3]
    # park alone takes 1000 × 200 of B1's outline, 600 × 200 of the ground that B1 is left with
    assert (park["area"], park["every"], park["standing"]) == (180_000, 200_000, 120_000)
    assert (rim["layer"].zh, rim["area"], rim["every"], rim["standing"]) == ("图层rim", 0, 5_000, 0)
    assert rows[1]["version"] == "2022-10" and len(rows[1]["sha256"]) == 64
    assert rows[0]["file"] == "" and rows[0]["every"] is None


def test_the_finding_is_the_ledgers_figure(loaded: Loaded) -> None:
    licensed = tuple(
        b.decided(name, "block", "licensed", "10", start="2021", production_class="large") for name in ("B1", "B2")
    )
    findings = [one for one in audit(loaded.case, b.plan(*licensed)).findings if one.clause == "exclusion"]
    assert loaded.geometry is not None
    standing = {f"{line.block} {layer}": area for line in loaded.geometry.ledger for layer, area in line.standing}
    assert {one.subject: one.found for one in findings} == standing == {"B1 park": 120_000, "B2 park": 200_000}
    whole = next(line for line in loaded.geometry.ledger if line.block == "B2")
    assert whole.every == whole.standing  # nothing was clipped: what stands is what the layer takes


def test_a_consent_on_record_stands_beside_the_ground_it_is_about(tmp_path: Path) -> None:
    layers = {"pipe": ({"touched": "consent"}, [rectangle(0, 0, 100, KM)])}
    folder = folder_of(tmp_path / "toy", {"B1": rectangle(0, 0, KM, KM), "B2": rectangle(0, 0, KM, KM)}, layers)
    (folder / "consents.csv").write_text("site,layer,sources\nB1,pipe,*=public: 函7号\n", encoding="utf-8")
    loaded = load_case(folder)
    found = entries(loaded.case, loaded.geometry)
    assert [(one.block, one.standing_m2, one.agreed) for one in found if one.layer] == [
        ("B1", 100_000, True), ("B2", 100_000, False),
    ]  # fmt: skip
    assert list(read_back(loaded, tmp_path)["同意"]) == ["", "已同意", "", ""]


def test_the_ledger_closes_from_its_own_geometries(tmp_path: Path) -> None:
    """Crooked layers over crooked blocks: read back, pieces tile each block to 1 m² and do not overlap."""
    rng = np.random.default_rng(11)
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)

    def blob(radius: float) -> Any:
        x, y = rng.uniform(0, 4000, 2)
        length = radius * rng.uniform(0.5, 1.5, 40)
        ring = np.column_stack([EAST + x + length * np.cos(angle), NORTH + y + length * np.sin(angle)])
        return shapely.Polygon(ring)

    shapes = {f"B{n:02}": blob(500) for n in range(25)}
    layers = {
        "red": ({"touched": "clip"}, [blob(300) for _ in range(12)]), "park": ({}, [blob(400) for _ in range(8)]),
        "road": ({"touched": "clip", "buffer_m": 60}, [shapely.boundary(blob(300)) for _ in range(4)]),
    }  # fmt: skip
    loaded = load_case(folder_of(tmp_path / "toy", shapes, layers))
    frame = read_back(loaded, tmp_path)
    assert {"free", "taken by a layer", "sliver given up"} == set(frame["cause"])
    for name, ground in frame.groupby("区块编号"):
        assert abs(ground.geometry.area.sum() - shapes[name].area) < 1
        assert np.abs(ground.geometry.area - ground["面积平方米"]).max() < 0.1
        assert abs(shapely.union_all(ground.geometry.to_numpy()).area - shapes[name].area) < 1
        assert ground.geometry.is_valid.all()


def test_a_run_carries_the_ledger(loaded: Loaded, tmp_path: Path) -> None:
    done = solve(loaded.case)
    assert done.outcome.plan is not None and done.outcome.plan.decision["B2"].action == Action.NOT_LICENSED
    report(tmp_path / "run", loaded.case, done.outcome, About(), geometry=loaded.geometry)
    text = (tmp_path / "run" / "tables" / "9-ledger.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("序号,区块编号,区块名称,性质,图层,面积（首因）（m²）")
    assert "2022-10" in text
