"""The single-file report: the board's page with a run inside, opened from disk without a network or a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from models import Case, Outcome, Text
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
    titles: tuple[Text, ...] = (),
    often: Mapping[str, Frequency] = MappingProxyType({}),
) -> bytes:
    """Return the report as HTML; minutes, dossiers and other plans to compare with, where given, are in it.

    ``titles`` are those of the run's own scenarios (`optimizer.instance.titles`), ``often`` the frequencies that it
    keeps by site, which become a column of the table.
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
        own = Member(FIRST.of(language), case, outcome, layers=layers, titles=titles)
        data["compared"] = comparison_inside(own, layers, against)
    return single_page(case.frame.title.of(language), data, language).encode()
