"""Answers of the explaining verbs as files: data, sentences in both languages, tables as CSV and workbook."""

from optimizer.reporting.explained.answer import Answer, parts_of

__all__ = ["Answer", "parts_of"]
