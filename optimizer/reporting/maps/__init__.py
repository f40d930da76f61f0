"""The three plan sheets, A3: what is licensed when, what becomes of the mines, what ground is excluded."""

from optimizer.reporting.maps.draw import NAMES, draw_maps

__all__ = ["NAMES", "draw_maps"]
