"""Join features to the case's records by the field ``id``; tell whatever has no partner and whatever stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models import Case, Problem
from optimizer.spatial.arrays import Ground, shapes_of
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import SITE_ROLES, Sheet, records_of
from optimizer.spatial.validity import labels_of


def join(sheet: Sheet, case: Case, whole: Sheet) -> tuple[Sheet, tuple[Problem, ...]]:
    """Return the layer with one row per record that has a feature, ids as text in ascending order, and the misfits.

    ``whole`` is the layer before features without a usable geometry were left out: those are told elsewhere.
    """
    if "id" not in sheet.frame.columns:
        return Sheet(sheet.role, sheet.file, sheet.frame.iloc[:0].assign(id=[])), (_no_id(sheet),)
    labels, present = labels_of(sheet), labels_of(whole)
    known = {record.id for record in records_of(case, sheet.role)}
    problems = [*_twice(sheet, present), *_strangers(sheet, present, known), *_bare(sheet, present, known)]
    frame = sheet.frame.assign(id=labels)
    frame = frame[frame["id"].isin(known)].drop_duplicates("id").sort_values("id", ignore_index=True)
    return Sheet(sheet.role, sheet.file, frame), tuple(problems)


def ground_of(sheet: Sheet | None) -> Ground:
    """Return ids and shapes of a joined layer, nothing for a layer that is not there."""
    if sheet is None:
        return Ground((), shapes_of([]))
    return Ground(tuple(sheet.frame["id"]), shapes_of(sheet.frame.geometry.array))


def _no_id(sheet: Sheet) -> Problem:
    fields = ", ".join(str(name) for name in sheet.frame.columns if name != "geometry")
    return problem(
        "LD-612",
        words(f"图层没有字段 id；现有：{fields or '—'}", f"the layer has no field id; it has: {fields or '—'}"),
        words("增加字段 id，与表格中的编号一致", "add a field id with the identifiers of the table"),
        file=sheet.file, row=sheet.role, field="id",
    )  # fmt: skip


def _twice(sheet: Sheet, labels: list[str]) -> Iterator[Problem]:
    for label, count in sorted(Counter(labels).items()):
        if count > 1:
            yield problem(
                "LD-613",
                words(f"编号 {label} 出现 {count} 次", f"the id {label} stands {count} times"),
                words("合并为一个要素或改正编号", "merge the features, or correct the id"),
                file=sheet.file, row=label, field="id", value=label,
            )  # fmt: skip


def _strangers(sheet: Sheet, labels: list[str], known: set[str]) -> Iterator[Problem]:
    for label in sorted(set(labels) - known):
        yield problem(
            "LD-614",
            words(f"要素 {label} 在表格中没有记录", f"the feature {label} has no record in the table"),
            words("在表格中补充记录，或删除要素", "add the record to the table, or delete the feature"),
            file=sheet.file, row=label, field="id", value=label, fatal=sheet.role in SITE_ROLES,
        )  # fmt: skip


def _bare(sheet: Sheet, labels: list[str], known: set[str]) -> Iterator[Problem]:
    for name in sorted(known - set(labels)):
        yield problem(
            "LD-615",
            words(f"记录 {name} 在图层中没有图形", f"the record {name} has no feature in the layer"),
            words("补绘该要素，否则其避让与间距无法核查", "draw it; without it exclusion and spacing cannot be judged"),
            file=sheet.file, row=name, field="id", value=name, fatal=sheet.role == "blocks",
        )  # fmt: skip
