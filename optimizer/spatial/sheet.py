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
TOWNSHIP_FIELDS = ("SZXZQ", "所在乡镇", "乡镇", "所在行政区", "行政区", "XZQMC")
"""What planners call the field that names a township, in records as in the layer of townships."""
NAME_FIELDS = ("name", "name.zh", "township", *TOWNSHIP_FIELDS, "乡镇名称", "行政区名称", "名称", "MC")
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


def names_in(frame: Any) -> list[str] | None:
    """Return the names in a GeoDataFrame of townships, "" where one is missing; None when no field holds names."""
    known = {str(column).upper(): column for column in frame.columns}
    field = next((known[name.upper()] for name in NAME_FIELDS if name.upper() in known), None)
    if field is None:
        return None
    missing = frame[field].isna().tolist()
    return ["" if absent else str(name).strip() for name, absent in zip(frame[field].tolist(), missing, strict=True)]
