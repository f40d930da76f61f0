"""Twenty synthetic counties, and the real one, to proof: seconds of compile, tiers and publishing, and their spread.

    python tests/bench/bench_county.py [--counties 20] [--gap 1e-6] [--ladder] [--backend highs]

--ladder allows listed capacities of stone and facing stone only, so that every level is a course of its own.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import quantiles

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
    """Print one line a county, then the distribution."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counties", type=int, default=20)
    parser.add_argument("--gap", type=float, default=1e-6)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--backend", default="highs")
    parser.add_argument("--ladder", action="store_true")
    given = parser.parse_args()
    settings = Settings(given.backend, given.gap, seconds=given.seconds)
    seconds = []
    for seed in range(given.counties):
        case = generate_case(Recipe(1, seed, mines=40.0))
        seconds.append(_told(f"county {seed}", laddered(case) if given.ladder else case, settings))
    marks = [min(seconds), *quantiles(seconds, n=4), max(seconds)]
    print("least, quartiles, most:", " / ".join(f"{mark:.2f}" for mark in marks), "s")
    _told("real county", load_case(Path("instances/fangcheng")).case, settings)


def laddered(case: Case) -> Case:
    """Return the case with listed capacities."""
    listed = RoundFigures.model_validate({"lists": tuple(LISTS.items())})
    return case.model_copy(update={"policy": case.policy.model_copy(update={"round_figures": listed})})


def _told(name: str, case: Case, settings: Settings) -> float:
    solved = solve(case, settings)
    spent, whole = solved.seconds, int(solved.compiled.program.integer.sum())
    parts = ", ".join(f"{part} {value:.2f}" for part, value in spent.items())
    print(f"{name}: {len(case.sites)} sites, {whole} courses, {solved.outcome.verdict}, {parts} s", flush=True)
    return spent["solve"]


if __name__ == "__main__":
    main()
