"""What is told of memberships: a stated township that the layer denies, and ground in a home of other minerals."""

from __future__ import annotations

from models import Problem
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import NAME_FIELDS, Sheet


def nameless(sheet: Sheet) -> Problem:
    """Return LD-636 for a layer of townships without names."""
    fields = ", ".join(str(name) for name in sheet.frame.columns if name != "geometry")
    listed = ", ".join(NAME_FIELDS)
    return problem(
        "LD-636",
        words(
            f"乡镇图层没有名称字段；现有：{fields or '—'}",
            f"the layer has no field of names; it has: {fields or '—'}",
        ),
        words(f"增加名称字段，如 {listed}", f"add a field of names, one of {listed}"),
        file=sheet.file, row=sheet.role, field="name", fatal=False,
    )  # fmt: skip


def other_township(sheet: Sheet, name: str, stated: str, held: float, best: str, share: float) -> Problem:
    """Return LD-635 for a site whose record names another township than the one that most of it lies in."""
    return problem(
        "LD-635",
        words(
            f"{name} 登记在 {stated}，但其范围在该乡镇内仅 {held:.1%}，在 {best} 内 {share:.1%}",
            f"{name} is recorded in {stated}, which holds {held:.1%} of it; {best} holds {share:.1%}",
        ),
        words("核对乡镇字段或图形；统计按登记的乡镇", "check the township or the outline; counts go by the record"),
        file=sheet.file, row=name, field="township", value=stated, fatal=False,
    )  # fmt: skip


def other_mineral(sheet: Sheet, name: str, field: str, home: str, share: float) -> Problem:
    """Return LD-637 for a site on ground of an area or zone that is for other minerals."""
    return problem(
        "LD-637",
        words(
            f"{name} 有 {share:.1%} 位于 {home} 内，但矿种不同，不计入该区",
            f"{share:.1%} of {name} lies in {home}, which is for other minerals: it is not counted there",
        ),
        words(f"确需计入时在记录中填写 {field}", f"state {field} in the record where it does count"),
        file=sheet.file, row=name, field=field, value=home, fatal=False,
    )  # fmt: skip
