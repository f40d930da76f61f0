"""A run as a paper: cover, summary, schedules, conformity, conflicts, adjustments, maps, dossiers, importance, data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models import Text
from optimizer.explain.dossier_record import Dossier
from optimizer.reporting.maps.draw import SHEETS
from optimizer.reporting.papers.assumptions import by_kind, by_source
from optimizer.reporting.papers.clauses import clauses
from optimizer.reporting.papers.contested import dossier_blocks, rule
from optimizer.reporting.papers.grids import grid_of, records_of
from optimizer.reporting.papers.kept import Kept, kept_blocks
from optimizer.reporting.papers.parts import Block, Cover, Paper, Picture, Section, Words
from optimizer.reporting.papers.summary import summary
from optimizer.reporting.tables.sources import KINDS
from optimizer.reporting.tables.table import Table
from optimizer.reporting.words import VERDICTS, Language, same, words
from optimizer.store import Run

NONE = Text(zh="无。", en="None.")
_TITLES = {
    "summary": ("方案概要", "Summary"),
    "licences": ("开采与勘查规划区块投放方案", "Schedule of licences"),
    "mines": ("已有矿山处置与整合方案", "Existing mines and mergers"),
    "years": ("年度实施计划", "Yearly plan"),
    "conformity": ("规划符合性审查", "Conformity with the plan's clauses"),
    "conflicts": ("空间冲突", "Spatial conflicts"),
    "adjustments": ("规划调整论证", "Plan adjustments to be justified"),
    "maps": ("图件", "Maps"),
    "conflict": ("冲突条款与修正方案", "Clauses that clash, and repairs"),
    "dossiers": ("争议地块说明", "Dossiers of the contested sites"),
    "importance": ("地块重要性", "Importance of the sites"),
    "data": ("数据与假定", "Data and assumptions"),
}
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@dataclass(frozen=True)
class Matter:
    """What a paper is made of: the run, its tables, whether it has maps, its dossiers and why each is there, and
    what the run keeps of importance and conflict.
    """

    run: Run
    tables: tuple[Table, ...]
    maps: bool = False
    dossiers: tuple[Dossier, ...] = ()
    reasons: dict[str, Text] = field(default_factory=dict)
    named: bool = False
    left_out: int = 0
    importance: Kept | None = None
    conflict: Kept | None = None

    def table(self, name: str) -> Table:
        """Return a table by name."""
        return next(table for table in self.tables if table.name == name)


def paper_of(matter: Matter, language: Language) -> Paper:
    """Return the paper of a run in one language."""
    zh = language == "zh"
    found = ((key, tuple(blocks)) for key, blocks in _sections(matter, language))
    kept = [(key, blocks) for key, blocks in found if blocks]
    sections = tuple(
        Section(f"{_numeral(number, language)}{_TITLES[key][0 if zh else 1]}", blocks)
        for number, (key, blocks) in enumerate(kept)
    )
    cover = cover_of(matter, language)
    warning = ("含示意、假定数据，见封面说明", "holds schematic or assumed data: see the cover")
    footer = f"{cover.title}　{warning[0]}" if zh else f"{cover.title}   {warning[1]}"
    bare = matter.run.case.frame.statement is None and not _assumed(matter)
    created = matter.run.manifest.created
    return Paper(language, cover, created, "目录" if zh else "Contents", cover.title if bare else footer, sections)


def _numeral(number: int, language: Language) -> str:
    return f"{_NUMERALS[number]}、" if language == "zh" else f"{number + 1}. "


def _sections(matter: Matter, language: Language) -> Iterator[tuple[str, Iterator[Block]]]:
    case, outcome = matter.run.case, matter.run.outcome
    yield "summary", _summary(matter, language)
    for key, names in (("licences", ("licences", "explorations")), ("mines", ("mines", "mergers")),
                       ("years", ("years", "markets"))):  # fmt: skip
        yield key, _tables(matter, names, language)
    yield "conformity", clauses(case, outcome, language) if outcome.findings else _none(language)
    yield "conflicts", _tables(matter, ("conflicts",), language)
    adjustments = matter.table("adjustments")
    yield "adjustments", records_of(adjustments, language) if adjustments.rows else _none(language)
    yield "conflict", kept_blocks(matter.conflict, language)
    yield "maps", _maps(matter, language)
    yield "dossiers", _dossiers(matter, language)
    yield "importance", kept_blocks(matter.importance, language)
    yield "data", _data(matter, language)


def _none(language: Language) -> Iterator[Block]:
    yield Words(NONE.of(language))


def _tables(matter: Matter, names: Sequence[str], language: Language) -> Iterator[Block]:
    tables = [matter.table(name) for name in names if matter.table(name).rows]
    yield from (grid_of(table, language) for table in tables) if tables else _none(language)


def _summary(matter: Matter, language: Language) -> Iterator[Block]:
    for sentence in summary(matter.run.case, matter.run.outcome):
        yield Words(sentence.of(language))
    yield grid_of(matter.table("verdict"), language)


def _maps(matter: Matter, language: Language) -> Iterator[Block]:
    if matter.maps:
        yield from (Picture(name, title.of(language)) for name, title, _ in SHEETS)


def _dossiers(matter: Matter, language: Language) -> Iterator[Block]:
    if matter.dossiers:
        reference = bool(matter.run.case.policy.adjustment.reference)
        yield Words(rule(reference, matter.named, matter.left_out).of(language), "note")
        yield from dossier_blocks(matter.dossiers, matter.reasons, language)


def _data(matter: Matter, language: Language) -> Iterator[Block]:
    figures = matter.table("sources")
    statement = matter.run.case.frame.statement
    if statement is not None:
        yield Words(statement.of(language))
    yield grid_of(by_kind(figures), language)
    yield grid_of(by_source(figures), language)


def cover_of(matter: Matter, language: Language) -> Cover:
    """Return what the cover says: whose plan, what is known of it, from which run, and what in it is not real."""
    case, outcome, manifest = matter.run.case, matter.run.outcome, matter.run.manifest
    zh = language == "zh"
    scenario = Text(zh="默认情景", en="default") if not outcome.scenario else same(outcome.scenario)
    captions = ("情景", "求解结论", "成果生成", "成果校验码", "程序") if zh else (
        "Scenario", "Verdict", "Run written", "Seal of the run", "Program"
    )  # fmt: skip
    values = (
        scenario.of(language), words(VERDICTS, outcome.verdict).of(language), manifest.created, manifest.seal[:16],
        f"lodeplan {manifest.code}, {manifest.solver} {manifest.solver_version}",
    )  # fmt: skip
    return Cover(
        county=case.frame.county.of(language),
        title=case.frame.title.of(language),
        subtitle="采矿权投放与矿山处置方案" if zh else "Licensing schedule and disposal of mines",
        lines=tuple(zip(captions, values, strict=True)),
        office=case.frame.office.of(language),
        date=case.frame.date,
        statement=_statement(matter).of(language),
        caption="数据说明" if zh else "About the data",
    )


def _statement(matter: Matter) -> Text:
    said, count, whole = matter.run.case.frame.statement, _assumed(matter), len(matter.table("sources").rows)
    none = Text(zh="算例没有声明示意数据。", en="The case declares nothing schematic.")
    first = said or none
    return Text(
        zh=f"{first.zh}算例数据 {whole} 个，其中注明“假定”的 {count} 个，来源见“数据与假定”。",
        en=f"{first.en} Of {whole} figures {count} are marked as assumed; see Data and assumptions.",
    )


def _assumed(matter: Matter) -> int:
    rows = by_kind(matter.table("sources")).rows
    return next((int(str(count)) for kind, count in rows if kind == KINDS["assumed"]), 0)
