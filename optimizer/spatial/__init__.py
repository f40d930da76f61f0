"""The only room with geometry: layers in; areas, distances, clipped blocks and the ledger of ground out."""

from optimizer.spatial.bars import bars
from optimizer.spatial.clip import Clipping
from optimizer.spatial.codes import CODES
from optimizer.spatial.derive import Derived, derive
from optimizer.spatial.ledger import LedgerLine
from optimizer.spatial.pieces import Cause, Piece, pieces
from optimizer.spatial.sight import Sighting, seen_by
from optimizer.spatial.widths import widths

__all__ = [
    "CODES",
    "Cause",
    "Clipping",
    "Derived",
    "LedgerLine",
    "Piece",
    "Sighting",
    "bars",
    "derive",
    "pieces",
    "seen_by",
    "widths",
]
