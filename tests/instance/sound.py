"""A small sound instance folder, and ways to spoil it: every test of bad input plants one mistake in it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

CASE = """\
frame:
  id: sound
  title: {zh: 小县, en: small county}
  county: {zh: 县, en: county}
  base_year: 2020
  plan_year: 2022
periods:
  - {id: 2021, start: 2021}
  - {id: 2022, start: 2022}
minerals:
  - id: stone
    name: {zh: 建筑石料, en: building stone}
    catalogue_class: 3
    capacity_unit: 万t
    account_unit: 万t
    resource_unit: 万t
    reserve_unit: 万m³
    production_unit: 万m³
    content_unit: t/m³
    content: 2.5
    reserve: {content_power: -1}
    production: {content_power: -1}
  - id: fluorite
    name: {zh: 萤石, en: fluorite}
    catalogue_class: 2
    capacity_unit: 万t
    account_unit: 万t CaF₂
    resource_unit: 万t
    account: {content_power: 1}
    content: 0.35
  - id: talc
    name: {zh: 滑石, en: talc}
    catalogue_class: 2
    capacity_unit: 万t
    account_unit: 万t
    resource_unit: 万t
reserve_classes:
  - {standard: "133", mineral: stone, large_from: 5000, medium_from: 1000}
  - {standard: "133", mineral: fluorite, large_from: 100, medium_from: 20}
production_classes:
  - {mineral: stone, large_from: 10, medium_from: 5}
  - {mineral: fluorite, large_from: 10, medium_from: 5}
areas:
  - {id: A1, name: {zh: 东, en: east}, mineral: stone, area_km2: 2, quota: 1}
zones:
  - {id: Z1, name: {zh: 区, en: zone}, minerals: [stone]}
layers:
  - {id: park, name: {zh: 公园, en: park}, on: false}
places:
  - {id: town, name: {zh: 镇, en: town}}
locks:
  - {site: B1, action: licensed, start: 2022}
"""

POLICY = """\
minimum_scale:
  table:
    - {mineral: stone, large: 300, medium: 100, small: /}
output_cap:
  caps:
    - {mineral: stone, at_most: 1500}
account:
  accounts:
    - id: dust
      title: {zh: 粉尘, en: dust}
      unit: t
      at_most: 9
      contributions:
        - {measure: attribute, attribute: dust_t}
"""

TABLES = {
    "blocks.csv": """\
        id,name.zh,name.en,mineral,method,resource,recoverable,least_capacity,most_capacity,area,zone,earliest,latest,attributes
        B1,一区,block one,stone,open_pit,5000,4000,0,300,A1,Z1,2021,2022,dust_t=1
        B2,二区,block two,stone,open_pit,6000,5000,,,A1,,,,
        """,
    "mines.csv": """\
        id,name.zh,name.en,mineral,method,capacity,production_class,availability,duties
        M1,一矿,mine one,stone,open_pit,20,medium,2021=0.5,
        M2,二矿,mine two,stone,open_pit,20,medium,,
        M3,三矿,mine three,fluorite,underground,6,medium,,
        """,
    "mergers.csv": """\
        id,name.zh,name.en,mineral,method,members
        G1,整合一,merger one,stone,open_pit,M1;M2
        """,
    "explorations.csv": """\
        id,name.zh,name.en,mineral,expected_resource
        E1,探一,find one,fluorite,20
        """,
    "demands.csv": """\
        mineral,place,period,quantity
        stone,town,2021,100
        stone,town,2022,200.10
        """,
}

SCENARIO = """\
id: strict
title: {zh: 严, en: strict}
reason: {zh: 试, en: trial}
changes:
  - {path: policy.class_share.strict, value: true}
"""


def write(folder: Path, **files: str) -> Path:
    """Write the sound folder; ``files`` adds tables by name, such as ``hauls``."""
    contents = {"case.yaml": CASE, "policy.yaml": POLICY} | {name: dedent(text) for name, text in TABLES.items()}
    contents["scenarios/strict.yaml"] = SCENARIO
    contents |= {f"{name}.csv": dedent(text) for name, text in files.items()}
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def spoil(folder: Path, name: str, old: str, new: str) -> Path:
    """Replace ``old``, which must be there, by ``new`` in a file of the folder."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, old
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
