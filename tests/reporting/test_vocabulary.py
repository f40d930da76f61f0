"""Every word that a run can print has a Chinese and an English form."""

from models.labels import TERMS as WORDS
from optimizer.formulation import TERMS


def test_every_term_of_the_objective_has_words() -> None:
    assert set(TERMS) <= set(WORDS)
