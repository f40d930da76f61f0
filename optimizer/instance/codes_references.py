"""The words of the problems of references between records (LD-3xx)."""

from __future__ import annotations

UNKNOWN = (
    ("LD-301", "矿种", "mineral"),
    ("LD-302", "规划期", "period"),
    ("LD-303", "区块、矿山或整合方案", "site"),
    ("LD-304", "集中开采区", "concentrated area"),
    ("LD-305", "重点开采区", "key zone"),
    ("LD-306", "需求地", "place"),
    ("LD-307", "管控图层", "layer"),
    ("LD-309", "行政区", "administrative unit"),
)

REFERENCES: tuple[tuple[str, str, str, str, str], ...] = (
    *(
        (
            code,
            f"没有名为“{{value}}”的{zh}{{hint}}",
            f"there is no {en} “{{value}}”{{hint}}",
            "改正标识，或补充该记录；现有：{choices}",
            "correct the identifier or add the record; at hand: {choices}",
        )
        for code, zh, en in UNKNOWN
    ),
    (
        "LD-308",
        "标识“{value}”重复，另一处在 {other}",
        "identifier “{value}” is used twice, also at {other}",
        "标识在同类记录中必须唯一；区块、矿山、整合、勘查区块之间也不得重复",
        "identifiers are unique; blocks, mines, mergers and exploration blocks share one set",
    ),
    (
        "LD-313",
        "行政区“{value}”的上级又归它管辖",
        "administrative unit “{value}” belongs to itself by way of its parents",
        "改正 parent，使各级成树",
        "correct parent so that the units form a tree",
    ),
    (
        "LD-310",
        "目标函数中没有“{value}”这一项{hint}",
        "the objective has no term “{value}”{hint}",
        "可用的项：{choices}",
        "terms: {choices}",
    ),
    (
        "LD-311",
        "没有任何区块或矿山带有属性“{value}”{hint}",
        "no site has an attribute “{value}”{hint}",
        "在 attributes 中填写，或改正名称；现有：{choices}",
        "give it under attributes, or correct the name; at hand: {choices}",
    ),
    (
        "LD-312",
        "来源所指的字段“{value}”不存在{hint}",
        "a source is given for a field “{value}” that does not exist{hint}",
        "改正字段名，或用 * 表示其余各项",
        "correct the name, or use * for all the rest",
    ),
)
