"""``lodeplan propose-mergers``: neighbours of one mineral that could be one licence, with reasons, ready to paste."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from models.base import Text
from optimizer.cli.say import DEFAULT_LANGUAGE, InstanceFolder, Json, Language, Scenarios, Voice, folding
from optimizer.explain.alternatives_data import as_data, told
from optimizer.explain.proposal import Groups, proposals
from optimizer.explain.proposal_fragment import as_table, as_yaml, records
from optimizer.explain.proposal_record import Proposal
from optimizer.explain.proposal_words import standing_told
from optimizer.instance import load_case

HEADS = (
    ("编号", "成员", "理由", "规模区间", "得益*", "状态"),
    ("id", "members", "reason", "capacity", "gain*", "standing"),
)
ORDER = Text(
    zh="* 按此排序：宜整合的矿山数、低于最低规模的矿山数、减少的采矿权数、共用边界（m）",
    en="* in this order: mines to be merged, mines below the least scale, licences fewer, common boundary (m)",
)
NONE = Text(
    zh="没有相邻且同矿种的小型、低于最低规模或须整合的矿山", en="no neighbours of one mineral of which one is small"
)


def propose_mergers(
    instance: InstanceFolder,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    within: Annotated[float, typer.Option(min=0, max=1000, help="farthest apart that neighbours may lie [m]")] = 500,
    groups: Annotated[Groups, typer.Option(help="all that hang together, or each a neighbour of each")] = "connected",
    out: Annotated[Path | None, typer.Option(help="file to paste from: YAML, or .csv with rows of mergers.csv")] = None,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Propose mergers of neighbouring mines and blocks of one mineral, with reasons. 提出整合建议"""
    voice = Voice(lang, as_json)
    found = proposals(load_case(instance, scenario).case, Decimal(str(within)), groups)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(as_table(found) if out.suffix == ".csv" else as_yaml(found), encoding="utf-8")
    voice.answer({"proposals": as_data(found), "mergers": records(found)})
    voice.show(*((_table(voice, found), voice.text(ORDER)) if found else (voice.text(NONE),)))
    if out is not None:
        voice.show(str(out))


def _table(voice: Voice, found: tuple[Proposal, ...]) -> Table:
    zh = voice.language == "zh"
    table = folding(HEADS[0 if zh else 1], f"整合建议：{len(found)} 组" if zh else f"Proposed mergers: {len(found)}")
    for one in found:
        span = f"{told(one.reach.least)}–{told(one.reach.most)}" if one.reach.open else "—"
        gain = f"{one.gain.wanted}, {one.gain.below}, {one.gain.fewer}, {told(one.gain.shared_m)}"
        members = ", ".join(one.merger.members)
        cells = (one.merger.id, members, voice.text(one.reason), span, gain, voice.text(standing_told(one)))
        table.add_row(*(cell.replace("[", r"\[") for cell in cells))
    return table
