"""A tiny instance that is solved in milliseconds, with scenarios, for tests of stores and sweeps."""

from __future__ import annotations

from pathlib import Path

from builders import block, case, demand, mine
from folders import write_instance

from optimizer.scenario import Row, Terms

SCENARIOS = {
    # Demand of 2022 is 9: the mine gives 3, the block up to 10.
    "more": "changes: [{path: 'demands[period=2022].quantity', op: set, value: 12}]",
    "less": "changes: [{path: 'demands[period=2022].quantity', op: set, value: 4}]",
    "dear": "changes: [{path: 'blocks[B1].opening_cost', op: set, value: 7}]",
    "none": "changes: []\nlocks: [{site: B1, action: not_licensed}]",
    "never": "changes: [{path: policy.demand.mode, op: set, value: hard}]\nlocks: [{site: B1, action: not_licensed}]",
}
BAD = "changes: [{path: policy.class_share.strikt, op: set, value: true}]"


def write(folder: Path) -> Path:
    """Write the instance and its scenarios."""
    built = case(blocks=(block(),), mines=(mine(),), demands=(demand(), demand("2022", "9")))
    write_instance(built, folder)
    (folder / "scenarios").mkdir()
    for name, changes in SCENARIOS.items():
        put(folder, name, changes)
    return folder


def put(folder: Path, name: str, changes: str) -> None:
    """Write a scenario."""
    head = f"id: {name}\ntitle: {{zh: 甲, en: a}}\nreason: {{zh: 乙, en: b}}\n"
    (folder / "scenarios" / f"{name}.yaml").write_text(head + changes + "\n", encoding="utf-8")


def terms(instance: Path, **more: object) -> Terms:
    return Terms(instance, instance.parent / "results", **more)  # type: ignore[arg-type]


def told(rows: tuple[Row, ...]) -> dict[str, str]:
    return {row.cell.scenario: row.source for row in rows}


def codes(rows: tuple[Row, ...]) -> dict[str, list[str]]:
    return {row.cell.scenario: [problem.code for problem in row.problems] for row in rows if row.problems}
