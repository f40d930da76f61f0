"""The only room with geometry: layers in; areas, distances, clipped blocks and the ledger of ground out."""

from optimizer.spatial.clip import Clipping
from optimizer.spatial.codes import CODES
from optimizer.spatial.derive import Derived, derive
from optimizer.spatial.ledger import LedgerLine
from optimizer.spatial.sight import Sighting, seen_by

__all__ = ["CODES", "Clipping", "Derived", "LedgerLine", "Sighting", "derive", "seen_by"]
