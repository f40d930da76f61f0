"""The programme: sparse, ranged rows with a rule and a key on each; knows no mining and no solver."""

from optimizer.ir.activity import activity_range, tighten
from optimizer.ir.block import RowBlock, rows_of, stack
from optimizer.ir.components import Component, components, fixed_value, restrict
from optimizer.ir.elastic import ElasticProgram, elastic
from optimizer.ir.exact import NotIntegral, recover
from optimizer.ir.files import write_lp, write_mps
from optimizer.ir.health import Health, health
from optimizer.ir.integral import IntegralProgram, integral
from optimizer.ir.labels import Labels, joined
from optimizer.ir.program import Program, assemble
from optimizer.ir.steps import Steps
from optimizer.ir.text import as_text
from optimizer.ir.validity import ProgramError
from optimizer.ir.violation import Violation

__all__ = [
    "Component",
    "ElasticProgram",
    "Health",
    "IntegralProgram",
    "Labels",
    "NotIntegral",
    "Program",
    "ProgramError",
    "RowBlock",
    "Steps",
    "Violation",
    "activity_range",
    "as_text",
    "assemble",
    "components",
    "elastic",
    "fixed_value",
    "health",
    "integral",
    "joined",
    "recover",
    "restrict",
    "rows_of",
    "stack",
    "tighten",
    "write_lp",
    "write_mps",
]
