"""Benchmarks: cases × phases × tools, medians over rounds, ratios within a round, memory; nothing shown unverified."""
