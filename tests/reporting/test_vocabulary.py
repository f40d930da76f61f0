"""Every word that a run can print has a Chinese and an English form."""

from optimizer.formulation import TERMS
from optimizer.reporting import words


def test_every_term_of_the_objective_has_words() -> None:
    assert set(TERMS) <= set(words.TERMS)
