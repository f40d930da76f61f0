"""What a map needs to show one of the plans compared: its outcome, and where its sites are not those of the board.

The page has the sites and the ground of the board's own case. Of another case it is told the sites that it lacks, those
that it has beside them, and the ground that is another; nothing is drawn of a case in another coordinate system.
"""

from __future__ import annotations

from models import Case, Text
from optimizer.reporting.comparison.ground import common_ground
from optimizer.reporting.frames import Layers, shapes_of, system_of
from optimizer.scenario import Member
from optimizer.serve.difference import difference
from optimizer.serve.ground import coded
from optimizer.serve.table import sites_told
from optimizer.serve.telling import Plain, outcome_told, plain


def compared_told(case: Case, layers: Layers, one: Member, other: Member) -> Plain:
    """Return two plans for two maps of a page that shows ``case`` on ``layers``, with what differs between them."""
    return {"sides": [side_told(case, layers, one), side_told(case, layers, other)], "difference": apart(one, other)}


def apart(one: Member, other: Member) -> Plain:
    """Return what differs between two plans, their ground included."""
    found = difference(one, other)
    return found | {"remarks": [*found["remarks"], *(plain(text) for text in _ground_words(one, other))]}


def _ground_words(*members: Member) -> tuple[Text, ...]:
    ground = common_ground(members)
    if isinstance(ground, Text) or not ground.moved:
        return ()
    names = "、".join(ground.moved)
    return (Text(zh=f"范围不同，各按其成果绘出：{names}", en=f"other ground, drawn as each has it: {names}"),)


def side_told(case: Case, layers: Layers, member: Member) -> Plain:
    """Return one side of a comparison on a page that shows ``case`` on ``layers``."""
    own, theirs = case.site, member.case.site
    drawn = not layers or not member.layers or system_of(layers) == system_of(member.layers)
    return {
        "label": member.label,
        "outcome": outcome_told(member.case, member.outcome),
        "begins": {one.id: one.start for one in member.case.periods},
        "lacks": [name for name in own if name not in theirs],
        "more": [row for row in sites_told(member.case) if row["id"] not in own],
        "drawn": drawn,
        "ground": _ground(case, layers, member) if drawn and layers and member.layers else {},
    }


def _ground(case: Case, layers: Layers, member: Member) -> Plain:
    if member.layers is layers:
        return {}
    own = {name: coded(shape) for name, shape in shapes_of(case, layers).items()}
    theirs = {name: coded(shape) for name, shape in shapes_of(member.case, member.layers).items()}
    return {name: shape for name, shape in theirs.items() if own.get(name) != shape}
