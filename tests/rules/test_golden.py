"""Each rule's rows on its small case, as text that has been read and checked by hand (arithmetic in `rules.small`)."""

from __future__ import annotations

import pkgutil

import pytest
from rules.small import SMALL
from rules.witness import GOLDEN, text_of_rule

import optimizer.rules
from optimizer.rules import RULES

NAMES = [rule.CLAUSE.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rows_read_as_the_clause_means(rule):
    assert text_of_rule(rule, SMALL[rule.CLAUSE.id]()) == (GOLDEN / f"{rule.CLAUSE.id}.txt").read_text()


def test_every_rule_has_a_golden_text_and_every_text_a_rule():
    assert {path.stem for path in GOLDEN.iterdir()} == set(NAMES) == set(SMALL)


def test_rules_are_the_modules_of_the_folder():
    folder = {module.name for module in pkgutil.iter_modules(optimizer.rules.__path__)}
    assert {rule.__name__.rpartition(".")[2] for rule in RULES} == folder
    assert len(RULES) == len(folder)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_is_named_as_its_module_and_speaks_both_languages(rule):
    assert rule.CLAUSE.id == rule.__name__.rpartition(".")[2]
    assert rule.CLAUSE.title.zh and rule.CLAUSE.title.en and rule.CLAUSE.heading
    assert all(callable(getattr(rule, name)) for name in ("applies", "rows", "check"))


def test_one_course_comes_first():
    assert NAMES[0] == "selection"  # the audit asks nothing else of what is no plan
