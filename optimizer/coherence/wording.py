"""One target printed twice with different bounds (T3): box and text, ``≥40%`` against ``>40%``."""

from __future__ import annotations

from collections.abc import Iterator

from models import Case
from optimizer.coherence.incoherence import Incoherence, cite, report, source
from optimizer.coherence.statements import bound, said


def targets(case: Case) -> Iterator[Incoherence]:
    """Yield every target whose box and text differ in sign or figure."""
    names = dict.fromkeys(row.id.removesuffix("_box") for row in case.statements if row.id.endswith("_box"))
    for name in names:
        box_said, text_said = said(case, f"{name}_box"), said(case, f"{name}_text")
        box, text = bound(box_said), bound(text_said)
        if box is None or text is None or box_said is None or text_said is None or box == text:
            continue
        slots = {"box": box_said.value, "text": text_said.value}
        clauses = cite(source(box_said, "value"), source(text_said, "value"))
        code = "LC-106" if box.value == text.value else "LC-107"
        yield report(code, name, clauses, slots, required=box.value, found=text.value)
