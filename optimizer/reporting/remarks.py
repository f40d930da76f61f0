"""What happened on the way to an answer, in the planner's language: back ends and the solve remark in English only.

A remark may be several, joined by ``; ``; one that no pattern knows (a solver's own words) is shown as it is.
"""

from __future__ import annotations

import re

from models import Text
from optimizer.reporting.words import term

STATUSES = {"infeasible": "无可行解", "feasible": "有可行解", "optimal": "最优", "nothing": "无结果",
            "unbounded": "无界", "failure": "失败", "time": "到时限", "interrupt": "被中止", "proof": "已证明",
            "gap": "达到所求差距", "limit": "到其他限额", "infeasible_or_unbounded": "无可行解或无界"}  # fmt: skip
PATTERNS = (
    (r"HiGHS stopped short at the start; solved again", "HiGHS 由初始解出发提前停止，已重新求解"),
    (r"CBC crashed without preprocessing", "CBC 在不预处理时异常退出"),
    (r"CBC ended with code (?P<code>.+) and no solution file", "CBC 以代码 {code} 结束，未给出解文件"),
    (r"the solver failed: (?P<why>.+)", "求解器失败：{why}"),
    (r"continuous values were solved again", "连续变量已重新求解"),
    (r"the solver's plan breaks the programme: (?P<breach>.+)", "求解器所给方案不满足模型：{breach}"),
    (r"the solver said (?P<status>\w+) without a plan", "求解器称{status}却未给出方案"),
    (r"the solver said infeasible, but the start given keeps every row", "求解器称无可行解，但所给初始解满足全部约束"),
    (r"the plan is the start given", "方案即所给初始解"),
    (r"the solver's bound (?P<bound>\S+) is above the value (?P<value>\S+) of a plan that keeps every row",
     "求解器给出的界 {bound} 高于可行方案的值 {value}"),
    (r"the solver said optimal, but value and bound are (?P<apart>\S+) apart",
     "求解器称最优，但目标值与界相差 {apart}"),
    (r"settled by the bound of the case without the lock", "由未加指定安排时的界直接判定"),
    (r"no plan was found by blocks, so the whole was solved at once", "分区求解未得方案，已整体求解"),
    (r"no plan was found from the linear relaxation, so the whole was solved at once",
     "由线性松弛未得方案，已整体求解"),
    (r"the search was ended before every region was relaxed, so the whole was solved at once",
     "各分区的线性松弛未及求完，已整体求解"),
    (r"the linear relaxation ended (?P<status>\w+) \((?P<stop>\w+)\), so the whole was solved at once",
     "线性松弛的结果为{status}（{stop}），已整体求解"),
    (r"(?P<solver>\w+): infeasible, yet (?P<other>.+) finds a plan", "{solver} 称无可行解，而 {other} 求得方案"),
    (r"(?P<solver>\w+): the plan found breaks hard clauses", "{solver} 所得方案违反刚性条款"),
    (r"(?P<tier>\w+): the bound is what the limits of the decisions allow", "{tier}：界取自决策变量自身的限制"),
    (r"(?P<count>\d+) components published by the floor rule", "{count} 个部分按舍去规则公布"),
    (r"(?P<solver>\w+): (?P<status>\w+), (?P<stop>\w+)", "{solver}：{status}，{stop}"),
)  # fmt: skip
KNOWN = tuple((re.compile(pattern), chinese) for pattern, chinese in PATTERNS)


def remark(words: str) -> Text:
    """Return a remark of an outcome in both languages."""
    found = _told(words)
    return Text(zh=found or "；".join(_told(part) or part for part in words.split("; ")), en=words)


def _told(words: str) -> str:
    """Return a single remark in Chinese, "" where it is not known."""
    for pattern, chinese in KNOWN:
        match = pattern.fullmatch(words)
        if match:
            return chinese.format(**{name: _slot(name, text) for name, text in match.groupdict().items()})
    return ""


def _slot(name: str, text: str) -> str:
    if name == "tier":
        return term(text).zh
    return STATUSES.get(text, text) if name in {"status", "stop"} else text
