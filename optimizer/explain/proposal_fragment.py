"""Proposed mergers in the instance format: a piece of YAML for case.yaml, or rows for mergers.csv.

Only what may be pasted stands as records; what exists, is nested in an existing merger or is out of reach is left to
comments in YAML and left out of the table, whose format has none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import yaml

from optimizer.explain.proposal_record import Proposal, Standing
from optimizer.explain.proposal_words import standing_told

HEAD = """\
# lodeplan propose-mergers：整合建议，由相邻关系与矿种推出，均为假定，须经核实。
# 粘贴到 case.yaml；算例已有 mergers.csv 时改用 --out FILE.csv。未列的费用按 0 计。
# Mergers proposed from neighbourhood and mineral: all assumed, to be confirmed. Paste into case.yaml; where the
# instance has a mergers.csv, use --out FILE.csv in place of this. Costs not given count as 0.
"""


def records(found: Sequence[Proposal]) -> list[dict[str, Any]]:
    """Return the mergers that may be pasted, as plain data in the instance format."""
    return [
        one.merger.model_dump(mode="json", exclude_defaults=True) for one in found if one.standing == Standing.PROPOSED
    ]


def as_yaml(found: Sequence[Proposal]) -> str:
    """Return the fragment with the list ``mergers``."""
    kept = records(found)
    body = (
        yaml.safe_dump({"mergers": kept}, allow_unicode=True, sort_keys=False, width=110) if kept else "mergers: []\n"
    )
    aside = [_aside(one) for one in found if one.standing != Standing.PROPOSED]
    return HEAD + body + "".join(aside)


def _aside(one: Proposal) -> str:
    told = standing_told(one)
    members = ", ".join(one.merger.members)
    return f"# {members}: {told.zh} / {told.en}\n#   {one.merger.reason}\n"


def as_table(found: Sequence[Proposal]) -> str:
    """Return the rows as CSV with their header, for mergers.csv."""
    rows = [_row(one) for one in records(found)]
    fields = list(dict.fromkeys(field for row in rows for field in row)) or ["id"]
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _row(record: dict[str, Any]) -> dict[str, str]:
    row: dict[str, str] = {}
    for field, value in record.items():
        if field == "name":
            row |= {f"name.{language}": words for language, words in value.items()}
        elif isinstance(value, dict):
            row[field] = "|".join(f"{key}={part}" for key, part in value.items())
        else:
            row[field] = ";".join(value) if isinstance(value, list) else str(value)
    return row
