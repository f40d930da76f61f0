"""The single-file report: the board's page with a run inside, opened from disk without a network or a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from models import Case, Outcome
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.frequency import Frequency
from optimizer.reporting.frames import Layers
from optimizer.scenario import Member
from optimizer.serve.comparing import FIRST
from optimizer.serve.inside import comparison_inside
from optimizer.serve.minutes import Line
from optimizer.serve.page import single_page
from optimizer.serve.scene import scene_of
from optimizer.serve.table import importance_told
from optimizer.serve.told_dossier import dossier_told


def single_file(
    case: Case,
    outcome: Outcome,
    layers: Layers,
    language: str = "zh",
    minutes: tuple[Line, ...] = (),
    dossiers: tuple[Dossier, ...] = (),
    against: Sequence[Member] = (),
    own: Member | None = None,
    often: Mapping[str, Frequency] = MappingProxyType({}),
) -> bytes:
    """Return the report as HTML; minutes, dossiers and other plans to compare with, where given, are in it.

    ``own`` is the run as it is taken into a comparison, with input files and titles of its scenarios, where it keeps
    them; ``often`` the frequencies that it keeps by site, which become a column of the table.
    """
    scene = scene_of(case, outcome, layers)
    data = (
        scene
        | importance_told(scene, often)
        | {
            "single": True,
            "minutes": [line.model_dump(mode="json", exclude={"before"}) for line in minutes],
            "dossiers": {one.site: dossier_told(case, one) for one in dossiers},
        }
    )
    if against:
        first = replace(own or Member("", case, outcome, layers=layers), label=FIRST.of(language))
        data["compared"] = comparison_inside(first, layers, against)
    return single_page(case.frame.title.of(language), data, language).encode()
