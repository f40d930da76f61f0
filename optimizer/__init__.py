"""Lodeplan: proven, audited and explained licensing schedules for mineral plans."""
