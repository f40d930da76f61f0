"""What a proposed merger says of itself; capacities in the mineral's capacity unit per year, lengths in metres."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.base import Text
from models.site import Block, Merger, Mine
from models.words import Size

Member = Block | Mine
UNSAID = Text(zh="—", en="—")


class Standing(StrEnum):
    """Where a proposal stands: to be pasted, there already, in or around one that is there, or out of reach."""

    PROPOSED = "proposed"
    EXISTS = "exists"
    NESTED = "nested"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Bond:
    """Two neighbours: shared_m of common boundary, distance_m apart (None: the case does not say)."""

    first: str
    second: str
    shared_m: Decimal
    distance_m: Decimal | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What the merger can be: its least scale (None: no table names it; words: not permitted), capacity and classes."""

    least_scale: Decimal | Text | None
    least: Decimal
    most: Decimal
    by_life: bool
    classes: tuple[Size, ...]

    @property
    def open(self) -> bool:
        """Whether any capacity is left."""
        return not isinstance(self.least_scale, Text) and 0 < self.most >= self.least


@dataclass(frozen=True, slots=True)
class Gain:
    """What speaks for it, in the order in which proposals are ranked.

    wanted: mines that must merge or hinder their key zone; below: mines below the least scale of a new mine of their
    own reserves; fewer: licences fewer than mines today; shared_m: length of common boundary.
    """

    wanted: int
    below: int
    fewer: int
    shared_m: Decimal


@dataclass(frozen=True, slots=True)
class Proposal:
    """merger: as the instance format holds it; capacity: of its mines today; other: the existing one it is or touches;
    reason: why it is proposed."""

    merger: Merger
    bonds: tuple[Bond, ...]
    capacity: Decimal
    reach: Reach
    gain: Gain
    standing: Standing
    other: str = ""
    reason: Text = UNSAID
