"""What a finding is about, in the planner's words: ids become names, codes words, the rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from models import Case, Text
from optimizer.reporting.words import SIZES, same

SUBJECTS = {
    "close": ("关闭", "close"),
    "merge": ("整合", "merge"),
    "rectify": ("限期整改", "rectify"),
    "expand": ("扩能", "expand"),
    "formed": ("整合设立", "formed"),
    "keep": ("保留", "keep"),
    "licensed": ("投放", "licensed"),
    "not_licensed": ("不投放", "not licensed"),
    "not_formed": ("不整合", "not formed"),
    "granted": ("投放", "granted"),
    "not_granted": ("不投放", "not granted"),
    "large and medium": ("大中型矿山", "large and medium mines"),
    "new open pits paired": ("新建露天矿山（减多增少）", "new open pits against those that go"),
    "new open pits": ("新建露天矿山", "new open pits"),
    "sites changed": ("变动的矿业权", "sites changed"),
    "disturbed": ("损毁土地", "disturbed ground"),
    "shipments": ("运输去向", "shipments"),
    "licences": ("投放数量", "licences"),
    "quota": ("拟设采矿权", "quota"),
    "scale": ("规模", "scale"),
    "whole": ("整体开发", "developed as one"),
    "output": ("产量", "output"),
    "capacity": ("产能", "capacity"),
    "supplied": ("供应量", "supply"),
    "shipped": ("产销平衡", "shipped"),
    "import": ("外购", "import"),
    "green": ("绿色矿山标准", "green-mine standard"),
    "recoverable": ("可采储量", "recoverable resource"),
    "restoration": ("治理修复", "restoration"),
    "mines": ("矿山总数", "mines"),
    "deposits": ("矿产地", "deposits"),
    "resource": ("新增资源量", "new resource"),
    "list": ("规模档次", "listed capacity"),
    "step": ("规模取整", "capacity step"),
    "join": ("整合关系", "merging"),
    "*": ("全部", "all"),
}
_SIZES = {str(size): pair for size, pair in SIZES.items()}


def names(case: Case) -> dict[str, Text]:
    """Return the name of everything in a case that has an id."""
    known = {period.id: same(period.id) for period in case.periods}
    for records in (case.minerals, case.places, case.layers, case.areas, case.zones, case.sites):
        known |= {record.id: record.name for record in records}
    return known | {account.id: account.title for account in case.policy.account.accounts}


def subject(case: Case) -> Callable[[str], Text]:
    """Return what puts a finding's subject into words."""
    known = names(case)

    def told(text: str) -> Text:
        parts = [known.get(part) or _word(part) for part in ([text] if text in SUBJECTS else text.split())]
        return Text(zh=" ".join(part.zh for part in parts) or "—", en=" ".join(part.en for part in parts) or "—")

    return told


def _word(part: str) -> Text:
    pair = SUBJECTS.get(part) or _SIZES.get(part) or (part, part)
    return Text(zh=pair[0], en=pair[1])
