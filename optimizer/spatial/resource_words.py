"""The words in which a planner is told what is wrong with the resource grid."""

from __future__ import annotations

from decimal import Decimal

from models import Problem
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import Sheet

ROLE = "resources"
AMOUNT, OWNER = "resources", "block"


def unheld(file: str, block: str) -> Problem:
    """Return the warning that a clipped block is scaled by area though there is a grid."""
    return problem(
        "LD-678",
        words(f"区块 {block} 内没有资源量网格数据，裁切后按面积折算资源量",
              f"the resource grid holds nothing in block {block}: its resources are scaled by area"),
        words("补充该区块的网格单元，或核对字段 block", "add cells for this block, or check the field block"),
        file=file, row=block, field=AMOUNT, fatal=False,
    )  # fmt: skip


def no_field(sheet: Sheet) -> Problem:
    """Return the error that the layer has no amounts."""
    fields = ", ".join(str(name) for name in sheet.frame.columns if name != "geometry") or "—"
    return problem(
        "LD-673",
        words(f"资源量网格没有字段 {AMOUNT}；现有：{fields}",
              f"the resource grid has no field {AMOUNT}; it has: {fields}"),
        words("增加字段 resources，填每个单元的资源量（矿种的资源量单位）",
              "add a field resources with each cell's amount in the mineral's resource unit"),
        file=sheet.file, row=ROLE, field=AMOUNT,
    )  # fmt: skip


def no_amount(sheet: Sheet, label: str) -> Problem:
    """Return the error that a cell has no amount that can be used."""
    return problem(
        "LD-674",
        words(f"网格单元 {label} 的资源量为空、为负或不是数",
              f"cell {label} has no amount, or one below 0 or no number"),
        words("填写资源量，没有资源的单元填 0", "give the amount, 0 for a cell that holds nothing"),
        file=sheet.file, row=label, field=AMOUNT,
    )  # fmt: skip


def line(sheet: Sheet, label: str) -> Problem:
    """Return the error that a cell is neither point nor polygon."""
    return problem(
        "LD-675",
        words(f"网格单元 {label} 是线，应为点或面", f"cell {label} is a line; points or polygons are needed"),
        words("用格网的面或其中心点导出", "export the grid's polygons or their centres"),
        file=sheet.file, row=label, field="geometry",
    )  # fmt: skip


def stranger(sheet: Sheet, label: str, owner: str) -> Problem:
    """Return the warning that a cell's block is not in the case."""
    return problem(
        "LD-676",
        words(f"网格单元 {label} 所属区块 {owner} 不在表格中，未计入",
              f"cell {label} belongs to the block {owner}, which the case does not have; it is not counted"),
        words("改正字段 block，或补充该区块", "correct the field block, or add the block"),
        file=sheet.file, row=label, field=OWNER, value=owner, fatal=False,
    )  # fmt: skip


def differs(file: str, block: str, stated: Decimal, total: Decimal) -> Problem:
    """Return the warning that grid and stated resource of a block differ [resource unit]."""
    return problem(
        "LD-677",
        words(f"区块 {block} 网格资源量合计 {total}，标称 {stated}；网格按标称值等比折算",
              f"the grid adds up to {total} in block {block}, which states {stated}; it is scaled to that"),
        words("核对网格的单位、范围与所属区块，或更新标称资源量",
              "check the grid's unit, extent and blocks, or update the stated resource"),
        file=file, row=block, field=AMOUNT, value=str(total), fatal=False,
    )  # fmt: skip
