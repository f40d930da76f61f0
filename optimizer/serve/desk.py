"""The plans that a worker process keeps warm, so that what-ifs begin from them and not from nothing.

A plan is taken up again from its outcome, without a solve (`optimizer.solve.recall`). Kept are the last KEPT asked for.
"""

from __future__ import annotations

from collections import OrderedDict

from optimizer.serve.shown import Shown
from optimizer.solve import Settings
from optimizer.solve.recall import recalled
from optimizer.solve.warm import Warm

KEPT = 3


class Desk:
    """Warm models by the key of their plan."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Warm] = OrderedDict()

    def warm(self, hand: Shown, settings: Settings) -> Warm | None:
        """Return the warm model of ``hand``; None where its outcome does not bear itself out."""
        found = self._known.get(hand.key)
        if found is None or found.known.outcome != hand.outcome:
            solved = recalled(hand.case, hand.outcome)
            if solved is None:
                return None
            found = self._known[hand.key] = Warm(hand.case, settings, solved)
        self._known.move_to_end(hand.key)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return found
