"""Put everything that a planner takes along into one run folder.

    tables.xlsx, tables/*.csv      the annex tables
    plan.gpkg, plan.geojson        the plan over its ground, and the ledger's pieces
    maps/*.png, maps/*.pdf         three A3 sheets
    summary.txt                    what the terminal showed

Maps and GIS files need geometry and a plan; a case without layers, or an outcome without a plan, has tables only.
The rest of the folder (case, instance files, outcome, manifest) is written by `optimizer.store`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from rich.console import Console

from models import Case, Outcome
from optimizer.reporting.book import book
from optimizer.reporting.csv import csv_bytes
from optimizer.reporting.frames import shapes_of
from optimizer.reporting.gis import write_geojson, write_gpkg
from optimizer.reporting.ledger import entries
from optimizer.reporting.maps import draw_maps
from optimizer.reporting.summary import WIDTH, summarise
from optimizer.reporting.tables import tables_of
from optimizer.reporting.words import Language
from optimizer.spatial import Derived
from optimizer.store import About, Content, Manifest, write_run
from optimizer.store.whole import Place, move

Tell = Callable[[str], None]


def report(
    folder: Path,
    case: Case,
    outcome: Outcome,
    about: About,
    *,
    instance: Path | None = None,
    geometry: Derived | None = None,
    language: Language = "zh",
    overwrite: bool = False,
    place: Place = move,
    tell: Tell | None = None,
    beside: Mapping[str, Content] = MappingProxyType({}),
) -> Manifest:
    """Write the run of `outcome` to `folder` and return its manifest; `tell` hears the name of each part as it starts.

    `beside` are further files of the run, such as the certificates of its bounds.

    Raises `optimizer.store.RunError` when the folder may not be written, and OSError. A failure leaves nothing behind.
    """
    parts = parts_of(case, outcome, geometry, language) | dict(beside)
    if tell is not None:
        parts = {name: partial(_told, tell, name, content) for name, content in parts.items()}
    return write_run(folder, case, outcome, parts, about, instance=instance, overwrite=overwrite, place=place)


def parts_of(case: Case, outcome: Outcome, geometry: Derived | None, language: Language) -> dict[str, Content]:
    """Return what goes into a run beside case, outcome and manifest, by path in the folder."""
    ledger = geometry.ledger if geometry is not None else ()
    layers = geometry.layers if geometry is not None else {}
    found = entries(case, geometry)
    tables = tables_of(case, outcome, ledger, shapes_of(case, layers), found)
    parts: dict[str, Content] = {"tables.xlsx": lambda path: _put(path, book(tables, case.frame, language))}
    parts |= {f"tables/{table.sheet}-{table.name}.csv": csv_bytes(table, language) for table in tables}
    if layers and outcome.plan is not None:
        parts["plan.gpkg"] = partial(write_gpkg, case=case, outcome=outcome, layers=layers, entries=found)
        parts["plan.geojson"] = partial(write_geojson, case=case, outcome=outcome, layers=layers)
        parts["maps/"] = partial(draw_maps, case=case, outcome=outcome, layers=layers, ledger=ledger, language=language)
    parts["summary.txt"] = summary_text(case, outcome, geometry, language).encode()
    return parts


def put_parts(folder: Path, parts: Mapping[str, Content]) -> None:
    """Write parts into a folder that is no run, by their names."""
    for name, content in parts.items():
        path = folder / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content(path)


def rendered(case: Case, outcome: Outcome, geometry: Derived | None, language: Language = "zh") -> dict[str, bytes]:
    """Return what `parts_of` would write, as bytes by path: for those who write the run in another process."""
    with TemporaryDirectory(prefix="lodeplan-") as room:
        put_parts(Path(room), parts_of(case, outcome, geometry, language))
        files = sorted(path for path in Path(room).rglob("*") if path.is_file())
        return {path.relative_to(room).as_posix(): path.read_bytes() for path in files}


def summary_text(case: Case, outcome: Outcome, geometry: Derived | None, language: Language = "zh") -> str:
    """Return the terminal summary as plain text."""
    console = Console(file=StringIO(), width=WIDTH, color_system=None, force_terminal=False, legacy_windows=False)
    with console.capture() as capture:
        console.print(summarise(case, outcome, geometry.ledger if geometry is not None else (), language))
    return capture.get()


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _told(tell: Tell, name: str, content: Content, path: Path) -> None:
    tell(name)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
