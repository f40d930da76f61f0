"""How a township is spelt: 四里店 and 四里店镇 are one township, and the case's own spelling is the one that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models import Case

KINDS = ("街道办事处", "办事处", "街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Spelling:
    """spelt: the case's spelling by stem."""

    spelt: Mapping[str, str]

    @classmethod
    def of(cls, case: Case) -> Spelling:
        """Return the spellings of a case; what clauses count by goes before records."""
        spelt: dict[str, str] = {}
        for name in (*_counted(case), *sorted(_recorded(case))):
            spelt.setdefault(stem(name), name)
        return cls(spelt)

    def known(self, name: str) -> str:
        """Return a name as the case spells it, as it is when the case does not know it."""
        return self.spelt.get(stem(name), name)

    def same(self, one: str, two: str) -> bool:
        """Return whether two names mean one township."""
        return stem(one) == stem(two)


def stem(name: str) -> str:
    """Return a township's name without spaces and without what kind of township it is."""
    plain = "".join(name.split())
    kind = next((kind for kind in KINDS if plain.endswith(kind) and len(plain) > len(kind) + 1), "")
    return plain.removesuffix(kind)


def _counted(case: Case) -> Iterator[str]:
    yield from (limit.township for limit in case.policy.mine_count.limits if limit.township)
    for account in case.policy.account.accounts:
        for part in account.contributions:
            yield from part.townships or ()


def _recorded(case: Case) -> set[str]:
    return {record.township for record in (*case.sites, *case.areas) if record.township}
