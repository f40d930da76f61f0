"""Adds up an exported comparison again from its CSV files and workbook alone; knows nothing of the library."""

from __future__ import annotations

import csv
import itertools
from decimal import Decimal
from pathlib import Path

import openpyxl

Rows = list[dict[str, str]]


def read(folder: Path, name: str) -> Rows:
    (path,) = (folder / "tables").glob(f"*-{name}.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def figure(text: str) -> Decimal:
    return Decimal(text) if text not in {"", "—"} else Decimal(0)


def runs(folder: Path) -> list[str]:
    return [row["Run"] for row in read(folder, "runs")]


def objective(folder: Path) -> list[tuple[str, str, Decimal, Decimal]]:
    """(tier, run, total as printed, sum of its terms)"""
    rows, found = read(folder, "objective"), []
    for tier, label in itertools.product(dict.fromkeys(row["Tier"] for row in rows), runs(folder)):
        own = [row for row in rows if row["Tier"] == tier]
        total = next(figure(row[label]) for row in own if row["Term"] == "total")
        found.append((tier, label, total, sum(figure(row[label]) for row in own if row["Term"] != "total")))
    return found


def distances(folder: Path) -> list[tuple[int, int]]:
    """(as printed, counted from the courses), pair by pair"""
    sites, printed = read(folder, "sites"), {row["Run"]: row for row in read(folder, "distances")}
    pairs = itertools.product(runs(folder), repeat=2)
    return [(int(printed[a][b]), sum(row[a] != row[b] for row in sites)) for a, b in pairs]


def agreement(folder: Path) -> list[tuple[str, int, int, int]]:
    """(site, runs with a plan, sum of all counts, licensed counted from the courses less licensed as printed)"""
    courses = {row["Site"]: [row[label] for label in runs(folder)] for row in read(folder, "sites")}
    found = []
    for row in read(folder, "agreement"):
        counts = {key: int(value) for key, value in row.items() if key.startswith(("Runs: ", "Not licensed"))}
        begun = [one for one in courses[row["Site"]] if one.split()[0] in {"licensed", "formed", "granted"}]
        licensed = next(value for key, value in counts.items() if key.startswith("Runs: licensed"))
        plans = next(int(value) for key, value in row.items() if key.startswith("Runs with a plan"))
        found.append((row["Site"], plans, sum(counts.values()), len(begun) - licensed))
    return found


def mines(folder: Path) -> list[tuple[Decimal, Decimal, Decimal, Decimal]]:
    """(mines, large + medium + small, share, large + medium), period by period and run by run"""
    rows, found = read(folder, "indicators"), []
    for period, label in itertools.product(dict.fromkeys(row["Period"] for row in rows), runs(folder)):
        own = [row for row in rows if row["Period"] == period]
        by = {row["Mineral, class"]: figure(row[label]) for row in own if row["Figure"] == "mines"}
        share = next(figure(row[label]) for row in own if "share" in row["Figure"])
        found.append((by["—"], by["large"] + by["medium"] + by["small"], share, by["large"] + by["medium"]))
    return found


def markets(folder: Path) -> list[tuple[Decimal, Decimal]]:
    """(demand, output + bought + shortage), period by period, mineral by mineral, run by run"""
    rows = [row for row in read(folder, "indicators") if row["Mineral, class"] not in {"—", "large", "medium", "small"}]
    keys = dict.fromkeys((row["Period"], row["Mineral, class"]) for row in rows)
    found = []
    for key, label in itertools.product(keys, runs(folder)):
        own = {row["Figure"]: figure(row[label]) for row in rows if (row["Period"], row["Mineral, class"]) == key}
        met = [own.get(name, Decimal(0)) for name in ("output", "bought outside", "shortage")]
        found.append((own.get("demand", Decimal(0)), sum(met, Decimal(0))))
    return found


def workbook_sums(folder: Path) -> list[tuple[str, float, float]]:
    """(column, sum row as stored, sum of the rows above) of the workbook's agreement sheet"""
    book = openpyxl.load_workbook(folder / "comparison.xlsx", data_only=True)
    sheet = next(book[name] for name in book.sheetnames if name.startswith("C3"))
    rows = [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    head, body, last = rows[0], rows[1:-1], rows[-1]
    summed = [number for number, value in enumerate(last) if isinstance(value, int | float)]
    return [(head[n], float(last[n]), float(sum(row[n] or 0 for row in body))) for n in summed]
