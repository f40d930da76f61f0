"""A plan as it is handed about: shown on the page, judged under edits, kept warm in a worker."""

from __future__ import annotations

from dataclasses import dataclass

from models import Case, Outcome


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A plan that can be shown: its key, the case it was made for, and its outcome."""

    key: str
    case: Case
    outcome: Outcome
