"""Whom a layer concerns: sites of the method, mineral or class of the catalogue (分类目录) that it names."""

from __future__ import annotations

from collections.abc import Mapping

from models import Block, Layer, Mine, Mineral
from models.words import Method


def bars(layer: Layer, site: Block | Mine, minerals: Mapping[str, Mineral]) -> bool:
    """Return whether the layer forbids mining at the site; ``minerals`` are the case's, by id.

    Raises KeyError where the layer names classes and the site's mineral is not among them.
    """
    if layer.forbids == "open_pit" and site.method is not Method.OPEN_PIT:
        return False
    if not layer.minerals and not layer.catalogue_classes:
        return True
    if site.mineral in layer.minerals:
        return True
    return bool(layer.catalogue_classes) and minerals[site.mineral].catalogue_class in layer.catalogue_classes
