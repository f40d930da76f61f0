"""The words of the templates that ``lodeplan init`` lays out."""

from __future__ import annotations

CASE = """\
# 算例 NAME：填写冒号后的空白，`lodeplan check` 会指出还缺什么。字段说明见 docs/instance-format.md。
# The case NAME: fill in what is blank after a colon; `lodeplan check` tells what is missing (docs/instance-format.md).

frame:
  id: NAME
  title: {zh: , en: }              # 规划名称 title of the plan
  county: {zh: , en: }             # 行政区 county
  county_code: ""                  # 行政区划代码，如 "411322"  administrative code
  base_year:                       # 基期年，如 2020  base year
  plan_year: "2025"                # 目标期，须为下列 periods 之一  period of the targets, one of those below
  crs: EPSG:4547                   # 3° 高斯-克吕格，按中央经线改（4547 为 114°E）  by the central meridian
  sources: {"*": "assumed: template, to be filled in"}   # 每个数的来源  where figures come from

periods:                           # 规划期，按顺序  periods in order
  - {id: "2025", start: 2025, years: 1}

minerals:                          # 每个矿种一条；单位由您定，全案一致  one each; units are yours, the same throughout
  - id: building_stone
    name: {zh: 建筑石料, en: Building stone}
    catalogue_class: 3             # 分类目录 1、2 或 3 类  class in the catalogue
    capacity_unit: 万t             # 年生产规模  yearly capacity
    account_unit: 万t              # 总量指标与需求  caps and demand
    resource_unit: 万t             # 资源量  resources
    sources: {"*": "assumed: template, to be filled in"}

# 避让图层：文件放在 layers/  exclusion layers: put the files into layers/
# layers:
#   - {id: eco_redline, name: {zh: 生态保护红线, en: Ecological redline}, forbids: any, touched: clip,
#      file: eco_redline.gpkg, version: 2022年批准}             # version 写入台账  is printed in the ledger
#   - id: roads_and_rails
#     name: {zh: 铁路公路两侧, en: Along railways and roads}
#     forbids: open_pit            # open_pit 露天，any 一切开采  open pits, or any mining
#     touched: clip                # drop 不予投放，clip 裁切，consent 经同意可投放  drop, clip, keep under consent
#     file: roads_and_rails.gpkg
#     buffer_field: GRADE          # 要素等级所在字段  field of the features' class
#     buffer_by: {高铁: 1000, 高速: 1000, 国道: 500, 省道: 500, 乡道: 300}   # m；未列者报错，除非写正的 buffer_m
#                                  # a class not listed is an error, unless a positive buffer_m stands for the rest
#   - {id: water_source, name: {zh: 水源保护区, en: Water source}, forbids: any, catalogue_classes: [2, 3],
#      touched: consent, file: water_source.gpkg}  # 只涉及所列矿类或 minerals；同意文件写入 consents.csv
#                                                  # for these classes, or minerals: [...]; consents in consents.csv
#   # 可视范围：需 layers/terrain.asc 或 .tif  what the road sees, over layers/terrain.asc or .tif
#   - {id: expressway, name: {zh: 高速公路, en: Expressway}, buffer_m: 200, sight: {cap_m: 1000}, file: expressway.gpkg}

# 其他图层（可选）：layers/townships.gpkg 乡镇（字段 name 或 XZQMC），记录未填乡镇时由此取；
# layers/roads.gpkg 道路中心线（字段 bridge、tunnel、layer 区分立交），有则按道路求运距。
# Other layers, optional: layers/townships.gpkg with names (name or XZQMC) fills townships that records leave empty;
# layers/roads.gpkg with centre lines (bridge, tunnel, layer keep crossings apart) gives distances along roads.
"""

POLICY = """\
# 各条款：hard 必须满足，soft 可按价突破并出具论证，report 只报告。未写的条款取默认值。
# Clauses: hard must hold, soft may be broken at a price, report is only reported. Those not written take defaults.

planned_mineral: {mode: hard}      # 符合开采规划区块确定的开采矿种
# minimum_scale:                   # 最低开采规模；"/" 为不允许  "/" forbids
#   mode: hard
#   table:
#     - {mineral: building_stone, large: 300, medium: 100, small: /, sources: {"*": plan L… 专栏4}}
# mine_count: {mode: hard, …}      # 采矿权总数  docs/instance-format.md
# haul:                            # 运输半径；离道路超过 access_km 者按直线×绕行系数
#   {detour: 1.3, access_km: 2, join_m: 1, sources: {"*": "assumed: …"}}  # radius; beyond access_km straight × detour
"""

README = """\
# NAME

算例说明：各数据的来源、单位与假定。 Where each figure comes from, its unit, and what is assumed.

| 文件 file | 来源 source | 说明 note |
|---|---|---|
| blocks.csv | | |
| consents.csv | | 主管单位同意文件，来源写文号  consents, with the document as source |
| layers/resources.gpkg | | 可选：资源量网格，字段 resources、block  optional resource grid |

从 GIS 或表格导入：改 `source/import.yaml`，再运行
To import from GIS or tables: edit `source/import.yaml`, then run

    lodeplan import instances/NAME/source/import.yaml --guess
    lodeplan import instances/NAME/source/import.yaml --out instances/NAME-imported
"""

IMPORT = """\
# 导入说明，见 docs/import.md。路径相对于本文件。 The import spec, see docs/import.md; paths are relative to this file.
case: ../case.yaml
policy: ../policy.yaml
sources:
  - role: county                   # 县界 county outline
    file: county.shp
    fields: {XZQDM: id}
  - role: blocks                   # 开采规划区块；fields 可用 --guess 写入  fields can be written by --guess
    file: D1_411322_E_2020_KAICQK.shp
#   crs: EPSG:4547                 # 仅当文件没有坐标系  only where the file states none
#   fields: {GHQBH: id, GHQMC: name.zh, KCZKZ: mineral, KCFS: method, GHQMJ: {to: area_km2, unit: km²}}
#   values: {mineral: {建筑石料用灰岩: building_stone}}
# - {role: townships, file: XZJX.shp, fields: {}}      # 乡镇界，保留其名称字段  townships, their fields are kept
# - {role: roads, file: roads.shp, fields: {}}         # 道路中心线  centre lines of roads
"""
