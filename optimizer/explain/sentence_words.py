"""The planner's words for the figures of a site that may turn a decision."""

from __future__ import annotations

FIGURES = {
    "costs": ("自身各项费用", "its own costs"),
    "haul": ("运输费用", "its haul costs"),
    "resources": ("资源量", "its resources"),
    "content": ("品位或含量", "its content"),
}
