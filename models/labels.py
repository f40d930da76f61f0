"""The planner's words for actions, classes, methods and terms of the objective, in Chinese and English."""

from __future__ import annotations

from models.words import Action, Method, Size

ACTIONS = {
    Action.NOT_LICENSED: ("不投放", "not licensed"),
    Action.LICENSED: ("投放", "licensed"),
    Action.KEEP: ("保留", "keep"),
    Action.EXPAND: ("扩能", "expand"),
    Action.CLOSE: ("关闭", "close"),
    Action.RECTIFY: ("限期整改", "rectify"),
    Action.JOIN: ("整合", "join"),
    Action.NOT_FORMED: ("不整合", "not formed"),
    Action.FORMED: ("整合设立", "formed"),
    Action.NOT_GRANTED: ("不投放", "not granted"),
    Action.GRANTED: ("投放", "granted"),
}
SIZES = {Size.LARGE: ("大型", "large"), Size.MEDIUM: ("中型", "medium"), Size.SMALL: ("小型", "small")}
METHODS = {Method.OPEN_PIT: ("露天开采", "open pit"), Method.UNDERGROUND: ("地下开采", "underground")}
TERMS = {
    "breach": ("软条款突破", "soft breaches"),
    "shortage": ("供应缺口", "shortage"),
    "cost": ("总费用", "total cost"),
    "import": ("外购", "imports"),
    "opening": ("开办投资", "opening"),
    "capacity": ("产能投资", "capacity"),
    "operating": ("生产经营", "operating"),
    "fixed": ("固定费用", "fixed"),
    "haul": ("运输", "haul"),
    "closure": ("关闭与修复", "closure and restoration"),
    "exploration": ("勘查", "exploration"),
    "canonical": ("唯一性附加", "canonical surcharge"),
    "footprint": ("生态占用", "ecological footprint"),
    "open_pits": ("露天矿山数", "open pits"),
    "compactness": ("集中连片", "compactness"),
    "change": ("规划变动", "change against the plan"),
    "value": ("净价值", "net value"),
}
