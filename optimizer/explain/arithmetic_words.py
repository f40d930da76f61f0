"""The sentences of arithmetic findings, in Chinese and English, from the figures and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.base import Text
from models.units import measured
from optimizer.explain.conflict_record import Shortfall
from optimizer.explain.keys import key_told
from optimizer.facts import printed
from optimizer.rules import CLAUSES


def figure(value: float) -> str:
    """Return a figure as it is printed: at most 6 decimals, no trailing zeros, no exponent."""
    return format(printed(Fraction(value)), "f")


def sentence(rule: str, key: str, relation: str, required: float, reachable: float, unit: str = "") -> Text:
    """Return the sentence of a row that no plan can keep."""
    clause = CLAUSES[rule]
    wanted, best = measured(figure(required), unit), measured(figure(reachable), unit)
    if relation == "≤":
        return Text(
            zh=f"“{clause.title.zh}”（{key_told(key)}）：上限 {wanted.zh}，而无论怎样安排至少为 {best.zh}",
            en=f"{clause.title.en} ({key}): at most {wanted.en}, yet at least {best.en} in any plan",
        )
    return Text(
        zh=f"“{clause.title.zh}”（{key_told(key)}）：要求 {wanted.zh}，而无论怎样安排至多为 {best.zh}",
        en=f"{clause.title.en} ({key}): {wanted.en} wanted, yet at most {best.en} in any plan",
    )


def no_course(site: str, clauses: Sequence[str]) -> Text:
    """Return the sentence of a site that can do nothing."""
    return Text(
        zh=f"{site}：{'、'.join(f'“{CLAUSES[rule].title.zh}”' for rule in clauses)}合在一起，任何处置方式都不允许",
        en=f"{site}: {', '.join(CLAUSES[rule].title.en for rule in clauses)} together leave nothing that it may do",
    )


def finding(
    code: str, clauses: tuple[str, ...], subject: str, period: str | None, relation: str,
    required: float, reachable: float, unit: str, words: Text,
) -> Shortfall:  # fmt: skip
    """Return the typed finding."""
    return Shortfall(
        code=code,
        clauses=clauses,
        subject=subject,
        period=period,
        relation=relation,
        required=printed(Fraction(required)),
        reachable=printed(Fraction(reachable)),
        unit=unit,
        sentence=words,
    )
