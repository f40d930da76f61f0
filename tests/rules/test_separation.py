"""Rows never see facts, checks never see columns, and no rule sees another, a solver or a geometry."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from optimizer.rules import RULES

MATRIX = ("optimizer.decisions", "optimizer.ir", "optimizer.graphs", "numpy", "scipy")
SPEECH = ("optimizer.facts",)
ALLOWED = ("models", "optimizer.decisions", "optimizer.facts", "optimizer.graphs", "optimizer.ir", "numpy")
STANDARD = ("__future__", "collections", "decimal", "fractions")
NAMES = [rule.CLAUSE.id for rule in RULES]


def tree_of(rule) -> ast.Module:
    return ast.parse(Path(rule.__file__).read_text())


def imports(tree: ast.Module) -> dict[str, str]:
    """Name bound by each import, anywhere in the module, and the module that it comes from."""
    bound = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            bound |= {alias.asname or alias.name: node.module or "" for alias in node.names}
        elif isinstance(node, ast.Import):
            bound |= {(alias.asname or alias.name).partition(".")[0]: alias.name for alias in node.names}
    return bound


def reached(tree: ast.Module, start: str) -> set[str]:
    """All names that the code reachable from ``start`` uses: functions, classes and constants of the module."""
    defined: dict[str, list[ast.AST]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                defined.setdefault(ast.unparse(target), []).append(node)
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for node in defined.get(name, ()):
            waiting += [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    return seen


def seen_from(rule, start: str) -> set[str]:
    """Modules whose names are used by what is reachable from ``start``."""
    tree = tree_of(rule)
    bound = imports(tree)
    return {bound[name] for name in reached(tree, start) if name in bound}


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rows_use_no_facts(rule):
    used = seen_from(rule, "rows")
    assert not [module for module in used if within(module, SPEECH)]
    assert any(within(module, MATRIX) for module in used)  # the walk really reaches what rows use


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_check_uses_no_matrix(rule):
    used = seen_from(rule, "check")
    assert not [module for module in used if within(module, MATRIX)]
    assert any(within(module, SPEECH) for module in used)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rows_and_check_never_call_one_another(rule):
    tree = tree_of(rule)
    assert "check" not in reached(tree, "rows")
    assert "rows" not in reached(tree, "check")


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_imports_no_sibling_no_solver_no_geometry(rule):
    for module in set(imports(tree_of(rule)).values()):
        assert within(module, ALLOWED + STANDARD), module


def test_the_walk_finds_a_planted_use():
    tree = ast.parse(
        "from optimizer.facts import judge\nTABLE = {1: judge}\ndef rows(d):\n    return helper(d)\n"
        "def helper(d):\n    return TABLE[1]\n"
    )
    assert "judge" in reached(tree, "rows")
