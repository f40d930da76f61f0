"""Runs to make papers of: the small county of `reporting.sample`, also with hostile names, and the stored county."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pypdf import PdfReader
from reporting import sample

from models import Case, Text
from optimizer.instance import load_case
from optimizer.reporting.papers import Matter, contested, tables_for
from optimizer.reporting.papers.make import tables_for as _tables
from optimizer.spatial import Derived
from optimizer.store import About, Manifest, Run, read_run
from optimizer.store.manifest import INSTANCE, compose

COUNTY = Path(__file__).parents[3] / "results" / "fangcheng"
CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).isoformat()
HOSTILE = (
    sample.EVIL,
    "<script>alert(1)</script>",
    '#eval("1+1") #read("/etc/passwd") $x^2$ @label <a>',
    "*_[粗]_* `raw` // /* \\ ~ --- = 标题",
    '<w:p>&lt;]]></w:t> & "quoted"',
    "{{ 7*7 }} {% for x in y %}",
    "长" * 60 + "W" * 80,
)
"""Names that a careless writer would take for a formula, a script, markup of Typst, Word or Jinja."""


def manifest() -> Manifest:
    return compose(About(solver="highs", solver_version="1"), {}, {}, sample.outcome()).model_copy(
        update={"created": CREATED, "seal": "0" * 64}
    )


def small(with_plan: bool = True, case: Case | None = None, maps: bool = False) -> Matter:
    run = Run(case or sample.case(), sample.outcome(with_plan), manifest())
    reasons = contested(run.case, run.outcome)
    return Matter(run, tables_for(run, sample.geometry(run.case)), maps, reasons=reasons)


def hostile() -> Matter:
    """The small county with a hostile name on every block and mine, title, office and statement."""
    base = sample.case()
    names = iter([Text(zh=name, en=name) for name in HOSTILE])
    sites = {
        role: tuple(site.model_copy(update={"name": next(names)}) for site in getattr(base, role))
        for role in ("blocks", "mines", "mergers")
    }
    title = Text(zh=HOSTILE[2], en=HOSTILE[2])
    frame = base.frame.model_copy(
        update={"title": title, "office": Text(zh=HOSTILE[1], en=HOSTILE[4]), "statement": title}
    )
    return small(case=base.model_copy(update={**sites, "frame": frame}))


@cache
def county() -> tuple[Matter, Derived]:
    """The stored run of the county, without dossiers, and its geometry."""
    run = read_run(COUNTY)
    geometry = load_case(COUNTY / INSTANCE, run.manifest.scenarios).geometry
    assert geometry is not None
    return Matter(run, _tables(run, geometry), reasons=contested(run.case, run.outcome)), geometry


def text_of(pdf: bytes) -> list[str]:
    """The words of every page, blanks dropped: line ends and kerning put them anywhere."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def clocks(archive: bytes) -> set[tuple[int, ...]]:
    """The time stamps in an Office file."""
    return {entry.date_time for entry in ZipFile(BytesIO(archive)).infolist()}
