"""Sense of consents: each needs a layer that allows consent, and a document that it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from models import Case
from optimizer.instance.fault import Fault


def consents(case: Case) -> Iterator[Fault]:
    """Yield a fault for every consent without a source, a warning for every one to a layer that no consent lifts."""
    layers = {layer.id: layer for layer in case.layers}
    for place, consent in enumerate(case.consents):
        slots = {"layer": consent.layer}
        if not consent.sources:
            yield Fault("LD-437", ("consents", place, "sources"), consent.site, slots)
        if consent.layer in layers and layers[consent.layer].touched != "consent":
            yield Fault("LD-438", ("consents", place, "layer"), consent.layer, {"site": consent.site})
