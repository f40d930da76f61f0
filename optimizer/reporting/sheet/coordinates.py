"""The name of a projected CRS as a Chinese map sheet prints it, and a check that its unit is the metre."""

from __future__ import annotations

from typing import Any

from pyproj import CRS

_DATUMS = {"CGCS2000": "2000国家大地坐标系", "Xian 1980": "1980西安坐标系", "Beijing 1954": "1954北京坐标系"}


def describe(crs: Any, language: str = "zh") -> str:
    """Return the printed name of `crs` (anything pyproj reads). Raises ValueError unless projected in metres."""
    known = CRS.from_user_input(crs)
    if not known.is_projected or known.axis_info[0].unit_name != "metre":
        raise ValueError(f"a map sheet needs a projected CRS in metres, got '{known.name}'")
    if language != "zh":
        return str(known.name)
    datum = next((text for name, text in _DATUMS.items() if known.name.startswith(name)), "")
    meridian = _central_meridian(known)
    if not datum or meridian is None:
        return str(known.name)
    zone = "3°带" if "3-degree" in known.name else "6°带" if "6-degree" in known.name else ""
    return f"{datum} 高斯-克吕格投影{zone} 中央经线{meridian:g}°"


def _central_meridian(crs: CRS) -> float | None:
    operation = crs.coordinate_operation
    if operation is None or operation.method_name != "Transverse Mercator":
        return None
    return next((float(p.value) for p in operation.params if p.name == "Longitude of natural origin"), None)
