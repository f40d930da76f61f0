"""A messy real data set nobody here drew: protected areas of the DR Congo (WRI), a custom Mercator without EPSG."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import pytest
from intake.project import Project

from models import BadInputError
from optimizer.instance import load_case
from optimizer.intake import import_instance

DATA = Path(__file__).parents[3] / "shared" / "data" / "cod_conservation.zip"


@pytest.mark.skipif(not DATA.is_file(), reason="shared/data/cod_conservation.zip is not here")
def test_protected_areas_end_to_end(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.layers = {}
    project.case["frame"]["crs"] = "EPSG:32734"  # UTM 34S, metres
    project.case["minerals"] = project.case["minerals"][:1]
    project.extra = [{"role": "protected", "file": str(DATA),
                      "exclusion": {"name": {"zh": "自然保护地", "en": "protected"}, "forbids": "any"}}]  # fmt: skip
    project.case["blocks"] = [{"id": "B1", "name": {"zh": "一", "en": "one"}, "mineral": "stone", "method": "open_pit"}]
    with pytest.raises(
        BadInputError
    ) as caught:  # French names in Latin-1 that nothing declares: asked for, not guessed
        import_instance(project.write(), tmp_path / "out")
    assert [problem.code for problem in caught.value.problems] == ["LD-817"]
    project.extra[0]["encoding"] = "ISO-8859-1"
    made = import_instance(project.write(), tmp_path / "out")
    codes = {problem.code for problem in made.problems}
    assert "LD-868" in codes
    assert not any(problem.fatal for problem in made.problems)
    frame = pyogrio.read_dataframe(made.folder / "layers" / "protected.gpkg")
    source = pyogrio.read_dataframe(f"/vsizip/{DATA}/Conservation/RDC_aire_protegee_2013.shp")
    assert len(frame) == len(source)
    there = source.to_crs("EPSG:4326").total_bounds
    back = frame.to_crs("EPSG:4326").total_bounds
    assert back == pytest.approx(there, abs=1e-6)
    assert 11 < back[0] < 32  # degrees east: the DR Congo
    case = load_case(made.folder).case
    assert [(layer.id, layer.file) for layer in case.layers] == [("protected", "protected.gpkg")]
