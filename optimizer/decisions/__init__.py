"""Which column is which decision: sites, courses, capacities, outputs and shipments as arrays, and back again."""

from optimizer.decisions.courses import Courses, course_table, more_courses
from optimizer.decisions.decode import decode
from optimizer.decisions.encode import encode
from optimizer.decisions.layout import Decisions, decide
from optimizer.decisions.sites import Sites, site_table
from optimizer.decisions.writer import Part, Writer
from optimizer.ir import Labels

__all__ = [
    "Courses",
    "Decisions",
    "Labels",
    "Part",
    "Sites",
    "Writer",
    "course_table",
    "decide",
    "decode",
    "encode",
    "more_courses",
    "site_table",
]
