"""Property tests draw the same examples everywhere, so that a failure in one place is a failure in all.

Set HYPOTHESIS_PROFILE=wander to draw new ones, =shrink to make a failing one small.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

CALM = [HealthCheck.too_slow]
FOUND = (Phase.explicit, Phase.generate)  # shrinking polygons takes minutes; HYPOTHESIS_PROFILE=shrink does it
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=CALM, phases=FOUND)
settings.register_profile("wander", deadline=None, suppress_health_check=CALM, phases=FOUND, database=None)
settings.register_profile("shrink", derandomize=True, deadline=None, suppress_health_check=CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
