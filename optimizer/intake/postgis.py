"""Read a table of PostGIS through SQLAlchemy, in a read-only transaction; needs the extra ``lodeplan[postgis]``.

The address may name environment variables (`optimizer.store.address`), so that no password stands in a spec; it is
never printed.
"""

from __future__ import annotations

import re
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from models import BadInputError
from optimizer.intake import limits, wkb
from optimizer.intake.codes import refuse
from optimizer.intake.spec import Source
from optimizer.intake.table import Table
from optimizer.store.address import expanded, hidden

COLUMNS = """select f_geometry_column, srid from geometry_columns
where f_table_name = :name and f_table_schema = coalesce(nullif(:schema, ''), f_table_schema)"""
NAME = re.compile(r"[^\s\"';]+")


def read_postgis(source: Source) -> Table:
    """Return the rows of a table; raises BadInputError where the server, the table or the extra is missing."""
    import sqlalchemy  # noqa: PLC0415 - it takes 0.2 s, and most planners have no database

    url = expanded(source.database)
    if not NAME.fullmatch(source.table):
        raise _fault(source, f"表名 {source.table!r} 无效", f"the table name {source.table!r} is not valid")
    try:
        engine = sqlalchemy.create_engine(url, connect_args={"connect_timeout": 10})
        with engine.connect() as link:
            link.execute(sqlalchemy.text("set transaction read only"))
            return _read(link, sqlalchemy.text, source)
    except BadInputError:
        raise
    except (sqlalchemy.exc.SQLAlchemyError, ImportError, ValueError) as error:
        words = hidden(str(getattr(error, "orig", None) or type(error).__name__))
        raise _fault(source, words, words) from None


def _read(link: Any, text: Any, source: Source) -> Table:
    schema, _, name = source.table.rpartition(".")
    columns = link.execute(text(COLUMNS), {"name": name, "schema": schema}).all()
    chosen = [row for row in columns if not source.geometry or row[0] == source.geometry]
    if len(chosen) != 1:
        held = ", ".join(str(row[0]) for row in columns) or "—"
        raise refuse("LD-812", source.table, field="geometry", choices=held)
    geometry, srid = chosen[0]
    quoted = ".".join(f'"{part}"' for part in (schema, name) if part)
    query = f'select *, st_asbinary("{geometry}") as lodeplan_wkb from {quoted} limit {limits.FEATURES + 1}'
    rows = [dict(row) for row in link.execute(text(query)).mappings()]
    if len(rows) > limits.FEATURES:
        words = f"> {limits.FEATURES} features"
        raise refuse("LD-824", source.table, value=words, detail=words, detail_en=words)
    blobs = [None if row["lodeplan_wkb"] is None else bytes(row["lodeplan_wkb"]) for row in rows]
    shapes, flaws = wkb.shapes(blobs, source.table)
    fields = tuple(key for key in (rows[0] if rows else ()) if key not in {geometry, "lodeplan_wkb"})
    values = tuple({field: row[field] for field in fields} for row in rows)
    return Table(source.table, fields, values, shapes, _system(int(srid)), flaws)


def _system(srid: int) -> CRS | None:
    try:
        return CRS.from_epsg(srid) if srid else None
    except CRSError:
        return None


def _fault(source: Source, zh: str, en: str) -> BadInputError:
    return refuse("LD-829", source.table or "postgis", detail=zh, detail_en=en)
