"""A report of a thousand blocks is one file of at most 6 MB, with all of its blocks and findings inside."""

from __future__ import annotations

import json

from serve.wide import wide

from optimizer.serve.single import single_file

MOST = 6_000_000


def test_a_thousand_blocks_fit_into_six_megabytes() -> None:
    case, outcome, layers = wide(1000)
    html = single_file(case, outcome, layers)
    print(f"{len(html) / 1e6:.2f} MB, {len(outcome.findings)} findings")  # noqa: T201 - the measurement
    assert len(html) <= MOST
    data = html.decode().split('id="scene">', 1)[1].split("</script>", 1)[0]
    told = json.loads(data)
    assert len(told["sites"]) == len(told["ground"]["sites"]) == 1000
    assert len(told["outcome"]["findings"]["slack"]) == len(outcome.findings)
