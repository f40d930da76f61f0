"""One screen for the terminal: verdict, objective, mines, market, what is licensed and closed, clauses, exclusions.

Returns something rich can print, 100 to 120 columns wide; nothing is printed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Line

from models import Case, Judgement, Outcome, Verdict
from optimizer.reporting.digest import changes, excluded, mine_rows, tier_rows, verdict_line
from optimizer.reporting.digest_market import market_rows, target_period
from optimizer.reporting.tables.conformity import clause_of
from optimizer.reporting.words import JUDGEMENTS, Language, words
from optimizer.spatial import LedgerLine

WIDTH = 110
_GOOD = frozenset({Verdict.PROVEN_BEST, Verdict.WITHIN_GAP})
HEADS = {
    "tiers": ("目标层|数值|下界|差距|分项", "Tier|Value|Bound|Gap|Terms"),
    "mines": (
        "年度|大型|中型|小型|合计|限额|大中型比例|要求|新投放|关闭|整合",
        "Year|Large|Medium|Small|All|Limit|Share|Asked|New|Closed|Joined",
    ),
    "market": (
        "矿种|单位/年|产量|需求|缺口|外购|总量指标|占指标",
        "Mineral|Unit/a|Output|Demand|Short|Bought|Cap|Of cap",
    ),
}
"""Headings of the summary's tables in Chinese and English, with bars between."""


def summarise(
    case: Case, outcome: Outcome, ledger: Sequence[LedgerLine] = (), language: Language = "zh", width: int = WIDTH
) -> RenderableType:
    """Return the summary of an outcome."""
    parts: list[RenderableType] = [Line(line) for line in verdict_line(outcome, language)]
    if outcome.tiers:
        parts.append(_table("tiers", tier_rows(outcome, language), language, width, left=(0, 4)))
        if not all(tier.proven for tier in outcome.tiers):
            parts.append(Line(_say(language, "* 该目标层未经求解器证明", "* not proven by the solver"), style="dim"))
    if outcome.periods:
        parts.append(_table("mines", mine_rows(case, outcome), language, width, left=(0,)))
        parts.append(_table("market", market_rows(case, outcome, language), language, width, left=(0, 1)))
        parts.append(Line(_target(outcome, case, language), style="dim"))
    parts += [_pair(*row) for row in (*changes(case, outcome, language), *excluded(case, ledger, language))]
    if outcome.findings:
        parts.append(_pair(_say(language, "条款审查", "Clauses"), _clauses(outcome, language)))
    colour = "green" if outcome.verdict in _GOOD else "red"
    return Panel(Group(*parts), title=case.frame.title.of(language), border_style=colour, width=width)


def _say(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh" else en


def _table(name: str, rows: Sequence[Sequence[str]], language: Language, width: int, left: Sequence[int]) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="bold", width=width - 4, show_edge=False)
    for index, head in enumerate(HEADS[name][0 if language == "zh" else 1].split("|")):
        wraps = name == "tiers" and index == 4
        table.add_column(head, justify="left" if index in left else "right", no_wrap=not wraps, overflow="ellipsis")
    for row in rows:
        table.add_row(*row)
    return table


def _pair(head: str, text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(head, text)
    return grid


def _target(outcome: Outcome, case: Case, language: Language) -> str:
    line = target_period(case, outcome)
    return _say(language, f"产需为 {line.period} 年的年均值", f"Market of {line.period}, yearly averages")


def _clauses(outcome: Outcome, language: Language) -> str:
    counts = Counter(finding.verdict for finding in outcome.findings)
    parts = [f"{words(JUDGEMENTS, one).of(language)} {counts[one]}" for one in Judgement if counts[one]]
    broken = Counter(f.clause for f in outcome.findings if f.verdict in {Judgement.BREACHED, Judgement.ADJUSTMENT})
    names = [(clause_of(clause).title.of(language), count) for clause, count in broken.most_common()]
    listed = _say(language, "、", ", ").join(f"{name} {count}" for name, count in names)
    return "   ".join(parts) + (_say(language, f"   （{listed}）", f"   ({listed})") if listed else "")
