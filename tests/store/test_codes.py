"""Every code that a run folder can raise is in the tuple, and every code of the tuple is raised somewhere."""

import re
from pathlib import Path

from optimizer.store import manifest


def test_codes_of_runs_are_those_that_are_raised() -> None:
    folder = Path(manifest.__file__).parent
    raised = {code for path in folder.glob("*.py") for code in re.findall(r'"(LD-7\d\d)",', path.read_text("utf-8"))}
    assert raised == {code for code, _ in manifest.CODES}
