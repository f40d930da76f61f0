"""The planner's words, in both languages, for the closed vocabularies; units are told by `models.units`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, TypeVar

from models import ClosureReason, Degree, Judgement, Kind, Mode, Text, Verdict, labels
from models.labels import TERMS
from models.units import measured
from optimizer.rules import clauses_told

Language = Literal["zh", "en"]
Key = TypeVar("Key")

SIZES, METHODS = labels.SIZES, labels.METHODS
DEGREES = {
    Degree.GENERAL: ("普查", "general"),
    Degree.DETAILED: ("详查", "detailed"),
    Degree.ADVANCED: ("勘探", "advanced"),
}
MODES = {Mode.HARD: ("硬约束", "hard"), Mode.SOFT: ("软约束", "soft"), Mode.REPORT: ("仅报告", "report only")}
KINDS = {
    Kind.BLOCK: ("开采规划区块", "block"),
    Kind.MINE: ("已有矿山", "mine"),
    Kind.MERGER: ("整合", "merger"),
    Kind.EXPLORATION: ("勘查规划区块", "exploration block"),
}
JUDGEMENTS = {
    Judgement.CONFORMS: ("符合", "conforms"),
    Judgement.BREACHED: ("不符合", "does not conform"),
    Judgement.ADJUSTMENT: ("需论证", "to be justified"),
    Judgement.REPORTED: ("提示", "reported"),
}
VERDICTS = {
    Verdict.PROVEN_BEST: ("已证明最优", "proven best"),
    Verdict.WITHIN_GAP: ("在给定差距内", "within the gap"),
    Verdict.IMPOSSIBLE: ("不可行", "impossible"),
    Verdict.STOPPED: ("已中止，未得方案", "stopped without a plan"),
    Verdict.FAILED: ("求解失败", "failed"),
}
REASONS = {
    ClosureReason.OUTDATED: ("技术落后", "outdated"),
    ClosureReason.WASTEFUL: ("资源浪费", "wasteful"),
    ClosureReason.POLLUTING: ("环境污染严重", "polluting"),
    ClosureReason.EXCLUDED: ("位于禁止开采区", "on excluded ground"),
    ClosureReason.DEPLETED: ("资源枯竭", "worked out"),
    ClosureReason.EXPIRED: ("许可证到期", "licence expired"),
}
STATES = {
    "current": ("有效", "current"),
    "stale": ("已过期", "stale"),
    "unreadable": ("输入现有问题", "inputs have problems"),
    "unknown": ("找不到算例", "instance not found"),
    "broken": ("成果损坏", "run is damaged"),
    "elsewhere": ("在别处", "elsewhere"),
}
CATALOGUE = {1: ("第一类", "class 1"), 2: ("第二类", "class 2"), 3: ("第三类", "class 3")}


def words(table: Mapping[Key, tuple[str, str]], key: Key | None) -> Text:
    """Return the text of a vocabulary's entry, a dash for None."""
    pair = ("—", "—") if key is None else table.get(key, (str(key), str(key)))
    return Text(zh=pair[0], en=pair[1])


def clash(conflict: Iterable[str]) -> Text:
    """Return the sentence that names clauses which cannot hold together."""
    told = clauses_told(conflict)
    return Text(zh=f"相互冲突的条款：{told.zh}", en=f"Clauses that clash: {told.en}")


def same(text: str) -> Text:
    """Return a text that is the same in both languages."""
    return Text(zh=text or "—", en=text or "—")


def term(name: str) -> Text:
    """Return the name of an objective's tier or term."""
    pair = TERMS.get(name, (name, name))
    return Text(zh=pair[0], en=pair[1])


def amount(value: Decimal, measure: str, language: Language) -> str:
    """Return a figure with its unit: 300 万t, or 300×10⁴ t."""
    return measured(f"{value:f}", measure).of(language)
