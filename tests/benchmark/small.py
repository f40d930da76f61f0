"""A small instance, records of benchmarks made by hand, and cells that run in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from builders import block, case, demand, mine
from folders import write_instance

from models.plan import Plan
from optimizer.bench.machine import machine
from optimizer.bench.median import lines
from optimizer.bench.record import Bench, Part, Run, Subject
from optimizer.scenario.solvers_record import Trial, Trials


def instance(folder: Path) -> Path:
    built = case(blocks=(block(opening_cost="4"),), mines=(mine(),), demands=(demand(), demand("2022", "9")))
    return write_instance(built, folder)


def here(work: Callable[..., Iterator[Any]], *given: Any, silence: float = 0) -> Iterator[Any]:  # noqa: ARG001
    """Stands for `apart`: the same work in this process."""
    yield from work(*given)


def trial(tool: str, value: float | None = 200.0, proof: float | None = 4.0, **more: object) -> Trial:
    solved = {
        "verdict": "proven_best", "values": (value,), "bounds": (value,), "gap": 0, "plan": Plan(decisions=()),
        "trace": ({"tier": "cost", "seconds": 1, "incumbent": value, "bound": 100}, {"tier": "cost", "seconds": 4,
                  "incumbent": value, "bound": value}),
    }  # fmt: skip
    known = solved if value is not None else {"verdict": "stopped"}
    return Trial.model_validate({"solver": tool, "seconds": 5, "first_plan": proof, "proof": proof} | known | more)


def part(phase: str, seconds: float | None, **more: object) -> Part:
    return Part.model_validate({"phase": phase, "seconds": seconds} | more)


def subject(runs: tuple[Run, ...], rounds: tuple[tuple[Trial, ...], ...], **more: Any) -> Subject:
    tools = tuple(dict.fromkeys(run.tool for run in runs))
    told = tuple(
        Trials(case="toy", seconds=60, threads=1, seed=0, tiers=("cost",), trials=trials, best=trials[0].solver)
        for trials in rounds
    )
    given = {"name": "toy", "sites": 2, "rows": 9, "columns": 8, "whole": 7, "tools": tools, "runs": runs}
    return Subject.model_validate(given | {"rounds": told, "lines": lines(tools, runs, told)} | more)


def bench(*subjects: Subject) -> Bench:
    return Bench(
        created="2026-11-24T00:00:00+00:00", machine=machine(), seconds=60, threads=1, seed=0, asked=1,
        phases=("load",), subjects=subjects,
    )  # fmt: skip
