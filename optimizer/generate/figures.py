"""Figures as they are written: drawn numbers rounded to so many decimals, as text."""

from __future__ import annotations

from decimal import Decimal

import numpy as np


def figure(value: float, decimals: int = 0) -> str:
    """Return ``value`` as plain text with at most so many decimals and no trailing zeros."""
    text = f"{float(value):.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def near(draw: np.random.Generator, middle: float, spread: float, low: float, high: float) -> float:
    """Draw a lognormal figure around its median ``middle``, held between two ends."""
    return float(np.clip(middle * np.exp(draw.normal(0.0, spread)), low, high))


def decimal(value: float, decimals: int = 0) -> Decimal:
    """Return ``value`` as a decimal rounded to so many places."""
    return Decimal(figure(value, decimals))
