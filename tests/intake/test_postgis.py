"""PostGIS through SQLAlchemy against a real server, started for the test; skipped with the reason where none can be."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from intake.project import Project

from models import BadInputError
from optimizer.instance import load_case
from optimizer.intake import import_instance

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "/none")]


def _reason() -> str:
    if any(importlib.util.find_spec(name) is None for name in ("sqlalchemy", "psycopg")):
        return "the extra lodeplan[postgis] (sqlalchemy, psycopg) is not installed"
    if not BINARIES[-1].is_file():
        return "no PostgreSQL server (initdb) on this machine"
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return "PostgreSQL is here without the postgis extension"
    return ""


pytestmark = pytest.mark.skipif(bool(_reason()), reason=_reason() or "ready")


def _run(command: list[str], folder: Path) -> None:
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, capture_output=True, timeout=60, cwd=folder)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    folder = Path("/tmp") / f"lodeplan-pg-{os.getpid()}"
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    binaries, data = BINARIES[-1].parent, folder / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    try:
        _run([str(binaries / "initdb"), "-D", str(data), "-U", "planner", "-A", "trust", "-N", "-E", "UTF8"], folder)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(
            [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start"], folder
        )
        yield f"postgresql+psycopg://planner:${{PLANNER_SECRET}}@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _run([str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)


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
