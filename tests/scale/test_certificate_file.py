"""A certificate survives its file to the last bit; what does not fit the programme, or is no such file, is refused."""

from __future__ import annotations

import gzip
import json
from time import monotonic
from typing import Any

import numpy as np
import pytest
from scale.cases import MOST, compiled

from optimizer.backends.highs import relaxation
from optimizer.ir import Program
from optimizer.scale import Certificate, Proof
from optimizer.scale.bounds import Pieces, ascend, linear
from optimizer.scale.certificate_file import certificate_of, certificates_bytes, read_certificates
from optimizer.scale.clock import Clock
from optimizer.scale.linking import NONE
from optimizer.scale.partition import partition_of
from optimizer.scale.tiers import Means, scale_tiers
from optimizer.solve import Settings


def both() -> tuple[Program, list[Certificate]]:
    """A programme, its relaxation's certificate, and that of its blocks."""
    whole = compiled(0)
    program = whole.program.with_cost(whole.cost(whole.tiers[-1]))
    duals = relaxation(program).duals
    assert duals is not None
    pieces = Pieces.of(program, partition_of(whole, most=MOST))
    blocks = next(ascend(pieces, duals, 1e9, 1.0, Clock()))[0]
    return program, [linear(program, duals), blocks]


def test_certificates_come_back_as_they_were() -> None:
    program, found = both()
    proofs = [Proof.of("total", program, NONE, program, one) for one in found]
    content = certificates_bytes(proofs)
    assert content == certificates_bytes(proofs)  # equal bytes: no time of writing in them
    read = read_certificates(content)
    assert read is not None
    for was, written in zip(found, read.tiers, strict=True):
        again = certificate_of(written, program)
        assert again is not None and written.programme == program.digest()
        np.testing.assert_array_equal(again.column, was.column)
        np.testing.assert_array_equal(again.prices, was.prices)
        assert again.value == was.value and (not again.blocks or again.blocks == was.blocks)
    assert {name for name, _, _ in read.tiers[1].blocks} == set(partition_of(compiled(0), most=MOST).names)


def test_a_proof_names_the_tiers_held_before() -> None:
    proofs: list[Proof] = []
    scale_tiers(compiled(0, ordered=True), Settings(gap=1e-3), None, monotonic(), proofs, Means(most=MOST))
    held = [[name for name, _ in proof.held] for proof in proofs]
    assert [proof.tier for proof in proofs] == ["breach", "shortage", "cost"]
    assert held[0] == [] and held[2][-1] == "shortage"


def altered(change: Any) -> tuple[Program, Certificate | None]:
    program, (_, blocks) = both()
    raw = json.loads(gzip.decompress(certificates_bytes([Proof.of("total", program, NONE, program, blocks)])))
    change(raw["tiers"][0])
    read = read_certificates(gzip.compress(json.dumps(raw).encode()))
    assert read is not None
    return program, certificate_of(read.tiers[0], program)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["shape"].__setitem__(0, one["shape"][0] + 1),
        lambda one: one["prices"][0].__setitem__(2, "another row"),
        lambda one: one["prices"][0].__setitem__(0, 10**9),
        lambda one: one["runs"].pop(),
        lambda one: one["runs"][0].__setitem__(1, one["runs"][0][1] + 1),
        lambda one: one["runs"][0].__setitem__(2, 99),
        lambda one: one["runs"][-1].__setitem__(1, 10**12),
        lambda one: one["blocks"][0].__setitem__(1, 1),
    ],
)
def test_what_does_not_fit_the_programme_is_refused(change: Any) -> None:
    assert altered(change)[1] is None


def test_unaltered_it_fits() -> None:
    assert altered(len)[1] is not None


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", gzip.compress(b"no json"), gzip.compress(b"{}"), certificates_bytes(())[:-9],
     gzip.compress(b'{"format": "lodeplan-certificates-2", "tiers": []}')],
    # A gzip header carries the second it was written in: as names of tests, two workers would collect two lists.
    ids=["empty", "no gzip", "no json", "no fields", "cut off", "another format"],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    assert read_certificates(content) is None
