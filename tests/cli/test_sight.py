"""``lodeplan check`` on an instance with a synthetic terrain: who sees how much of what, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from cli.test_cli import lodeplan
from folders import write_instance
from spatial.build import EAST, NORTH, block, case, layer, rectangle, write
from spatial.sight.relief import write_grid

from models import Sight
from optimizer.spatial.sight.terrain import Terrain

SCENARIO = """id: near
title: {zh: 近, en: near}
reason: {zh: 试验, en: trial}
changes:
  - {path: "layers[road].sight.cap_m", op: set, value: 700}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A block of 1 km², 200 m east of a road on a synthetic plain."""
    built = case(blocks=(block("B1"),), layers=(layer("road", sight=Sight(cap_m=500)),))
    root = write_instance(built, tmp_path_factory.mktemp("instances") / "plain")
    write(root, "blocks", {"B1": rectangle(0, 0, 1000, 1000)})
    write(root, "road", {"g": shapely.LineString([(EAST - 200, NORTH - 3000), (EAST - 200, NORTH + 4000)])})
    write_grid(root, Terrain(np.full((200, 200), 150.0), EAST - 3000, NORTH + 3980, 40.0, 40.0))
    (root / "scenarios").mkdir(exist_ok=True)
    (root / "scenarios" / "near.yaml").write_text(SCENARIO, "utf-8")
    return root


@pytest.mark.parametrize(("scenario", "share"), [((), 0.3), (("--scenario", "near"), 0.5)])
def test_check_answers_what_is_in_sight(folder: Path, scenario: tuple[str, ...], share: float) -> None:
    # on a plain the cap says it all: 500 - 200 and 700 - 200 of the 1000 m
    done = lodeplan("check", folder, "--json", *scenario)
    assert done.returncode == 0, done.stdout + done.stderr
    (line,) = json.loads(done.stdout)["sight"]
    assert (line["layer"], line["site"], line["share"], line["nearest_m"]) == ("road", "B1", share, 200)
    assert line["seen"] == line["cells"] > 0 == line["unknown"]


def test_check_shows_a_table_in_both_languages(folder: Path) -> None:
    chinese, english = lodeplan("check", folder).stdout, lodeplan("check", folder, "--lang", "en").stdout
    assert "可视范围（视线分析）" in chinese and "Lines of sight" in english
    assert "30.0%" in chinese and "30.0%" in english
