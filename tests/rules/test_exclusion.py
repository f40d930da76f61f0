"""What the finding of excluded ground says of lines of sight."""

from __future__ import annotations

import builders as b

from models import Geography
from optimizer.facts import facts_of
from optimizer.rules import exclusion


def test_a_finding_says_from_how_near_the_site_is_seen() -> None:
    lines = (b.excluded("B1", "reserve", 50, seen_from_m="412.5"), b.excluded("B2", "reserve", 50))
    case = b.case(
        blocks=(b.block("B1"), b.block("B2")), layers=(b.layer("reserve"),), geography=Geography(excluded=lines)
    )
    licensed = (
        b.decided(site, "block", "licensed", "4", start="2021", production_class="small") for site in ("B1", "B2")
    )
    seen, bare = exclusion.check(facts_of(case, b.plan(*licensed)))
    name = b.layer("reserve").name
    assert seen.note is not None and bare.note is not None
    assert (seen.note.zh, seen.note.en) == (
        f"图层：{name.zh}，412.5 m 处可视",
        f"layer: {name.en}, in sight from 412.5 m",
    )
    assert (bare.note.zh, bare.note.en) == (f"图层：{name.zh}", f"layer: {name.en}")
