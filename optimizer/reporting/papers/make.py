"""All papers that are wanted, as bytes by file name: made whole before anything is written.

    plan-zh.pdf   plan-zh.docx   plan-zh.xlsx        and the same with -en

A run is judged anew first: papers are made only of a plan whose findings, totals and values are what the run says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from optimizer.reporting.frames import shapes_of
from optimizer.reporting.maps import draw_maps
from optimizer.reporting.papers.compose import Matter, paper_of
from optimizer.reporting.papers.pdf import pdf
from optimizer.reporting.papers.sheets import xlsx
from optimizer.reporting.papers.template import filled
from optimizer.reporting.papers.word import docx
from optimizer.reporting.tables import Table, tables_of
from optimizer.reporting.words import Language
from optimizer.solve import differences
from optimizer.spatial import Derived
from optimizer.store import Run, distrusted, tampered

Kind = Literal["pdf", "docx", "xlsx"]
KINDS: tuple[Kind, ...] = ("pdf", "docx", "xlsx")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """Which papers: kinds, languages, and the bureau's own template for the .docx."""

    kinds: tuple[Kind, ...]
    languages: tuple[Language, ...] = ("zh",)
    template: Path | None = None


def judged(run: Run, folder: Path) -> None:
    """Raise RunError (LD-711) with what was changed since, and what the run's own plan does not bear out.

    Files added to the folder are no fault: nothing of them goes into a paper.
    """
    faults = [one.message for one in tampered(folder) if one.way != "added"]
    faults += differences(run.case, run.outcome)
    if faults:
        raise distrusted(folder, faults)


def tables_for(run: Run, geometry: Derived | None) -> tuple[Table, ...]:
    """Return the annex tables of a run."""
    ledger, layers = (geometry.ledger, geometry.layers) if geometry is not None else ((), {})
    return tables_of(run.case, run.outcome, ledger, shapes_of(run.case, layers))


def papers(
    matter: Matter, wanted: Wanted, geometry: Derived | None = None, tell: Tell | None = None
) -> dict[str, bytes]:
    """Return the papers wanted by file name; `tell` hears each name as it begins.

    Raises BadInputError (LD-771 to LD-773) and OSError.
    """
    made: dict[str, bytes] = {}
    with TemporaryDirectory() as name:
        for language in wanted.languages:
            maps = Path(name) / language if matter.maps and set(wanted.kinds) & {"pdf", "docx"} else None
            if maps is not None and geometry is not None:
                _told(tell, f"maps {language}")
                run = matter.run
                draw_maps(maps, run.case, run.outcome, geometry.layers, geometry.ledger, language)
            for kind in wanted.kinds:
                file = f"plan-{language}.{kind}"
                _told(tell, file)
                made[file] = _made(kind, matter, language, maps, wanted.template)
    return made


def _made(kind: Kind, matter: Matter, language: Language, maps: Path | None, template: Path | None) -> bytes:
    if kind == "xlsx":
        return xlsx(matter, language)
    if kind == "docx" and template is not None:
        return filled(template, matter, language, maps)
    return (pdf if kind == "pdf" else docx)(paper_of(matter, language), maps)


def _told(tell: Tell | None, name: str) -> None:
    if tell is not None:
        tell(name)
