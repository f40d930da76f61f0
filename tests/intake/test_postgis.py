"""PostGIS through SQLAlchemy against a real server, started for the test; skipped with the reason where none can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgres
import pytest
from intake.project import Project

from models import BadInputError
from optimizer.instance import load_case
from optimizer.intake import import_instance


def _reason() -> str:
    if postgres.reason():
        return postgres.reason()
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return "PostgreSQL is here without the postgis extension"
    return ""


pytestmark = pytest.mark.skipif(bool(_reason()), reason=_reason() or "ready")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.served("${PLANNER_SECRET}") as address:
        yield address


@pytest.fixture(scope="module")
def filled(server: str) -> str:
    import sqlalchemy
    from intake.project import blocks

    engine = sqlalchemy.create_engine(server.replace("${PLANNER_SECRET}", "x"))
    with engine.begin() as link:
        link.execute(sqlalchemy.text("create extension postgis"))
        link.execute(sqlalchemy.text("create schema plan"))
        link.execute(sqlalchemy.text(
            'create table plan."KAICQK" ("GHQBH" text, "GHQMC" text, "SZXZQ" text, "KCZKZ" text, "KCFS" text, '
            '"GHQMJ" numeric(10,4), "ZYL" numeric, geom geometry(Polygon, 4547))'))  # fmt: skip
        layer = blocks()
        for row, shape in zip(layer.rows, layer.shapes, strict=True):
            link.execute(sqlalchemy.text(
                'insert into plan."KAICQK" values (:GHQBH, :GHQMC, :SZXZQ, :KCZKZ, :KCFS, :GHQMJ, :ZYL, '
                "st_geomfromtext(:wkt, 4547))"), {**row, "wkt": shape.wkt})  # fmt: skip
    engine.dispose()
    return server


def project(tmp_path: Path, **spec: Any) -> Project:
    made = Project(tmp_path / "in")
    made.blocks.spec |= {"table": "plan.KAICQK", **spec}
    return made


def test_table(tmp_path: Path, filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_SECRET", "hush")
    made = import_instance(project(tmp_path, database=filled).write(), tmp_path / "out")
    assert made.problems == ()
    case = load_case(made.folder).case
    assert [block.id for block in case.blocks] == ["CQ-01", "CQ-02", "CQ-03", "CQ-04"]
    assert str(case.blocks[0].area_km2) == "0.8000"
    assert "hush" not in "".join(path.read_text("utf-8", "ignore") for path in made.folder.glob("*.*"))


@pytest.mark.parametrize(
    "change", [{"table": "plan.nothing"}, {"table": 'x"; drop table y'}, {"table": "plan.KAICQK", "geometry": "g"}]
)
def test_faults(tmp_path: Path, filled: str, change: dict[str, str]) -> None:
    with pytest.raises(BadInputError) as caught:
        import_instance(project(tmp_path, database=filled, **change).write(), tmp_path / "out")
    assert {problem.code for problem in caught.value.problems} <= {"LD-812", "LD-829"}


def test_no_server_and_no_secret_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_SECRET", "hush")
    url = "postgresql+psycopg://planner:${PLANNER_SECRET}@127.0.0.1:9/postgres"
    with pytest.raises(BadInputError) as caught:
        import_instance(project(tmp_path, database=url).write(), tmp_path / "out")
    assert [problem.code for problem in caught.value.problems] == ["LD-829"]
    assert "hush" not in str(caught.value)
