"""The words of a comparison in Chinese and English, and a course of a site in one line."""

from __future__ import annotations

from models import Action, Decision, Size, Text
from models.labels import ACTIONS
from models.units import unit
from optimizer.reporting.words import SIZES, same, words
from optimizer.scenario.compare_record import Binds, InputLine, SiteLine

GIVEN = "…"
NOTHING = same("")
INDICATORS = {
    "mines": ("采矿权数", "mines"),
    "licensed": ("新投放", "licensed"),
    "closed": ("关闭", "closed"),
    "joined": ("整合矿山", "joined"),
    "formed": ("整合设立", "formed"),
    "share": ("大中型比例", "large and medium share"),
    "output": ("产量", "output"),
    "capacity": ("在用产能", "capacity in force"),
    "demand": ("需求", "demand"),
    "shortage": ("缺口", "shortage"),
    "purchase": ("外购", "bought outside"),
    "cap": ("总量指标", "cap"),
}
STANDINGS = {
    Binds.ROOM: ("有余量", "has room"),
    Binds.TIGHT: ("起约束", "binds"),
    Binds.BROKEN: ("突破", "broken"),
    Binds.ABSENT: ("不适用", "not judged"),
}
WAYS = {
    "presence": ("有无", "presence"),
    "action": ("处置", "action"),
    "start": ("年度", "year"),
    "class": ("规模级别", "class"),
    "merger": ("整合对象", "merger"),
    "capacity": ("规模", "capacity"),
}
HELD = (Action.LICENSED, Action.FORMED, Action.GRANTED)
NOT_HELD = (Action.NOT_LICENSED, Action.NOT_FORMED, Action.NOT_GRANTED)


def course(line: SiteLine, decision: Decision | None) -> Text:
    """Return what becomes of a site: action, year, class and yearly capacity; a dash where nothing is known."""
    if decision is None:
        return NOTHING
    done, size = words(ACTIONS, decision.action), decision.production_class
    zh, en = [done.zh], [done.en]
    if decision.merger is not None:
        zh[0], en[0] = f"{done.zh}→{decision.merger}", f"{done.en} → {decision.merger}"
    for part in filter(None, (decision.start,)):
        zh, en = [*zh, part], [*en, part]
    if isinstance(size, Size) and decision.capacity:
        text, measure = words(SIZES, size), unit(line.unit)
        zh += [text.zh, f"{decision.capacity:f} {measure.zh}/a"]
        en += [text.en, f"{decision.capacity:f} {measure.en}/a"]
    return Text(zh=" ".join(zh), en=" ".join(en))


def ways(line: SiteLine) -> Text:
    """Return in what the courses of a site differ."""
    texts = [words(WAYS, way) for way in line.ways]
    return Text(zh="、".join(one.zh for one in texts) or "—", en=", ".join(one.en for one in texts) or "—")


def value(text: str | None) -> Text:
    """Return an input's value; an entry that is given at all is told as given."""
    return Text(zh="有", en="given") if text == GIVEN else same(text or "")


def where(line: InputLine, labels: tuple[str, ...]) -> Text:
    """Return which files say an input, each once with the runs that it speaks for."""
    if line.derived:
        count = f" × {line.count}" if line.count > 1 else ""
        return Text(zh=f"由图层等推算{count}", en=f"derived from layers and other inputs{count}")
    files: dict[str, list[str]] = {}
    for at, label in zip(line.where, labels, strict=True):
        files.setdefault(at, []).append(label)
    told = "；".join(f"{at}（{'、'.join(of)}）" for at, of in files.items() if at)
    english = "; ".join(f"{at} ({', '.join(of)})" for at, of in files.items() if at)
    return Text(zh=told or "默认值", en=english or "default")
