"""No new open pit on protected ground, nor whatever a layer forbids (三区两线、特定生态保护区域).

    x_o ≤ 0        for every licensing course o of a block whose ground a layer in force forbids

A layer may concern open pits only, and certain minerals or classes of the catalogue (分类目录) only. The overlap of
each site with each layer is a table that geometry has filled, with the ledger's figures; an overlap up to the layer's
tolerance counts as none, and a consent on record lifts a layer that allows consent. Unit: m² (of overlap), rows in
courses.
"""

from __future__ import annotations

import numpy as np

from models.base import Text
from models.case import Case
from models.geography import Excluded, Layer
from models.mineral import Mineral
from models.outcome import Clause, Finding
from models.site import Block, Exploration, Mine
from models.words import Action, Kind, Method
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import KIND_CODE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="exclusion",
    title=Text(zh="“三区两线”及特定生态保护区域", en="excluded ground"),
    heading="“三区两线”及特定生态保护区域严禁新建露天开采矿山",
    line="L364",
    unit="m²",
)


def applies(case: Case) -> bool:
    """Where the clause is on and some site lies on protected ground."""
    return case.policy.exclusion.on and bool(case.geography.excluded)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Screen what would be newly opened on protected ground."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.exclusion
    layers = {layer.id: layer for layer in d.case.layers if layer.on}
    blocks = {block.id: block for block in d.case.blocks}
    mines = {mine.id: mine for mine in d.case.mines} if rule.covers_expansion else {}
    barred = []
    for line in d.case.geography.excluded:
        layer, site = layers.get(line.layer), blocks.get(line.site) or mines.get(line.site)
        if layer is not None and site is not None and _forbids(layer, site, d.case.mineral[site.mineral], line):
            barred.append(line)
    block = d.sites.kind[d.courses.site] == KIND_CODE[Kind.BLOCK]
    opened = np.where(block, d.courses.doing(Action.LICENSED, Action.JOIN), d.courses.doing(Action.EXPAND))
    w.screen([f"{line.site} {line.layer}" for line in barred], *d.among([line.site for line in barred], opened))
    return w.close(rule)


def _forbids(layer: Layer, site: Block | Mine, mineral: Mineral, line: Excluded) -> bool:
    if layer.touched == "consent" and line.consent:
        return False
    if layer.forbids == "open_pit" and site.method != Method.OPEN_PIT:
        return False
    everyone = not (layer.minerals or layer.catalogue_classes)
    concerned = everyone or mineral.id in layer.minerals or mineral.catalogue_class in layer.catalogue_classes
    return concerned and line.area_m2 > layer.tolerance_m2


def check(f: Facts) -> list[Finding]:
    """Judge the protected ground under each thing that is newly opened."""
    rule = f.case.policy.exclusion
    opened = {Action.LICENSED} | ({Action.EXPAND} if rule.covers_expansion else set())
    findings = []
    for line in f.case.geography.excluded:
        decision = f.plan.decision.get(line.site)
        joins = decision is not None and decision.action == Action.JOIN and decision.kind == "block"
        if decision is not None and (decision.action in opened or joins):
            findings += _findings(f, line)
    return findings


def _findings(f: Facts, line: Excluded) -> list[Finding]:
    layer = next((layer for layer in f.case.layers if layer.id == line.layer and layer.on), None)
    site = f.case.site[line.site]
    if layer is None or isinstance(site, Exploration) or (layer.forbids == "open_pit" and site.method != "open_pit"):
        return []
    if (layer.minerals or layer.catalogue_classes) and site.mineral not in _concerned(f, layer):
        return []
    note = _note(layer, line)
    agreed = line.consent and layer.touched == "consent"
    broken = not agreed and line.area_m2 > layer.tolerance_m2
    found = min(line.area_m2, layer.tolerance_m2) if agreed else line.area_m2
    slack = -1 if broken else layer.tolerance_m2 - found
    rule = f.case.policy.exclusion
    subject = f"{line.site} {line.layer}"
    return [judge(CLAUSE, rule, subject, "≤", layer.tolerance_m2, line.area_m2, slack=slack, note=note)]


def _concerned(f: Facts, layer: Layer) -> set[str]:
    """Return the minerals that a layer concerns where it names minerals or classes."""
    named = set(layer.minerals)
    return named | {one.id for one in f.case.minerals if one.catalogue_class in set(layer.catalogue_classes)}


def _note(layer: Layer, line: Excluded) -> Text:
    seen = line.seen_from_m
    zh, en = ("", "") if seen is None else (f"，{seen} m 处可视", f", in sight from {seen} m")
    return Text(zh=f"图层：{layer.name.zh}{zh}", en=f"layer: {layer.name.en}{en}")
