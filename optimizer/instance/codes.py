"""All codes of bad input, in one tuple: what is wrong and what to try, in both languages.

Braces are slots that the place of the problem fills. Those of layers (LD-6xx) are worded by `optimizer.spatial`.
"""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.instance.codes_fields import FIELDS
from optimizer.instance.codes_reading import READING, SCENARIO
from optimizer.instance.codes_references import REFERENCES
from optimizer.instance.codes_sense import SENSE

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem; ``absence`` marks those that may only follow from a record that could not be read."""

    id: str
    zh: str
    en: str
    try_zh: str
    try_en: str
    fatal: bool
    absence: bool


WARNINGS = frozenset(
    {"LD-110", "LD-111", "LD-312", "LD-406", "LD-428", "LD-429", "LD-431", "LD-434", "LD-438", "LD-439"}
)
ABSENCES = frozenset({"LD-311", "LD-403", "LD-404", "LD-405", "LD-417", "LD-431", "LD-402", "LD-434", "LD-435"})
CODES: tuple[Code, ...] = tuple(
    Code(*row, fatal=row[0] not in WARNINGS, absence=row[0] in ABSENCES)
    for row in (*READING, *FIELDS, *REFERENCES, *SENSE, *SCENARIO)
)
BY_ID = {code.id: code for code in CODES}
