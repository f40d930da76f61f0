"""The market lines of the terminal summary: output against demand and cap in the plan's target period."""

from __future__ import annotations

from models import Case, Outcome, PeriodLine
from models.units import unit
from optimizer.reporting.digest import Row, shown
from optimizer.reporting.words import Language


def target_period(case: Case, outcome: Outcome) -> PeriodLine:
    """Return the period of the plan's targets, the last one when the plan names none."""
    wanted = case.frame.plan_year
    return next((line for line in outcome.periods if line.period == wanted), outcome.periods[-1])


def market_rows(case: Case, outcome: Outcome, language: Language) -> list[Row]:
    """Return one row a mineral that has a demand short of supply or a cap; the rest would say output equals demand."""
    rows: list[Row] = []
    for market in target_period(case, outcome).markets:
        mineral = case.mineral[market.mineral]
        if market.cap is None and not market.shortage and not market.purchase:
            continue
        used = f"{float(market.output / market.cap):.0%}" if market.cap else "—"
        rows.append(
            (
                mineral.name.of(language),
                unit(mineral.account_unit).of(language),
                shown(market.output),
                shown(market.demand),
                shown(market.shortage),
                shown(market.purchase),
                shown(market.cap),
                used,
            )
        )
    return rows
