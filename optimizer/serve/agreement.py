"""How far plans agree on each site: in how many it goes on, since when, and what else becomes of it.

    goes on(site) = plans in which it is licensed, formed, granted, kept, expanded, rectified or joins a merger

as on the printed sheet of differences; a site that a plan's case lacks does not go on there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from optimizer.reporting.maps.difference import goes_on
from optimizer.reporting.words import KINDS, words
from optimizer.scenario import Member
from optimizer.scenario.compare_record import SiteLine
from optimizer.scenario.sites import distances, site_lines
from optimizer.serve.telling import Plain, plain


def agreement_told(members: Sequence[Member]) -> Plain:
    """Return the agreement of plans, site by site, and how many sites each two decide otherwise."""
    planned = [one for one in members if one.outcome.plan is not None]
    return {
        "plans": len(planned),
        "runs": [one.label for one in planned],
        "sites": {line.site: _site(line, len(planned)) for line in site_lines(planned)},
        "distances": [list(row) for row in distances(planned)],
    }


def _site(line: SiteLine, plans: int) -> Plain:
    held = [one for one in line.decisions if goes_on(one)]
    starts = Counter(one.start for one in held if one is not None and one.start is not None)
    return {
        "name": plain(line.name),
        "kind": plain(words(KINDS, line.kind)),
        "held": len(held),
        "there": sum(one is not None for one in line.decisions),
        "starts": dict(sorted(starts.items())),
        "counts": {action.value: count for action, count in line.counts.items()},
        "same": plans > 0 and not line.differs,
    }
