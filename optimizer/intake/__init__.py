"""Planners' files in, an instance out, with every fault told; and the planning database out again."""

from optimizer.intake.codes import CODES, Code
from optimizer.intake.database import Exported, export_database
from optimizer.intake.guessing import Guess, Guessed, guess
from optimizer.intake.importing import Imported, import_instance, report_only
from optimizer.intake.mending import Mend
from optimizer.intake.starter import init_instance

__all__ = [
    "CODES",
    "Code",
    "Exported",
    "Guess",
    "Guessed",
    "Imported",
    "Mend",
    "export_database",
    "guess",
    "import_instance",
    "init_instance",
    "report_only",
]
