"""What the clauses about one site alone leave it: courses ruled out by single hard rows, by clause, key and layer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from models.case import Case, Lock
from models.outcome import Finding
from optimizer.decisions.codes import ACTION_CODE
from optimizer.decisions.columns import NOWHERE
from optimizer.explain.arithmetic_bounds import Screen, needed, screen
from optimizer.explain.conflict_rows import Rows, candidates
from optimizer.explain.dossier_record import Bound, Screened
from optimizer.facts.binding import binding
from optimizer.formulation import Compiled, compile_case
from optimizer.rules import CLAUSES


def screened(compiled: Compiled) -> dict[str, tuple[Screened, ...]]:
    """Return by site what single rows rule out, in the order of the clauses."""
    found: dict[str, list[Screened]] = defaultdict(list)
    for row in candidates(compiled)[1].tolist():
        courses = _courses(compiled, row)
        if courses.size:
            site = compiled.decisions.sites.ids[int(compiled.decisions.courses.site[courses[0]])]
            found[site].append(_entry(compiled, row, courses))
    return {site: _gathered(entries) for site, entries in found.items()}


def _gathered(entries: list[Screened]) -> tuple[Screened, ...]:
    """Return the entries of one site, those of one clause together unless each has a layer of its own."""
    groups: dict[tuple[str, str | None], list[Screened]] = defaultdict(list)
    for one in entries:
        groups[one.clause, one.layer].append(one)
    return tuple(
        same[0].model_copy(update={"keys": tuple(key for one in same for key in one.keys),
                                   "courses": tuple(dict.fromkeys(c for one in same for c in one.courses))})
        for same in groups.values()
    )  # fmt: skip


def _courses(compiled: Compiled, row: int) -> Rows:
    """Return the courses of one site that the row alone rules out, none where it is about more than one site."""
    program, d = compiled.program, compiled.decisions
    columns = program.matrix.indices[program.matrix.indptr[row] : program.matrix.indptr[row + 1]]
    if not columns.size:
        return np.zeros(0, dtype=np.intp)
    owner = np.full(program.shape[1], NOWHERE)
    owner[: len(d.courses)] = d.courses.site
    owner[d.c[d.c != NOWHERE]] = d.courses.site[d.c != NOWHERE]
    sites = np.unique(owner[columns])
    if sites.size != 1 or sites[0] == NOWHERE:
        return np.zeros(0, dtype=np.intp)
    allowed = screen(compiled, np.array([row])).allowed
    return np.flatnonzero(~allowed)


def _entry(compiled: Compiled, row: int, courses: Rows) -> Screened:
    program = compiled.program
    rule, key = program.row_rules[row], program.row_keys[row]
    ground = [one for one in compiled.case.geography.excluded if f"{one.site} {one.layer}" == key]
    first = ground[0] if rule == "exclusion" and ground else None
    return Screened(
        clause=rule,
        keys=(key,),
        title=CLAUSES[rule].title,
        courses=tuple(compiled.decisions.courses.ids[course] for course in courses),
        layer=None if first is None else first.layer,
        overlap_m2=None if first is None else first.area_m2,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What all dossiers of a case share: the compiled case, what is screened by site, and what each site can do."""

    compiled: Compiled
    screened: dict[str, tuple[Screened, ...]]
    rows: Rows
    narrow: Screen


def ground(case: Case) -> Ground:
    """Return the ground of ``case``."""
    compiled = compile_case(case)
    rows = np.union1d(*candidates(compiled))
    return Ground(compiled, screened(compiled), rows, screen(compiled, rows))


def ruled_out(shared: Ground, lock: Lock) -> tuple[str, ...] | None:
    """Return the clauses that alone leave ``lock`` no course, each needed; None where it has one left."""
    courses, row = shared.compiled.decisions.courses, shared.compiled.decisions.sites.index[lock.site]
    same = courses.action == ACTION_CODE[lock.action]
    wanted = np.flatnonzero((courses.site == row) & (~same if lock.forbid else same))

    def none_left(other: Screen) -> tuple[float, float] | None:
        return None if np.intersect1d(other.courses(row), wanted).size else (1.0, 0.0)

    return None if none_left(shared.narrow) is None else needed(shared.compiled, shared.rows, "", none_left)


def bounds(findings: tuple[Finding, ...]) -> tuple[Bound, ...]:
    """Return the clauses without slack among ``findings``, each once; what holds in any plan is left out."""
    return tuple(
        Bound(clause=one.clause, subject=one.subject, period=one.period, required=one.required, unit=one.unit)
        for one in binding(findings)
    )
