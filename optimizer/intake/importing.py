"""Import: a spec and its sources in, an instance folder out, or every problem and nothing written.

The folder is made beside its target under a temporary name, read back by `optimizer.instance` as any instance is, and
renamed into place only when neither the import nor that reading finds anything fatal.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from models import BadInputError, Problem
from optimizer.instance import load_case
from optimizer.intake import folder as output
from optimizer.intake.codes import refuse
from optimizer.intake.gathering import gather
from optimizer.intake.judging import Judged, judge
from optimizer.intake.mending import Mend
from optimizer.intake.spec import Read, read_spec

SHADOWS = frozenset(f"LD-{code}" for code in (*range(620, 628), 630, 631, 632))
"""Warnings of the finished instance that the import has told already, with place and area."""
STATED = "LD-631"


@dataclass(frozen=True, slots=True)
class Imported:
    """folder: the new instance; problems: warnings only; mends: what ``repair`` changed; counts: features by role."""

    folder: Path
    problems: tuple[Problem, ...]
    mends: tuple[Mend, ...]
    counts: dict[str, int]


def import_instance(spec: Path, out: Path, *, repair: bool = False) -> Imported:
    """Import the sources of a spec into a new instance folder.

    Raises `models.BadInputError` with every problem, warnings included, when one is fatal; then nothing is written.
    """
    read = read_spec(spec)
    if out.exists():
        raise refuse("LD-804", str(out), value=str(out))
    with tempfile.TemporaryDirectory(prefix="lodeplan-import-") as room:
        gathered = gather(read, Path(room))
        judged = judge(read, gathered, repair)
        if gathered.target is None or any(problem.fatal for problem in judged.problems):
            raise BadInputError(judged.problems)
        out.parent.mkdir(parents=True, exist_ok=True)
        site = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            output.write(site, read, judged, gathered.target)
            problems = (*judged.problems, *_finished(site, judged))
            output.report(site, problems, judged)
            site.chmod(0o755)
            site.rename(out)
        except BaseException:
            shutil.rmtree(site, ignore_errors=True)
            raise
    return Imported(out, problems, judged.mends, _counts(judged))


def _finished(site: Path, judged: Judged) -> list[Problem]:
    """Read the instance as any other; return its warnings, raise with everything where it cannot be used."""
    try:
        found = load_case(site).warnings
    except BadInputError as error:
        fresh = [problem for problem in error.problems if problem.fatal or not _told(problem, judged)]
        raise BadInputError((*judged.problems, *fresh)) from None
    return [problem for problem in found if not _told(problem, judged)]


def _told(problem: Problem, judged: Judged) -> bool:
    """Return whether a warning of the instance says what the import has said already."""
    if problem.code != STATED:
        return problem.code in SHADOWS
    return Path(problem.file).stem in {item.source.role for item, made in judged.items if made is not None}


def _counts(judged: Judged) -> dict[str, int]:
    return {item.source.role: len(item.table.rows) for item, _ in judged.items}


def report_only(spec: Path, *, repair: bool = False) -> tuple[Read, Judged]:
    """Return the validity report of a spec's sources without writing anything; raises only for a bad spec."""
    read = read_spec(spec)
    with tempfile.TemporaryDirectory(prefix="lodeplan-import-") as room:
        return read, judge(read, gather(read, Path(room)), repair)
