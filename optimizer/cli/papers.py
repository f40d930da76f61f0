"""The papers of ``lodeplan report``: which are asked for, which sites they explain, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from pathlib import Path

import typer

from models.base import Text
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Voice
from optimizer.reporting.papers import KINDS, MOST, Matter, Wanted, contested, explained, judged, papers, tables_for
from optimizer.reporting.papers.kept import conflict_in, importance_in
from optimizer.reporting.words import Language
from optimizer.spatial import Derived
from optimizer.store import Run

LANGUAGES: dict[str, tuple[Language, ...]] = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asked of the papers."""

    pdf: bool = False
    docx: bool = False
    xlsx: bool = False
    template: Path | None = None
    sites: str = ""
    dossiers: bool = True
    explanations: Path | None = None
    seconds: float = inf

    @property
    def any(self) -> bool:
        """Whether any paper is asked for; a template asks for the .docx."""
        return self.pdf or self.docx or self.xlsx or self.template is not None


def voice_of(lang: str, as_json: bool, asked: Asked) -> Voice:
    """Return the voice; ``both`` is for papers alone."""
    if lang != "both":
        return Voice(lang, as_json)
    if not asked.any:
        raise typer.BadParameter("both needs --pdf, --docx or --xlsx", param_hint="--lang")
    return Voice(DEFAULT_LANGUAGE, as_json)


def papers_made(
    voice: Voice, folder: Path, run: Run, geometry: Derived | None, lang: str, asked: Asked
) -> dict[str, bytes]:
    """Return the papers by name. Raises BadInputError for a run that was changed or does not hold."""
    judged(run, folder)
    with Progressing(voice) as progress:
        matter = _matter(voice, progress, folder, run, geometry, asked)
        kinds = tuple(kind for kind in KINDS if getattr(asked, kind) or (kind == "docx" and asked.template is not None))
        return papers(matter, Wanted(kinds, LANGUAGES[lang], asked.template), geometry, progress.stage)


def _matter(
    voice: Voice, progress: Progressing, folder: Path, run: Run, geometry: Derived | None, asked: Asked
) -> Matter:
    reasons = contested(run.case, run.outcome)
    named = [site for site in asked.sites.replace("，", ",").split(",") if site]
    chosen = (named or list(reasons)[:MOST]) if asked.dossiers or named else []
    left_out = 0 if named else max(0, len(reasons) - MOST)
    found = explained(run, chosen, asked.explanations, progress.watch, asked.seconds, folder=folder)
    if len(found) < len(chosen):
        words = Text(zh="部分地块没有说明", en="some sites have no dossier")
        voice.remark(voice.text(words))
    maps = geometry is not None and bool(geometry.layers) and run.outcome.plan is not None
    return Matter(run, tables_for(run, geometry), maps, found, reasons, bool(named), left_out,
                  importance_in(run, folder), conflict_in(folder))  # fmt: skip
