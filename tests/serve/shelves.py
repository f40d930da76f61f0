"""Results folders for tests: runs of a sweep over a tiny instance, and of the county with a case of other ground."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from scenario import small
from serve.boards import INSTANCE, RUN

from optimizer.scenario import Terms, grid, stacks, sweep
from optimizer.serve.board import Board
from optimizer.serve.opening import board_of
from optimizer.serve.queue import Queue

MOVED, GONE = "CQ-10", "CQ-11"


def swept(instance: Path, results: Path, names: str) -> None:
    """Solve scenarios of an instance, as `lodeplan sweep` does; plans that are not proven fail."""
    rows = sweep(grid(stacks(instance, names), ["highs"], [0]), Terms(instance, results))
    assert all(row.outcome is not None and row.outcome.verdict in {"proven_best", "impossible"} for row in rows)


def small_results(folder: Path, names: str = "-,more,less,none,never") -> Path:
    """The tiny instance of the sweeps' tests and its runs; the results folder."""
    instance = small.write(folder / "small")
    results = folder / "results"
    swept(instance, results, names)
    return results


def opened(results: Path, store: Path, scenario: str = "") -> Board:
    """The board of the run of a scenario that lies in a results folder."""
    outcomes = {path.parent: json.loads(path.read_text("utf-8")) for path in results.glob("*/outcome.json")}
    run = next(path for path, outcome in outcomes.items() if outcome["scenario"] == scenario)
    return board_of(run, store, Queue(0), results=results)


def keys_of(listed: list[dict[str, object]]) -> dict[str, str]:
    """The keys of runs by scenario."""
    return {str(one["scenario"]): str(one["key"]) for one in listed}


def county_results(folder: Path) -> Path:
    """The county's reference run, two of its scenarios, and one of a case that lacks a block and has another moved."""
    results, other = folder / "results", folder / "other"
    shutil.copytree(RUN, results / "fangcheng")
    swept(INSTANCE, results, "no_new_blocks,mergers_only")
    shutil.copytree(INSTANCE, other)
    _without(other / "blocks.csv")
    _without(other / "scenarios" / "no_new_blocks.yaml")
    layer = json.loads((other / "layers" / "blocks.geojson").read_text("utf-8"))
    layer["features"] = [_shifted(one) for one in layer["features"] if one["properties"]["id"] != GONE]
    (other / "layers" / "blocks.geojson").write_text(json.dumps(layer), "utf-8")
    case = (other / "case.yaml").read_text("utf-8").replace("id: fangcheng\n", "id: other\n", 1)
    (other / "case.yaml").write_text(case, "utf-8")
    swept(other, results, "no_new_blocks")
    return results


def _without(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if GONE not in line), "utf-8")


def _shifted(feature: dict[str, object]) -> dict[str, object]:
    """A block 300 m further east."""
    if feature["properties"]["id"] == MOVED:  # type: ignore[index]
        rings = feature["geometry"]["coordinates"]  # type: ignore[index]
        feature["geometry"]["coordinates"] = [[[x + 300, y] for x, y in ring] for ring in rings]  # type: ignore[index]
    return feature
