"""The single-file report: the board's page with a run inside, opened from disk without a network or a server."""

from __future__ import annotations

from models import Case, Outcome
from optimizer.explain.dossier_record import Dossier
from optimizer.reporting.frames import Layers
from optimizer.serve.minutes import Line
from optimizer.serve.page import single_page
from optimizer.serve.scene import scene_of
from optimizer.serve.told_dossier import dossier_told


def single_file(
    case: Case,
    outcome: Outcome,
    layers: Layers,
    language: str = "zh",
    minutes: tuple[Line, ...] = (),
    dossiers: tuple[Dossier, ...] = (),
) -> bytes:
    """Return the report as HTML; minutes and dossiers, where given, are in it."""
    data = scene_of(case, outcome, layers) | {
        "single": True,
        "minutes": [line.model_dump(mode="json", exclude={"before"}) for line in minutes],
        "dossiers": {one.site: dossier_told(case, one) for one in dossiers},
    }
    return single_page(case.frame.title.of(language), data, language).encode()
