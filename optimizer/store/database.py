"""The database of the catalogue: one table, SQLite beside the run folders or PostgreSQL by address, by the same words.

Each connection is opened for one errand and closed again, so that a killed process holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

from optimizer.store.entry import Entry

FILE = "catalogue.sqlite"
TABLE = "lodeplan_runs_1"
WAIT = 60.0
KEYS = ("store", "folder")


@contextmanager
def opened(address: str) -> Iterator[Any]:
    """Yield an engine on the catalogue's database, its table made. Raises SQLAlchemy's errors."""
    import sqlalchemy  # noqa: PLC0415 - loaded only where a catalogue is used: it takes 0.2 s

    local = address.startswith("sqlite")
    connect = {"timeout": WAIT} if local else {"connect_timeout": 10}
    engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool, connect_args=connect)
    try:
        with suppress(sqlalchemy.exc.IntegrityError), engine.begin() as link:  # made by another at the same moment
            link.execute(sqlalchemy.schema.CreateTable(table(), if_not_exists=True))
        yield engine
    finally:
        engine.dispose()


def beside(root: Path) -> str:
    """Return the address of the SQLite file in `root`."""
    return f"sqlite:///{(root / FILE).resolve().as_posix()}"


@cache
def table() -> Any:
    """Return the table; one column a field of `Entry`."""
    import sqlalchemy as sql  # noqa: PLC0415

    kinds = {"bool": sql.Boolean, "int": sql.Integer, "str": sql.Text}
    columns = [
        sql.Column(one.name, kinds[str(one.type)], primary_key=one.name in KEYS, nullable=False)
        for one in fields(Entry)
    ]
    return sql.Table(TABLE, sql.MetaData(), *columns)


def stamps(engine: Any, store: str) -> dict[str, str]:
    """Return the stamp of each folder of a store as the catalogue knows it."""
    import sqlalchemy as sql  # noqa: PLC0415

    columns = table().c
    with engine.connect() as link:
        found = link.execute(sql.select(columns.folder, columns.stamp).where(columns.store == store)).all()
    return {row.folder: row.stamp for row in found}


def read(engine: Any, **wanted: object) -> tuple[Entry, ...]:
    """Return the rows whose fields have these values, oldest first."""
    import sqlalchemy as sql  # noqa: PLC0415

    columns = table().c
    asked = sql.select(table()).where(*(columns[name] == value for name, value in wanted.items()))
    with engine.connect() as link:
        rows: list[Mapping[str, Any]] = list(link.execute(asked.order_by(columns.created, columns.folder)).mappings())
    return tuple(Entry(**row) for row in rows)


def write(engine: Any, store: str, gone: Iterable[str], entries: Iterable[Entry]) -> None:
    """Take out the folders that are gone and put in the entries, in one transaction."""
    import sqlalchemy as sql  # noqa: PLC0415
    from sqlalchemy.dialects import postgresql, sqlite  # noqa: PLC0415

    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    columns = table().c
    with engine.begin() as link:
        for name in gone:
            link.execute(sql.delete(table()).where(columns.store == store, columns.folder == name))
        for entry in entries:
            row = asdict(entry)
            put = dialect.insert(table()).values(row)
            link.execute(put.on_conflict_do_update(index_elements=KEYS, set_=row))
