"""Keys of rows in Chinese: ``mines 2025`` is 矿山数 2025. In English a key is told as it is.

A key is words, ids and periods with spaces and colons between; only the words below are put into Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORDS = {
    "licensed": "投放", "formed": "整合设立", "expand": "扩能", "joins": "参与整合", "join": "整合", "close": "关闭",
    "rectify": "限期整改", "keep": "保留", "granted": "设立", "large": "大型", "medium": "中型", "small": "小型",
    "least": "下限", "most": "上限", "shortest": "最短", "longest": "最长", "life": "服务年限", "market": "市场",
    "shipped": "运出", "recoverable": "可采资源量", "restoration": "生态修复", "output": "产量", "capacity": "规模",
    "licences": "采矿权数", "quota": "拟设数", "below": "低于", "resource": "资源量", "deposits": "矿产地",
    "mines": "矿山数", "pits": "露天矿山数", "closures": "退出数", "share": "比例", "spacing": "间距",
    "overlap": "重叠", "reach": "运距", "demand": "需求", "town": "县城",
}  # fmt: skip
WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")


def key_told(key: str) -> str:
    """Return a key in Chinese."""
    told = key.replace("in the way", "影响整体开发")
    return WORD.sub(lambda found: WORDS.get(found.group(), found.group()), told)


def keys_told(keys: Iterable[str]) -> str:
    """Return keys in Chinese, joined."""
    return "；".join(key_told(key) for key in keys)
