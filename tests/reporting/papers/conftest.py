"""What is dear and the same for all tests of papers: the sheets of the small county, drawn once."""

from __future__ import annotations

from pathlib import Path

import pytest
from reporting import sample

from optimizer.reporting.maps import draw_maps


@pytest.fixture(scope="session")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps")
    draw_maps(folder, sample.case(), sample.outcome(), sample.geometry().layers, sample.ledger())
    return folder
