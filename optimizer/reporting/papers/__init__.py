"""Papers of a run that are handed round: PDF, .docx and .xlsx, in Chinese and English, the same bytes every time."""

from optimizer.reporting.papers.compose import Matter
from optimizer.reporting.papers.contested import MOST, contested
from optimizer.reporting.papers.explained import explained
from optimizer.reporting.papers.make import KINDS, Kind, Wanted, judged, papers, tables_for

__all__ = ["KINDS", "MOST", "Kind", "Matter", "Wanted", "contested", "explained", "judged", "papers", "tables_for"]
