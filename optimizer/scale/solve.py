"""Solving a case of any size: by blocks where one plain solve would not hold it, published and audited as ever."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.case import Case
from optimizer.formulation import Compiled
from optimizer.scale.certificate import Certificate
from optimizer.scale.tiers import Means, scale_tiers
from optimizer.scale.traffic import Traffic
from optimizer.solve import Settings, Solved, solve
from optimizer.solve.floors import Floor
from optimizer.solve.settings import Watch
from optimizer.solve.tiers import TierAnswer, solve_tiers
from optimizer.workers import HERE, Pool

LARGE = 20_000
"""Whole columns above which a case of several units is solved by blocks unless asked otherwise."""
FINEST, USUAL = 1e-6, 1e-3
"""Finest gap that may be asked of blocks, and the gap that stands in for a finer one (the proof of a plain solve)."""


@dataclass(frozen=True, slots=True, eq=False)
class ScaleSolved:
    """What was solved, and the certificate of each tier's bound where it was found by blocks; what handing out took."""

    solved: Solved
    certificates: tuple[Certificate, ...]
    traffic: Traffic


def solve_at_scale(
    case: Case,
    settings: Settings | None = None,
    watch: Watch | None = None,
    scenario: str = "",
    scale: bool | None = None,
    pool: Pool = HERE,
) -> ScaleSolved:
    """Solve ``case`` by blocks if ``scale`` says so or, for None, where it is large and has several units;
    regions are solved by the workers of ``pool``.

    Raises LookupError for an unknown back end; Unreached and OtherCode where a cluster is not there or runs other code.
    """
    proofs: list[Certificate] = []
    means = Means(pool)

    def tiers(
        compiled: Compiled, chosen: Settings, watched: Watch | None, started: float, floors: tuple[Floor, ...]
    ) -> tuple[TierAnswer, ...]:
        if scale if scale is not None else is_large(compiled):
            coarse = replace(chosen, gap=chosen.gap if chosen.gap >= FINEST else USUAL)
            return scale_tiers(compiled, coarse, watched, started, proofs, means)
        return solve_tiers(compiled, chosen, watched, started, floors)

    solved = solve(case, settings, watch, scenario, tiers=tiers)
    return ScaleSolved(solved, tuple(proofs), means.traffic)


def is_large(compiled: Compiled) -> bool:
    """Whether one plain solve is not asked to hold a case: many courses, several administrative units."""
    return bool(compiled.case.regions) and int(compiled.program.integer.sum()) > LARGE
