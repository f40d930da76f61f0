"""Writing a case as an instance folder in the public format: lists as tables, the rest as YAML, and a README.

Equal cases are written to equal bytes.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from models import Case
from optimizer.instance.folder import TABLES

README = """\
# {name}

**合成算例，不代表任何真实地方，不作法定用途。** 由 `lodeplan generate` 按种子抽取，
每条记录的 `sources` 均注明 synthetic。

**Synthetic: it stands for no real place and has no legal force.** Drawn by `lodeplan generate`;
`sources` of every record say so: {source}.
"""


def write_case(case: Case, folder: Path, readme: str = README) -> None:
    """Write ``case`` into a new ``folder``, whole or not at all; raises FileExistsError when it is there.

    ``readme`` says what stands there; {name} and {source} are the case's identifier and the source of its frame.
    """
    if folder.exists():
        raise FileExistsError(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    site = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(case, site, readme)
        site.chmod(0o755)
        site.rename(folder)
    except BaseException:
        shutil.rmtree(site, ignore_errors=True)
        raise


def _fill(case: Case, folder: Path, readme: str) -> None:
    content = case.model_dump(mode="json", exclude_defaults=True)
    for name, (path, _) in TABLES.items():
        rows = _taken(content, path)
        if rows:
            _table(folder / name, rows)
    policy = content.pop("policy", {})
    content.pop("geography", None)
    _yaml(folder / "case.yaml", content)
    _yaml(folder / "policy.yaml", policy)
    source = str(case.frame.source_of("id"))
    (folder / "README.md").write_text(readme.format(name=case.frame.id, source=source), encoding="utf-8")


def _taken(content: dict[str, Any], path: tuple[str, ...]) -> list[dict[str, Any]]:
    """Take a list out of the content."""
    for key in path[:-1]:
        content = content.get(key, {})
    rows: list[dict[str, Any]] = content.pop(path[-1], [])
    return rows


def _table(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    flat = [dict(_flat(row)) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    if "sources" in columns:
        columns = [name for name in columns if name != "sources"] + ["sources"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row.get(name, "") for name in columns] for row in flat)


def _flat(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield column and cell of each field as the instance format spells them."""
    for name, value in row.items():
        if name == "name":
            yield from ((f"name.{part}", words) for part, words in value.items())
        elif isinstance(value, Mapping):
            yield name, "|".join(f"{key}={_plain(item)}" for key, item in value.items())
        elif isinstance(value, list | tuple):
            nested = any(isinstance(item, Mapping) for item in value)
            yield name, json.dumps(value, ensure_ascii=False) if nested else ";".join(map(_plain, value))
        else:
            yield name, _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _yaml(path: Path, content: Mapping[str, Any]) -> None:
    text = yaml.dump(dict(content), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """YAML without anchors: equal values stand written out."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the answer is the same for all
        return True
