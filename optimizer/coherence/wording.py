"""One target printed twice with different bounds (T3): box and text, ``≥40%`` against ``>40%``."""

from __future__ import annotations

from collections.abc import Iterator

from models import Case, Text
from optimizer.coherence.incoherence import Incoherence, cite, decimal
from optimizer.coherence.statements import bound, said


def targets(case: Case) -> Iterator[Incoherence]:
    """Yield every target whose box and text differ in sign or figure."""
    names = dict.fromkeys(row.id.removesuffix("_box") for row in case.statements if row.id.endswith("_box"))
    for name in names:
        box_said, text_said = said(case, f"{name}_box"), said(case, f"{name}_text")
        box, text = bound(box_said), bound(text_said)
        if box is None or text is None or box_said is None or text_said is None or box == text:
            continue
        yield Incoherence(
            code="LC-106",
            severity="contradiction" if box.value != text.value else "note",
            subject=name,
            clauses=cite(box_said.source_of("value"), text_said.source_of("value")),
            message=Text(
                zh=f"同一指标两种写法：{box_said.value} 与 {text_said.value}"
                + ("，仅在恰好相等时结论不同" if box.value == text.value else ""),
                en=f"one target printed in two ways: {box_said.value} and {text_said.value}"
                + ("; they differ only at exact equality" if box.value == text.value else ""),
            ),
            required=decimal(box.value),
            found=decimal(text.value),
        )
