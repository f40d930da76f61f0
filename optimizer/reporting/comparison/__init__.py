"""Runs side by side as a planner takes them along: tables, workbook, GIS file, difference map, terminal."""
