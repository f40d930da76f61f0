"""Build the reference instance's tables and layers from the figures in `source/` by the drawing rules in `parts/`.

Run ``python instances/fangcheng/build.py``; the same bytes come out every time. `case.yaml`, `policy.yaml`,
the scenarios (but for `rebased_2026`) and the README are written by hand and never touched.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from parts import blocks, demand, ground, mergers, mines, places, read, rebased  # noqa: E402
from parts.write import layer, table  # noqa: E402

NOTE = {"note": "示意 schematic"}


def build(target: Path = HERE) -> None:
    """Write every generated file of the instance under ``target``."""
    source = HERE / "source"
    for folder in ("layers", "scenarios"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    sites, county = ground.sites(), ground.outline(source)
    table(target / "mines.csv", mines.rows(sites))
    table(target / "blocks.csv", blocks.rows(sites))
    table(target / "mergers.csv", mergers.rows())
    table(target / "explorations.csv", mergers.explorations())
    table(target / "demands.csv", demand.rows())
    table(target / "places.csv", places.rows(source))
    rebased.scenario(target / "scenarios" / "rebased_2026.yaml", demand.rows())
    drawn = {
        "county": {"411322": county},
        "blocks": {row["id"]: sites[row["id"]] for row in read.assumed("blocks")},
        "mines": {row["id"]: sites[row["id"]] for row in read.assumed("mines")},
        "explorations": ground.explorations(),
        "areas": ground.areas(),
        "zones": ground.zones(),
    }
    for name, shapes in drawn.items():
        layer(target / "layers" / f"{name}.geojson", {key: (NOTE, shape) for key, shape in shapes.items()})
    for name, shape in ground.exclusions(source, county).items():
        layer(target / "layers" / f"{name}.geojson", {name: (NOTE, shape)})


if __name__ == "__main__":
    build()
