"""The plan that a member of a conflict stands in the way of: its rows left out, published on the grid, audited.

The other members stay rows of the programme that is published, so the plan keeps them exactly; the audit, on the whole
case, then names what the plan breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.base import Text
from models.outcome import Finding
from optimizer.audit import audit
from optimizer.decisions import decode
from optimizer.explain.conflict_filter import TOLERANCE, Floats
from optimizer.explain.conflict_record import Member
from optimizer.explain.conflict_rows import Rows
from optimizer.explain.keys import keys_told
from optimizer.formulation import Compiled
from optimizer.ir import restrict
from optimizer.ir.violation import excess
from optimizer.rules import CLAUSES
from optimizer.solve.publish import publish

SECONDS = 5.0


def member_of(
    compiled: Compiled, own: Rows, witness: Floats | None, groups: Sequence[Rows], members: Sequence[int], plans: bool
) -> Member:
    """Return the member whose rows are ``own``; ``witness`` breaks no other of the ``members`` of ``groups``."""
    program = compiled.program
    rule, keys = program.row_rules[own[0]], tuple(program.row_keys[row] for row in own)
    clause = CLAUSES[rule]
    shown = keys if len(keys) <= 3 else (*keys[:3], f"… {len(keys)}")
    member = Member(
        clause=rule,
        title=clause.title,
        heading=clause.heading,
        keys=keys,
        needed=witness is not None,
        sentence=Text(
            zh=f"“{clause.title.zh}”（{keys_told(shown)}）：去掉它，其余条款可以同时满足",
            en=f"{clause.title.en} ({'; '.join(shown)}): without it the others can hold together",
        ),
    )
    if witness is None or not plans:
        return member
    others = {program.row_rules[row] for number in members for row in groups[number]} - {rule}
    return _with_plan(compiled, witness, member, others)


def _with_plan(compiled: Compiled, witness: Floats, member: Member, others: set[str]) -> Member:
    program, size = compiled.program, compiled.program.shape[1]
    good = excess(program.activity(witness), program.row_lower, program.row_upper) <= TOLERANCE
    kept = replace(compiled, program=restrict(program, np.arange(size), np.flatnonzero(good)))
    plan = decode(compiled.decisions, publish(kept, witness, SECONDS).x)
    broken = audit(compiled.case, plan).broken
    return member.model_copy(
        update={
            "plan": plan,
            "breaks": tuple(_words(finding) for finding in broken),
            "audited": not any(finding.clause in others for finding in broken),
        }
    )


def _words(finding: Finding) -> str:
    parts = (f"{finding.clause}:", finding.subject, finding.period, finding.found, finding.relation, finding.required)
    return " ".join(str(part) for part in parts if part is not None)
