"""Reading an instance folder into one raw case: case.yaml, policy.yaml, the tables, and the hash of every file read."""

from __future__ import annotations

import hashlib
import pathlib
from dataclasses import dataclass, field

from models import Block, Case, Demand, Exploration, Import, Merger, Mine, Place, Problem
from models.geography import Adjacency, Consent, Excluded, Haul, Overlap, Spacing
from optimizer.instance.document import read_yaml
from optimizer.instance.fault import nearest, tell
from optimizer.instance.node import Node, child
from optimizer.instance.shape import kind_of, type_at
from optimizer.instance.table import read_table

TABLES: dict[str, tuple[tuple[str, ...], type]] = {
    "blocks.csv": (("blocks",), Block),
    "mines.csv": (("mines",), Mine),
    "mergers.csv": (("mergers",), Merger),
    "explorations.csv": (("explorations",), Exploration),
    "demands.csv": (("demands",), Demand),
    "imports.csv": (("imports",), Import),
    "places.csv": (("places",), Place),
    "consents.csv": (("consents",), Consent),
    "hauls.csv": (("geography", "hauls"), Haul),
    "excluded.csv": (("geography", "excluded"), Excluded),
    "overlaps.csv": (("geography", "overlaps"), Overlap),
    "spacings.csv": (("geography", "spacings"), Spacing),
    "adjacencies.csv": (("geography", "adjacencies"), Adjacency),
}
READ = ("case.yaml", "policy.yaml", *TABLES)


@dataclass(frozen=True)
class Raw:
    """A case as written: its nodes, what is wrong with the files, the columns that tables lack, and their hashes."""

    root: Node
    problems: tuple[Problem, ...] = ()
    missing: frozenset[tuple[str, ...]] = frozenset()
    inputs: dict[str, str] = field(default_factory=dict)


def sha256(path: pathlib.Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def strangers(folder: pathlib.Path) -> list[Problem]:
    """Return a warning for each table or YAML file that the format does not know."""
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() in (".csv", ".yaml", ".yml", ".tsv") and path.name not in READ:
            best = nearest(path.name, READ)
            zh, en = ("", "") if best is None else (f"，是否应为 {best}", f"; did you mean {best}")
            problems.append(tell("LD-110", path.name, value=path.name, hint=zh, hint_en=en))
    return problems


def whole(path: pathlib.Path, key: tuple[str, ...]) -> tuple[Node, list[Problem]]:
    """Return a YAML file that must be a mapping; ``key`` names it when it is not."""
    node, problems = read_yaml(path, path.name)
    if not isinstance(node.value, dict):
        wanted = {"wanted": "a mapping", "wanted_zh": "键与值的对应"}
        problems.append(tell("LD-215", path.name, node.row, ".".join(key), **wanted))
        node = Node({}, path.name, "1")
    return node, problems


def insert(root: dict[str, Node], path: tuple[str, ...], table: Node) -> Problem | None:
    """Put a table into the raw case; a list that already stands elsewhere is a problem."""
    if len(path) > 1:
        inner = root.setdefault(path[0], Node({}, table.file, "1"))
        if not isinstance(inner.value, dict):
            return None
        root = inner.value
    there = root.get(path[-1])
    if there is not None:
        slots = {"other": f"{there.file}:{there.row}", "here": table.file}
        return tell("LD-108", table.file, "1", path[-1], path[-1], **slots)
    root[path[-1]] = table
    return None


def read_tables(folder: pathlib.Path, root: dict[str, Node]) -> tuple[list[Problem], set[tuple[str, ...]]]:
    """Read the tables that are there into the raw case."""
    problems: list[Problem] = []
    missing: set[tuple[str, ...]] = set()
    for name, (path, model) in TABLES.items():
        if not (folder / name).is_file():
            continue
        table, faults, lacks = read_table(folder / name, model, name)
        problems += faults
        missing |= {(*path, *column.split(".")) for column in lacks}
        clash = insert(root, path, table)
        problems += [clash] if clash else []
    return problems, missing


def read_folder(folder: pathlib.Path) -> Raw:
    """Return the raw case of a folder with every problem of reading it; writes nothing."""
    if not (folder / "case.yaml").is_file():
        return Raw(Node({}), (tell("LD-101", value=str(folder / "case.yaml")),))
    case, problems = whole(folder / "case.yaml", ("case",))
    root = dict(case.value) if isinstance(case.value, dict) else {}
    if (folder / "policy.yaml").is_file():
        policy, faults = whole(folder / "policy.yaml", ("policy",))
        clash = insert(root, ("policy",), policy)
        problems += faults + ([clash] if clash else [])
    elif "policy" not in root:
        problems.append(tell("LD-111", "policy.yaml"))
    faults, missing = read_tables(folder, root)
    problems += faults + strangers(folder)
    locked = {problem.file for problem in problems if problem.code == "LD-112"}
    inputs = {name: sha256(folder / name) for name in READ if (folder / name).is_file() and name not in locked}
    return Raw(Node(lists(root), "case.yaml", "1"), tuple(problems), frozenset(missing), inputs)


def lists(root: dict[str, Node]) -> dict[str, Node]:
    """Return the raw case in which a list or section that is written but empty is an empty list or section."""
    filled: dict[str, Node] = {}
    for key, node in root.items():
        kind = kind_of(type_at(Case, (key,)))
        hollow = node.value is None
        filled[key] = Node([] if kind == "list" else {}, node.file, node.row) if hollow and kind != "value" else node
    return filled


def hash_folder(folder: pathlib.Path, part: str) -> dict[str, str]:
    """Return the hashes of all files under a part of the folder, by relative path."""
    paths = sorted(path for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path) for path in paths}


def under(root: Node, *path: str | int) -> Node | None:
    """Return the node exactly at ``path``."""
    node: Node | None = root
    for key in path:
        node = None if node is None else child(node, key)
    return node
