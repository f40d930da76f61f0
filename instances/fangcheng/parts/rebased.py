"""The scenario that moves the plan to 2026-2030 with an outlook to 2031-2035: the horizon printed has ended (T38)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from parts.write import Row

OUTLOOK = "2031-2035"
MOVED = {str(year): str(year + 5) for year in range(2021, 2026)}
PERIODS = [{"id": year, "start": int(year), "years": 1} for year in MOVED.values()]
BATCH = {"*": "assumed: four grants a year can be made ready as clean mines (plan L58 “净矿”出让)"}
HEAD = """\
# Written by build.py: every demand row moves by five years, and the last is repeated for the outlook.
id: rebased_2026
title: {zh: 顺延至 2026-2030 年并展望 2035 年, en: "Moved to 2026-2030 with an outlook to 2035"}
reason:
  zh: 规划期已满；以原有目标为下一规划期作初步测算，展望到 2035 年（L27），现状数据未更新
  en: "The printed horizon has ended; the same targets for the next period, outlook 2035 (L27); the base is not new"
changes:
"""


def scenario(path: Path, demands: Sequence[Row]) -> None:
    """Write scenarios/rebased_2026.yaml."""
    binding = ["2030", OUTLOOK]
    changes: list[tuple[str, str, object]] = [
        ("periods", "set", [*PERIODS, {"id": OUTLOOK, "start": 2031, "years": 5}]),
        ("frame.base_year", "set", 2025),
        ("frame.plan_year", "set", "2030"),
        ("mines[BS-02].availability", "set", {}),
        ("mines[BS-01].duties[*].by", "set", "2028"),
        ("blocks[*].earliest", "set", "2026"),
        ("blocks[*].latest", "set", "2030"),
        ("policy.key_zone.clear_by", "set", "2030"),
        ("policy.output_cap.periods", "set", binding),
        ("policy.output_cap.caps[*].periods", "set", binding),
        ("policy.mine_count.periods", "set", binding),
        ("policy.mine_count.limits[*].periods", "set", binding),
        ("policy.class_share.periods", "set", binding),
        ("policy.account.accounts[*].periods", "set", binding),
        (
            "policy.phasing.batches",
            "set",
            [{"periods": [year], "at_most": 4, "sources": BATCH} for year in MOVED.values()],
        ),
        ("policy.exploration_target.periods", "set", ["2030"]),
        ("policy.exploration_target.targets[*].by", "set", "2030"),
        *((f"demands[period={old}].period", "set", new) for old, new in MOVED.items()),
        *(("demands", "add", _outlook(row)) for row in demands if row["period"] == "2025"),
    ]
    lines = [f"  - {json.dumps({'path': p, 'op': op, 'value': value}, ensure_ascii=False)}" for p, op, value in changes]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _outlook(row: Row) -> dict[str, object]:
    given = {key: value for key, value in row.items() if value and key not in {"period", "sources"}}
    return {**given, "period": OUTLOOK, "sources": {"*": "assumed: the last year of the plan repeated for the outlook"}}
