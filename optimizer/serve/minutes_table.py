"""The minutes as a table, for CSV: spreadsheets see text, never formulas (`optimizer.reporting.csv`)."""

from __future__ import annotations

from models import Case, Text
from optimizer.reporting.tables import Column, Table
from optimizer.reporting.words import words
from optimizer.serve.minutes import Line

OPINIONS = {
    "agree": ("同意", "agrees"),
    "object": ("反对", "objects"),
    "defer": ("暂缓", "defers"),
    "remark": ("意见", "remarks"),
}
COLUMNS = (
    Column("number", "序号", "No."),
    Column("time", "时间（UTC）", "Time (UTC)"),
    Column("name", "发言人", "Name"),
    Column("site", "编号", "Site"),
    Column("site_name", "名称", "Name of the site"),
    Column("opinion", "意见", "Verdict"),
    Column("words", "内容", "Words"),
    Column("plan", "方案", "Plan"),
    Column("hash", "校验值", "Hash"),
)


def minutes_table(case: Case, lines: tuple[Line, ...]) -> Table:
    """Return the minutes, one row a remark."""
    rows = tuple(
        (line.number, line.time, line.name, line.site, _name(case, line.site), words(OPINIONS, line.opinion),
         line.words, line.plan, line.hash)
        for line in lines
    )  # fmt: skip
    return Table("minutes", "M", "会议记录", "Minutes", COLUMNS, rows)


def _name(case: Case, site: str) -> Text:
    return case.site[site].name if site in case.site else words({"": ("全部", "all")}, "")
