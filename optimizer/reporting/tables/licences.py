"""Table 1, 开采规划区块投放方案表: every block, licensed or not, with scale, class, life and year."""

from __future__ import annotations

from models import Action, Block, Case, Decision, Outcome, Text
from models.units import unit
from optimizer.facts import least_scale, recoverable_of, reserve_class
from optimizer.reporting.tables.derived import decision_of, first_year, service_life
from optimizer.reporting.tables.table import FIGURE, FOUR, ONE, TWO, WHOLE, YEAR, Cell, Column, Table, figure
from optimizer.reporting.words import CATALOGUE, DEGREES, METHODS, SIZES, same, words

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=5),
    Column("id", "区块编号", "Block", width=10),
    Column("name", "区块名称", "Name", width=30),
    Column("township", "所在乡镇", "Township", width=10),
    Column("area", "区块面积", "Area", "km²", FOUR, 10, total=True),
    Column("mineral", "开采主矿种", "Mineral", width=14),
    Column("catalogue", "矿产类别", "Catalogue class", width=8),
    Column("degree", "勘查程度", "Exploration", width=8),
    Column("resource", "资源量", "Resource", form=TWO, width=12),
    Column("resource_unit", "资源量单位", "Resource unit", width=8),
    Column("reserve_class", "储量规模", "Reserve class", width=8),
    Column("method", "开采方式", "Method", width=9),
    Column("least", "最低开采规模", "Least scale", form=FIGURE, width=9),
    Column("capacity", "设计开采规模", "Capacity", form=TWO, width=10),
    Column("capacity_unit", "规模单位", "Capacity unit", width=11),
    Column("class", "生产规模级别", "Production class", width=8),
    Column("recoverable", "可采量", "Recoverable", form=TWO, width=12),
    Column("life", "服务年限", "Service life", "年", ONE, 9),
    Column("licences", "采矿权数", "Licences", "个", WHOLE, 8, total=True),
    Column("home", "所属集中/重点开采区", "Concentrated area / key zone", width=24),
    Column("set_type", "设置类型", "Type", width=9),
    Column("grant_mode", "出让方式", "Grant", width=9),
    Column("year", "投放年度", "Licensed in", width=10),
    Column("first_year", "预计投产年", "First output", form=YEAR, width=8),
    Column("clean", "净矿条件", "Ready ground", width=12),
    Column("remark", "备注", "Remarks", width=34),
)

_UNSETTLED = Text(zh="待落实", en="to be settled")


def licences(case: Case, outcome: Outcome) -> Table:
    """Return the table; without a plan it lists the blocks undecided."""
    rows = tuple(_row(case, outcome, block, number) for number, block in enumerate(case.blocks, start=1))
    note = Text(
        zh="面积、资源量为扣除避让后的数；净矿条件输入中未给出，投放前须逐块落实。",
        en="Area and resource are net of excluded ground; ready ground is not in the input and must be settled first.",
    )
    return Table("licences", "1", "开采规划区块投放方案表", "Licensing of mining blocks", COLUMNS, rows, note, frozen=3)


def _row(case: Case, outcome: Outcome, block: Block, number: int) -> tuple[Cell, ...]:
    mineral, chosen = case.mineral[block.mineral], decision_of(outcome, block.id)
    open_ = chosen is not None and chosen.action == Action.LICENSED
    capacity = chosen.capacity if chosen is not None and open_ else None
    start = chosen.start if chosen is not None and open_ else None
    size = chosen.production_class if chosen is not None and open_ else None
    name = mineral.name if not mineral.code else Text(zh=f"{mineral.name.zh}({mineral.code})", en=mineral.name.en)
    life = None if capacity is None else figure(service_life(case, block, capacity), 1)
    return (
        number, block.id, block.name, block.township, figure(block.area_km2, 4), name,
        words(CATALOGUE, mineral.catalogue_class), words(DEGREES, block.degree), figure(block.resource),
        unit(mineral.resource_unit), words(SIZES, reserve_class(case, block)), words(METHODS, block.method),
        least_scale(case, block), capacity, _rate(mineral.capacity_unit), words(SIZES, size),
        figure(recoverable_of(case, block)), life, int(open_), _home(case, block), block.set_type, block.grant_mode,
        _when(case, chosen), first_year(case, block, start), _UNSETTLED, _remark(case, block),
    )  # fmt: skip


def _rate(text: str) -> Text:
    measure = unit(text)
    return Text(zh=f"{measure.zh}/a", en=f"{measure.en}/a")


def _when(case: Case, chosen: Decision | None) -> Cell:
    if chosen is None:
        return None
    if chosen.action == Action.JOIN and chosen.merger is not None:
        target = case.site[chosen.merger].name
        return Text(zh=f"并入{target.zh}", en=f"joins {target.en}")
    return Text(zh="不投放", en="not licensed") if chosen.start is None else same(chosen.start)


def _home(case: Case, block: Block) -> Text:
    homes = [*(area.name for area in case.areas if area.id == block.area)]
    homes += [zone.name for zone in case.zones if zone.id == block.zone]
    return Text(zh="；".join(name.zh for name in homes) or "—", en="; ".join(name.en for name in homes) or "—")


def _remark(case: Case, block: Block) -> Text:
    layers = {layer.id: layer.name for layer in case.layers}
    zh = ["落实省规划"] if block.provincial else []
    en = ["from the provincial plan"] if block.provincial else []
    zh += [f"勘查程度例外：{block.degree_exception}"] if block.degree_exception else []
    en += [f"exploration exception: {block.degree_exception}"] if block.degree_exception else []
    for line in case.geography.excluded:
        if line.site == block.id and line.layer in layers:
            zh.append(f"与{layers[line.layer].zh}重叠 {line.area_m2:,.0f} m²")
            en.append(f"{line.area_m2:,.0f} m² in {layers[line.layer].en}")
    return Text(zh="；".join(zh) or "—", en="; ".join(en) or "—")
