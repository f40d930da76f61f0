"""``lodeplan schema``: the public formats as JSON Schema, made from the models."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Literal

import typer

from models.base import Record
from models.case import Case
from models.outcome import Outcome
from models.policy import Policy
from models.scenario import Scenario
from optimizer.bench.record import Bench

FORMATS: dict[str, type[Record]] = {
    "case": Case,
    "policy": Policy,
    "scenario": Scenario,
    "outcome": Outcome,
    "bench": Bench,
}


def schema(
    name: Annotated[Literal["case", "policy", "scenario", "outcome", "bench"], typer.Argument(help="which format")],
) -> None:
    """Print the JSON Schema of a format: case, policy, scenario, outcome or bench. 输出数据格式的 JSON Schema"""
    sys.stdout.write(json.dumps(FORMATS[name].model_json_schema(), ensure_ascii=False, indent=2) + "\n")
