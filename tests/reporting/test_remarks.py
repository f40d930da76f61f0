"""Every remark that the code can make is known in Chinese; a solver's own words pass through."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import optimizer
from optimizer.reporting.remarks import KNOWN, remark

PLACES = ("backends", "solve", "scale")
NAMES = {"remarks", "lie", "doubt", "remark", "SETTLED", "BLOCKS", "ALONE", "REGIONS"}


def literals() -> set[str]:
    """Return what stands after ``remark=`` or is added to remarks, or is a lie or a doubt; slots as 0."""
    found: set[str] = set()
    for place in PLACES:
        for path in (Path(optimizer.__file__).parent / place).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                found |= set(_said(node))
    return found


def _said(node: ast.AST) -> list[str]:
    if isinstance(node, ast.keyword) and node.arg == "remark":
        return [text for part in ast.walk(node.value) if (text := _text(part))]
    targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets if isinstance(node, ast.Assign) else []
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if names & NAMES and isinstance(node, ast.AugAssign | ast.Assign):
        return [text for part in ast.walk(node.value) if (text := _text(part))]
    return []


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "0" for part in node.values)
    return ""


def test_every_remark_of_the_code_is_known() -> None:
    found = {text for text in literals() if not text.startswith((" ", ": ")) and len(text.split()) > 1}
    whole = {text for text in found if not any(text != other and text in other.replace("0", "") for other in found)}
    assert len(whole) >= 12
    assert {text for text in whole if not any(pattern.fullmatch(text) for pattern, _ in KNOWN)} == set()


@pytest.mark.parametrize(
    ("words", "chinese"),
    [
        ("cost: the bound is what the limits of the decisions allow", "总费用：界取自决策变量自身的限制"),
        ("the solver said optimal, but value and bound are 0.5 apart", "求解器称最优，但目标值与界相差 0.5"),
        ("continuous values were solved again; the plan is the start given", "连续变量已重新求解；方案即所给初始解"),
        ("highs: nothing, time", "highs：无结果，到时限"),
        (
            "the linear relaxation ended infeasible (proof), so the whole was solved at once; Error",
            "线性松弛的结果为无可行解（已证明），已整体求解；Error",
        ),
        ("Error <-9>", "Error <-9>"),
    ],
)
def test_remarks_in_chinese(words: str, chinese: str) -> None:
    told = remark(words)
    assert told.zh == chinese and told.en == words
    assert re.search("[a-z]", told.en, re.I)
