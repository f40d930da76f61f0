"""Twenty synthetic counties, free and with ladders, and the real one, to proof: the whole distribution of CPU seconds.

    python tests/bench/bench_county.py [--counties 20] [--gap 1e-10] [--seeds 5] [--backend highs]

Ladders allow listed capacities of stone and facing stone only, so that every level is a course of its own. The real
county is solved with several seeds of the solver. Seconds are of the whole `solve`: compile, tiers, publishing, audit;
CPU time of one thread unless said otherwise.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from time import process_time

from models import Case
from models.policy import RoundFigures
from optimizer.generate import Recipe, generate_case
from optimizer.instance import load_case
from optimizer.solve import Settings, solve

LISTS = {
    "building_stone": (50, 80, 100, 120, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800, 1000, 1200, 1500),
    "facing_stone": (5, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40),
}


def main() -> None:
    """Print one line a county, then the distribution, of each kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counties", type=int, default=20)
    parser.add_argument("--gap", type=float, default=1e-10)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--backend", default="highs")
    given = parser.parse_args()
    settings = Settings(given.backend, given.gap, seconds=given.seconds)
    kinds: dict[str, Callable[[Case], Case]] = {"free": lambda case: case, "ladder": laddered}
    for kind, made in kinds.items():
        cases = (made(generate_case(Recipe(1, seed, mines=40.0))) for seed in range(given.counties))
        _spread(kind, [_told(f"{kind} {seed}", case, settings) for seed, case in enumerate(cases)])
    real = load_case(Path("instances/fangcheng")).case
    _spread("real", [_told(f"real, seed {seed}", real, replace(settings, seed=seed)) for seed in range(given.seeds)])


def laddered(case: Case) -> Case:
    """Return the case with listed capacities."""
    listed = RoundFigures.model_validate({"lists": tuple(LISTS.items())})
    return case.model_copy(update={"policy": case.policy.model_copy(update={"round_figures": listed})})


def _spread(kind: str, seconds: list[float]) -> None:
    marks = [min(seconds), *quantiles(seconds, n=4), max(seconds)]
    print(f"{kind}: CPU s, all:", " ".join(f"{mark:.2f}" for mark in sorted(seconds)))
    print(f"{kind}: CPU s, least / quartiles / most:", " / ".join(f"{mark:.2f}" for mark in marks), flush=True)


def _told(name: str, case: Case, settings: Settings) -> float:
    began = process_time()
    solved = solve(case, settings)
    seconds, program = process_time() - began, solved.compiled.program
    parts = ", ".join(f"{part} {value:.2f}" for part, value in solved.seconds.items())
    verdict = f"{int(program.integer.sum())} courses, {solved.outcome.verdict}, gap {solved.outcome.gap:.1e}"
    print(f"{name}: {len(case.sites)} sites, {verdict}, CPU {seconds:.2f} s; wall clock {parts} s", flush=True)
    return seconds


if __name__ == "__main__":
    main()
