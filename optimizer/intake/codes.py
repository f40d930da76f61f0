"""All codes of the import in one tuple, and the one way to word a problem: code, feature, numbers, what to try.

Braces are slots that the place of the problem fills; a slot ``x_en`` gives its English words where they differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models import BadInputError, Problem, Text
from optimizer.instance.fault import hints
from optimizer.intake.codes_fields import FIELDS
from optimizer.intake.codes_ground import GROUND
from optimizer.intake.codes_reading import READING


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: what is wrong and what to try, in both languages."""

    id: str
    zh: str
    en: str
    try_zh: str
    try_en: str


CODES: tuple[Code, ...] = tuple(Code(*row) for row in (*READING, *FIELDS, *GROUND))
BY_ID = {code.id: code for code in CODES}
WARNINGS = frozenset(
    [
        "LD-816",
        "LD-819",
        "LD-844",
        "LD-846",
        "LD-852",
        "LD-857",
        "LD-868",
        "LD-870",
        "LD-871",
        "LD-874",
        "LD-890",
        "LD-891",
        "LD-892",
        "LD-893",
        "LD-894",
        "LD-895",
        "LD-896",
        "LD-897",
        "LD-898",
        "LD-899",
    ]
)


def tell(
    code: str,
    file: str = "",
    row: str = "",
    field: str = "",
    value: object = "",
    fatal: bool | None = None,
    **slots: Any,
) -> Problem:
    """Return the problem of ``code`` in words; ``fatal`` None takes the code's own standing."""
    kind = BY_ID[code]
    named = {key: str(words) for key, words in slots.items()}
    zh = {"hint": "", "choices": "—", "detail": "", "field": field, "value": str(value)} | named
    en = zh | {key: named.get(f"{key}_en", zh[key]) for key in zh}
    en |= {f"{key}_en": words for key, words in en.items()}
    return Problem(
        code=code,
        file=file,
        row=row,
        field=field,
        value=str(value)[:200],
        message=Text(zh=kind.zh.format_map(zh), en=kind.en.format_map(en)),
        remedy=Text(zh=kind.try_zh.format_map(zh), en=kind.try_en.format_map(en)),
        fatal=code not in WARNINGS if fatal is None else fatal,
    )


def refuse(code: str, file: str, **slots: Any) -> BadInputError:
    """Return the error of a source of which nothing can be used."""
    return BadInputError((tell(code, file, **slots),))


def near(value: str, choices: Iterable[str]) -> dict[str, Any]:
    """Return the slots that offer the nearest right name and the choices."""
    return hints(value, choices)
