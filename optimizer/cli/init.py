"""``lodeplan init``: an empty instance with templates to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Voice
from optimizer.intake import init_instance


def init(
    folder: Annotated[Path, typer.Argument(metavar="NAME", help="instance folder to make, such as instances/mycounty")],
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Lay out an empty instance with commented templates. 建立带注释模板的空算例"""
    voice = Voice(lang, as_json)
    files = init_instance(folder)
    voice.answer({"folder": str(folder), "files": [path.relative_to(folder).as_posix() for path in files]})
    voice.show(*(str(path) for path in files))
    told = f"接下来：填写 {folder}/case.yaml，运行 lodeplan check {folder}"
    voice.show(told if voice.language == "zh" else f"Next: fill in {folder}/case.yaml, run lodeplan check {folder}")
