"""Table 9, 区块避让台账: every square metre of every block, free, taken first by a layer, or sliver; areas add up."""

from __future__ import annotations

from collections.abc import Sequence

from models import Case, Text
from optimizer.reporting.ledger import CAUSES, Entry
from optimizer.reporting.tables.table import PERCENT, TWO, WHOLE, Cell, Column, Table
from optimizer.reporting.words import words

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=6),
    Column("block", "区块编号", "Block", width=10),
    Column("name", "区块名称", "Name", width=28),
    Column("cause", "性质", "What it is", width=14),
    Column("layer", "图层", "Layer", width=28),
    Column("area", "面积（首因）", "Area, first cause", "m²", TWO, 15, total=True),
    Column("share", "占区块", "Share of the block", form=PERCENT, width=9),
    Column("every", "单独占用", "Taken by it alone", "m²", TWO, 15),
    Column("standing", "保留范围内占用", "Still on the ground left", "m²", TWO, 15),
    Column("agreed", "同意", "Consent", width=10),
    Column("file", "图层文件", "Layer file", width=24),
    Column("version", "图层版本", "Layer version", width=14),
    Column("sha256", "文件 SHA-256", "SHA-256 of the file", width=66),
)
AGREED = Text(zh="已同意", en="on record")


def ledger(case: Case, found: Sequence[Entry]) -> Table:
    """Return the table, one row an entry."""
    rows = tuple(_row(case, entry, number) for number, entry in enumerate(found, start=1))
    note = Text(
        zh="面积按条款顺序计首因，各行之和等于区块原界线面积；“单独占用”为该图层单独占用的面积；“保留范围内占用”即避让条款判定所用数。",
        en="Area by first cause in clause order: rows add up to the block's outline. Taken by it alone: of the whole "
        "outline. Still on the ground left: the figure that the clause on excluded ground judges.",
    )
    return Table("ledger", "9", "区块避让台账", "Ledger of the blocks' ground", COLUMNS, rows, note, frozen=3)


def _row(case: Case, entry: Entry, number: int) -> tuple[Cell, ...]:
    share = round(entry.area_m2 / entry.outline_m2, 6) if entry.outline_m2 else None
    return (
        number, entry.block, case.site[entry.block].name, words(CAUSES, entry.cause), entry.name, entry.area_m2, share,
        entry.every_m2, entry.standing_m2, AGREED if entry.agreed else None, entry.file, entry.version, entry.sha256,
    )  # fmt: skip
