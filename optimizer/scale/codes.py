"""The codes of certificates, and their words to a planner."""

from __future__ import annotations

from models.base import Text

CODES: tuple[tuple[str, str], ...] = (
    ("LD-781", "a tier of a run by units has no certificate of its bound, or one that cannot be read"),
    ("LD-782", "a certificate is of another programme than that of the case in the run"),
    ("LD-783", "a certificate claims more than it proves: bound, prices or blocks are not what was found"),
    ("LD-784", "the outcome's bound is not its certificate's, or the certificate holds an earlier tier too low"),
    ("LD-785", "a bound was neither proven nor refuted in the time given"),
    ("LD-786", "the back end cannot solve the programmes of single units"),
)


def told(code: str, tier: str, zh: str, en: str) -> Text:
    """Return one fault of a tier's certificate in words, its code first."""
    return Text(zh=f"{code} {tier}：{zh}", en=f"{code} {tier}: {en}")
