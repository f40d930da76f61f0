"""The programme: sparse, ranged rows with a rule and a key on each; knows no mining and no solver."""

from optimizer.ir.block import RowBlock, rows_of, stack
from optimizer.ir.program import Program, assemble
from optimizer.ir.validity import ProgramError
from optimizer.ir.violation import Violation

__all__ = ["Program", "ProgramError", "RowBlock", "Violation", "assemble", "rows_of", "stack"]
