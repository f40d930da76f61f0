"""One planted mistake for each code: file, what is replaced by what, and where the problem must be told."""

from __future__ import annotations

from typing import NamedTuple


class Plant(NamedTuple):
    """A mistake: in ``file`` put ``new`` for ``old``; the problem's code, file, row, field and value."""

    file: str
    old: str
    new: str
    code: str
    at: str
    row: str
    field: str
    value: str


CASE, POLICY, BLOCKS, MINES = "case.yaml", "policy.yaml", "blocks.csv", "mines.csv"
MERGERS, DEMANDS, FINDS = "mergers.csv", "demands.csv", "explorations.csv"
STRICT = "scenarios/strict.yaml"
LOCK = "  - {site: B1, action: licensed, start: 2022}\n"
CHANGE = "{path: policy.class_share.strict, value: true}"
TIERS = "output_cap:\n"

READING = (
    Plant(CASE, "county: {zh", "county {zh", "LD-103", CASE, "4", "", ""),
    Plant(CASE, "  id: sound\n", "  id: sound\n  id: twice\n", "LD-104", CASE, "3", "id", "id"),
    Plant(DEMANDS, "stone,town,2021,100", "stone,town,2021,100,7", "LD-106", DEMANDS, "2", "", ""),
    Plant(DEMANDS, "period,quantity", "period,quantity,period", "LD-107", DEMANDS, "1", "period", "period"),
    Plant(CASE, "places:", "demands: []\nplaces:", "LD-108", DEMANDS, "1", "demands", "demands"),
    Plant(MINES, "2021=0.5", "2021", "LD-109", MINES, "2", "availability", "2021"),
    Plant(MINES, "medium,,\n", 'medium,,"[{]"\n', "LD-109", MINES, "3", "duties", "[{]"),
)
FIELDS = (
    Plant(DEMANDS, "period,quantity", "period,amount", "LD-201", DEMANDS, "1", "quantity", ""),
    Plant(BLOCKS, "name.zh,", "", "LD-201", BLOCKS, "1", "name.zh", ""),
    Plant(MINES, "20,medium,,", "20,,,", "LD-202", MINES, "3", "production_class", ""),
    Plant(CASE, "    capacity_unit: 万t\n", "", "LD-202", CASE, "11", "capacity_unit", ""),
    Plant(DEMANDS, "quantity", "quantity,lo", "LD-203", DEMANDS, "1", "lo", "lo"),
    Plant(
        POLICY, "at_most: 1500", "at_mots: 1500", "LD-203", POLICY, "6", "policy.output_cap.caps[0].at_mots", "at_mots"
    ),
    Plant(DEMANDS, "200.10", "约二百", "LD-204", DEMANDS, "3", "quantity", "约二百"),
    Plant(DEMANDS, "200.10", "NaN", "LD-205", DEMANDS, "3", "quantity", "NaN"),
    Plant(CASE, "large_from: 5000", "large_from: .inf", "LD-205", CASE, "38", "large_from", ".inf"),
    Plant(BLOCKS, "6000", "-6000", "LD-206", BLOCKS, "3", "resource", "-6000"),
    Plant(MINES, "2021=0.5", "2021=1.5", "LD-207", MINES, "2", "availability.2021", "1.5"),
    Plant(CASE, "content: 0.35", "content: 0", "LD-207", CASE, "30", "content", "0"),
    Plant(MINES, "underground", "undergruond", "LD-208", MINES, "4", "method", "undergruond"),
    Plant(CASE, "catalogue_class: 2", "catalogue_class: 4", "LD-208", CASE, "25", "catalogue_class", "4"),
    Plant(CASE, "quota: 1", "quota: 1.5", "LD-209", CASE, "44", "quota", "1.5"),
    Plant(CASE, "on: false", "on: maybe", "LD-210", CASE, "48", "on", "maybe"),
    Plant(BLOCKS, "6000", "6000万m3", "LD-211", BLOCKS, "3", "resource", "6000万m3"),
    Plant(CASE, "area_km2: 2", "area_ha: 200", "LD-211", CASE, "44", "area_ha", "area_ha"),
    Plant(BLOCKS, "attributes", "attributes,area_ha", "LD-211", BLOCKS, "1", "area_ha", "area_ha"),
    Plant(BLOCKS, "B2,", "B 2,", "LD-212", BLOCKS, "3", "id", "B 2"),
    Plant(CASE, "quota: 1}", "quota: 1, sources: {quota: L427}}", "LD-213", CASE, "44", "sources.quota", "L427"),
    Plant(CASE, "title: {zh: 小县,", 'title: {zh: "",', "LD-214", CASE, "3", "frame.title.zh", ""),
    Plant(CASE, "name: {zh: 公园, en: park}", "name: park", "LD-215", CASE, "48", "name", "park"),
    Plant(
        DEMANDS,
        "quantity\nstone,town,2021,100",
        "quantity,low\nstone,town,2021,100,120",
        "LD-216",
        DEMANDS,
        "2",
        "",
        "",
    ),
    Plant(MERGERS, "M1;M2", "M1", "LD-217", MERGERS, "2", "members", ""),
)
REFERENCES = (
    Plant(MINES, "三矿,mine three,fluorite", "三矿,mine three,flourite", "LD-301", MINES, "4", "mineral", "flourite"),
    Plant(DEMANDS, "town,2022", "town,2032", "LD-302", DEMANDS, "3", "period", "2032"),
    Plant(MINES, "2021=0.5", "2031=0.5", "LD-302", MINES, "2", "availability.2031", "2031"),
    Plant(MERGERS, "M1;M2", "M1;M9", "LD-303", MERGERS, "2", "members[1]", "M9"),
    Plant(BLOCKS, "A1,,,,", "A9,,,,", "LD-304", BLOCKS, "3", "area", "A9"),
    Plant(BLOCKS, "A1,Z1", "A1,Z9", "LD-305", BLOCKS, "2", "zone", "Z9"),
    Plant(DEMANDS, "town,2022", "twon,2022", "LD-306", DEMANDS, "3", "place", "twon"),
    Plant(
        POLICY,
        "at_most: 1500",
        "at_most: 1500, region: Q9",
        "LD-309",
        POLICY,
        "6",
        "policy.output_cap.caps[0].region",
        "Q9",
    ),
    Plant(
        CASE,
        "places:\n",
        "regions:\n  - {id: Q, name: {zh: 区, en: unit}, parent: Q}\nplaces:\n",
        "LD-313",
        CASE,
        "50",
        "parent",
        "Q",
    ),
    Plant(FINDS, "E1,", "M3,", "LD-308", FINDS, "2", "id", "M3"),
    Plant(
        CASE, "  - {id: Z1,", "  - {id: Z1, name: {zh: 又, en: too}}\n  - {id: Z1,", "LD-308", CASE, "47", "id", "Z1"
    ),
    Plant(
        POLICY,
        TIERS,
        "objective: {tiers: [{name: t, weights: [[hual, 1]]}]}\noutput_cap:\n",
        "LD-310",
        POLICY,
        "4",
        "policy.objective.tiers[0].weights[0][0]",
        "hual",
    ),
    Plant(
        POLICY,
        "dust_t",
        "dust_kg",
        "LD-311",
        POLICY,
        "14",
        "policy.account.accounts[0].contributions[0].attribute",
        "dust_kg",
    ),
    Plant(CASE, "quota: 1}", "quota: 1, sources: {quotas: plan L4}}", "LD-312", CASE, "44", "sources.quotas", "quotas"),
)
SENSE = (
    Plant(CASE, "{id: 2022, start: 2022}", "{id: 2022, start: 2020}", "LD-401", CASE, "9", "start", "2022"),
    Plant(CASE, "{id: 2022, start: 2022}", "{id: 2022, start: 2024}", "LD-402", CASE, "9", "start", "2022"),
    Plant(CASE, "    content: 0.35\n", "", "LD-403", MINES, "4", "content", "M3"),
    Plant(
        CASE, 'standard: "133", mineral: stone', 'standard: "0400", mineral: stone', "LD-404", CASE, "11", "id", "stone"
    ),
    Plant(
        CASE, "  - {mineral: fluorite, large_from: 10, medium_from: 5}\n", "", "LD-405", CASE, "23", "id", "fluorite"
    ),
    Plant(MINES, "20,medium,2021", "30,medium,2021", "LD-406", MINES, "2", "production_class", "M1"),
    Plant(BLOCKS, "5000,4000", "2400,2000", "LD-407", BLOCKS, "2", "resource", "B1"),
    Plant(BLOCKS, "0,300", "400,300", "LD-408", BLOCKS, "2", "least_capacity", "B1"),
    Plant(
        MERGERS,
        "M1;M2\n",
        "M1;M2\nG2,整合二,merger two,stone,open_pit,B2;G1\n",
        "LD-409",
        MERGERS,
        "3",
        "members[1]",
        "G2",
    ),
    Plant(MERGERS, "M1;M2", "M1;M3", "LD-410", MERGERS, "2", "members[1]", "G1"),
    Plant(MERGERS, "M1;M2", "M1;M2;M1", "LD-411", MERGERS, "2", "members[2]", "G1"),
    Plant(
        MERGERS,
        "M1;M2\n",
        "M1;M2\nG2,整合二,merger two,stone,open_pit,M1;M2;B2\n",
        "LD-412",
        MERGERS,
        "3",
        "members",
        "G2",
    ),
    Plant(CASE, LOCK, LOCK + "  - {site: B1, action: not_licensed}\n", "LD-413", CASE, "53", "action", "B1"),
    Plant(CASE, LOCK, LOCK + "  - {site: B1, action: licensed, forbid: true}\n", "LD-413", CASE, "53", "action", "B1"),
    Plant(
        CASE,
        "{site: B1, action: licensed, start: 2022}",
        "{site: M1, action: licensed}",
        "LD-414",
        CASE,
        "52",
        "action",
        "M1",
    ),
    Plant(BLOCKS, "Z1,2021,2022", "Z1,2021,2021", "LD-415", CASE, "52", "start", "B1"),
    Plant(BLOCKS, "Z1,2021,2022", "Z1,2022,2021", "LD-416", BLOCKS, "2", "earliest", "B1"),
    Plant(DEMANDS, "stone,town,2022", "talc,town,2022", "LD-417", DEMANDS, "3", "mineral", "talc"),
    Plant(POLICY, "      at_most: 9\n", "", "LD-419", POLICY, "9", "policy.account.accounts[0]", "dust"),
    Plant(
        POLICY,
        TIERS,
        "objective:\n  tiers:\n  - {name: t, weights: [[haul, 1]]}\n  - {name: t, weights: [[haul, 1]]}\noutput_cap:\n",
        "LD-420",
        POLICY,
        "7",
        "policy.objective.tiers[1].name",
        "t",
    ),
    Plant(
        POLICY,
        "at_most: 9",
        "at_most: 9\n      at_least: 10",
        "LD-421",
        POLICY,
        "13",
        "policy.account.accounts[0].at_least",
        "dust",
    ),
    Plant(
        POLICY,
        TIERS,
        "reserve_fit: {shortest_life: 30, longest_life: 10}\noutput_cap:\n",
        "LD-421",
        POLICY,
        "4",
        "policy.reserve_fit.shortest_life",
        "reserve_fit",
    ),
    Plant(
        CASE,
        "    content: 2.5\n",
        "    content: 2.5\n    tonnes: {factor: 10}\n",
        "LD-422",
        CASE,
        "21",
        "tonnes.factor",
        "10",
    ),
    Plant(DEMANDS, "stone,town,2022", "stone,town,2021", "LD-423", DEMANDS, "3", "", "stone, town, 2021"),
    Plant(BLOCKS, "6000,5000", "6000,7000", "LD-428", BLOCKS, "3", "recoverable", "B2"),
    Plant(MINES, "capacity,", "capacity,most_capacity,", "LD-429", MINES, "2", "capacity", "M1"),
    Plant(CASE, "en: town}", "en: town}, east: 4", "LD-430", CASE, "50", "north", "town"),
    Plant(
        MINES,
        "6,medium,,\n",
        '6,medium,,"[{""obligation"": ""rectify"", ""by"": ""2022"", ""reason"": ""x""}]"\n',
        "LD-431",
        MINES,
        "4",
        "duties[0]",
        "M3",
    ),
    Plant(CASE, "large_from: 5000", "large_from: 500", "LD-433", CASE, "38", "large_from", "stone"),
)
SCENARIOS = (
    Plant(STRICT, "reason:", "base: [strct]\nreason:", "LD-501", STRICT, "3", "base", "strct"),
    Plant(STRICT, "policy.class_share.strict", "policy..strict", "LD-502", STRICT, "5", "path", "policy..strict"),
    Plant(
        STRICT,
        "policy.class_share.strict",
        "policy.class_share.strikt",
        "LD-503",
        STRICT,
        "5",
        "path",
        "policy.class_share.strikt",
    ),
    Plant(
        STRICT,
        CHANGE,
        '{path: "demands[period=2099].quantity", op: scale, factor: 2}',
        "LD-503",
        STRICT,
        "5",
        "path",
        "demands[period=2099].quantity",
    ),
    Plant(
        STRICT,
        CHANGE,
        "{path: frame.county.zh, op: scale, factor: 2}",
        "LD-504",
        STRICT,
        "5",
        "path",
        "frame.county.zh",
    ),
    Plant(STRICT, "reason:", "base: [strict]\nreason:", "LD-505", STRICT, "3", "base", "strict → strict"),
    Plant(STRICT, "id: strict", "id: loose", "LD-506", STRICT, "1", "id", "loose"),
    Plant(STRICT, "value: true", "value: perhaps", "LD-210", STRICT, "5", "policy.class_share.strict", "perhaps"),
    Plant(
        STRICT,
        CHANGE,
        '{path: "demands[period=2022].quantity", op: scale, factor: -1}',
        "LD-206",
        STRICT,
        "5",
        "quantity",
        "-200.10",
    ),
)
PLANTS = (*READING, *FIELDS, *REFERENCES, *SENSE, *SCENARIOS)
