"""A layer as read: where it came from, what it is for, and its features.

Roles are the files that an instance may hold under ``layers/``; an exclusion layer has its own id as its role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models import Case

ROLES = ("county", "townships", "blocks", "mines", "explorations", "areas", "zones", "roads", "resources")
SITE_ROLES = ("blocks", "mines", "explorations")
JOINED_ROLES = (*SITE_ROLES, "areas", "zones")
AREAL_ROLES = ("county", "townships", *JOINED_ROLES)
SUFFIXES = (".geojson", ".gpkg", ".shp")


@dataclass(frozen=True, slots=True)
class Sheet:
    """role: a role or an exclusion layer's id; file: under the instance folder; frame: a GeoDataFrame."""

    role: str
    file: str
    frame: Any

    @property
    def exclusion(self) -> bool:
        """Whether this is an exclusion layer."""
        return self.role not in ROLES


def records_of(case: Case, role: str) -> tuple[Any, ...]:
    """Return the case's records of a joined role, in the case's order."""
    return tuple(getattr(case, role))
