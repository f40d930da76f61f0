"""Solving a case of any size: by blocks where one plain solve would not hold it, published and audited as ever."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.base import Text
from models.case import Case
from models.problem import BadInputError, Problem
from optimizer.backends import get
from optimizer.decisions import more_courses
from optimizer.formulation import Compiled
from optimizer.ir import Program, assemble, rows_of
from optimizer.scale.certificate import Proof
from optimizer.scale.tiers import Means, scale_tiers
from optimizer.scale.traffic import Traffic
from optimizer.solve import Settings, Solved, solve
from optimizer.solve.floors import Floor
from optimizer.solve.settings import Watch
from optimizer.solve.tiers import TierAnswer, solve_tiers
from optimizer.workers import HERE, Pool

LARGE = 20_000
"""Courses above which a case of several units is solved by blocks unless asked otherwise."""
FINEST, USUAL = 1e-6, 1e-3
"""Finest gap that may be asked of blocks, and the gap that stands in for a finer one (the proof of a plain solve)."""


@dataclass(frozen=True, slots=True, eq=False)
class ScaleSolved:
    """What was solved, the proof of each tier's bound where it was found by blocks, and what handing out took."""

    solved: Solved
    proofs: tuple[Proof, ...]
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

    Raises LookupError for an unknown back end, BadInputError (LD-786) for one that cannot solve blocks; Unreached and
    OtherCode where a cluster is not there or runs other code.
    """
    by_blocks, proofs, means = is_large(case) if scale is None else scale, list[Proof](), Means(pool)
    chosen = settings_by_blocks(settings or Settings()) if by_blocks else settings

    def tiers(
        compiled: Compiled, asked: Settings, watched: Watch | None, started: float, floors: tuple[Floor, ...]
    ) -> tuple[TierAnswer, ...]:
        if by_blocks:
            return scale_tiers(compiled, asked, watched, started, proofs, means)
        return solve_tiers(compiled, asked, watched, started, floors)

    solved = solve(case, chosen, watch, scenario, tiers=tiers)
    return ScaleSolved(solved, tuple(proofs), means.traffic)


def is_large(case: Case) -> bool:
    """Whether one plain solve is not asked to hold a case: many courses, several administrative units."""
    return bool(case.regions) and more_courses(case, LARGE)


def settings_by_blocks(settings: Settings) -> Settings:
    """Return the settings as blocks take them: no finer gap than `FINEST`.

    Raises LookupError for an unknown back end, BadInputError (LD-786) for one that cannot solve blocks.
    """
    if get(settings.backend).refuses(_probe()) is not None:
        raise BadInputError((_unable(settings.backend),))
    return replace(settings, gap=settings.gap if settings.gap >= FINEST else USUAL)


def _probe() -> Program:
    """A programme as blocks are: whole and other columns, figures of no common step."""
    row = rows_of("probe", ("row",), [0, 0], [0, 1], [np.pi, np.e], -np.inf, np.sqrt(10.0))
    return assemble(("whole", "other"), [0.0, 0.0], [1.0, 1.0], [True, False], [row], {"cost": [np.sqrt(2.0), 1.0]})


def _unable(backend: str) -> Problem:
    return Problem(
        code="LD-786", field="--backend", value=backend,
        message=Text(zh=f"求解器 {backend} 不能求解分区子问题（任意系数的混合整数规划）",
                     en=f"the back end {backend} cannot solve blocks: mixed integer programmes with any figures"),
        remedy=Text(zh="改用 highs、cbc、scip 或已授权的商业求解器，或加 --no-scale 整体求解",
                    en="use highs, cbc, scip or a licensed commercial solver, or --no-scale for one plain solve"),
    )  # fmt: skip
