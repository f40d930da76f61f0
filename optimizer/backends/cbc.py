"""CBC, the executable that PuLP brings along, run on a file of ours and read by ourselves.

PuLP itself is not asked: it writes numbers with 13 digits, reads a plan that was cut off by time as "Optimal", and
keeps the process where no Ctrl-C finds it. The bound comes from CBC's log, which states it with eight digits:

    optimal: bound = value of the plan - increment,   else: bound = "Lower bound" or the last "best possible"

increment is the least improvement that CBC cares to look for, set far below the gap.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
from pulp.apis import coin_api

from optimizer.backends.answer import Answer, Claim, Status, Stop
from optimizer.backends.apart import settled
from optimizer.backends.cbc_text import NODE, NODES, SOLUTION, number, read_solution, stated_bound
from optimizer.backends.judge import judge, tidy
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, Watch, guarded
from optimizer.backends.trivial import trivial
from optimizer.ir.block import Floats
from optimizer.ir.files import write_mps
from optimizer.ir.program import Program

NAME = "cbc"
INCREMENT = 1e-10
OVERTIME = 5.0  # seconds that CBC may take to stop, once asked, before it is ended


def executable() -> str | None:
    """The path of CBC: PuLP's own, or the one on the search path."""
    bundled = str(getattr(coin_api, "pulp_cbc_path", ""))
    return bundled if bundled and os.access(bundled, os.X_OK) else shutil.which("cbc")


def available() -> str | None:
    """Whether a CBC that runs on this machine was found."""
    return None if executable() else "no CBC executable came with PuLP for this machine, and none is on the search path"


def refuses(program: Program) -> str | None:  # noqa: ARG001 - every back end answers the same four names
    """None: CBC takes every mixed integer linear programme."""
    return None


def solve(program: Program, limits: Limits, start: Floats | None = None, watch: Watch | None = None) -> Answer:
    """Solve to the limits. Raises FileNotFoundError when CBC is not available."""
    path = executable()
    if path is None:
        raise FileNotFoundError(available())
    monitor = Monitor(watch)
    answer = trivial(program, limits, (NAME, "bundled"))
    if answer is not None:
        return answer
    log: list[str] = []
    claim = _ask(path, program, limits, start, monitor, log)
    claim = settled(program, claim, lambda free: _ask(path, free, limits, None, monitor, []))
    version = next((line.split(":", 1)[1].strip() for line in log if line.startswith("Version:")), "bundled")
    answer = judge(program, limits, claim, monitor, (NAME, version), start)
    if claim.status != Status.OPTIMAL or answer.status == Status.OPTIMAL or monitor.stopped:
        return answer
    again = _ask(path, program, replace(limits, seed=limits.seed + 1), None, monitor, [])
    second = judge(program, limits, again, monitor, (NAME, version), start)
    return second if second.status == Status.OPTIMAL else answer


def _ask(path: str, program: Program, limits: Limits, start: Floats | None, monitor: Monitor, log: list[str]) -> Claim:
    """Ask without preprocessing, which loses plans; where CBC crashes so, take of a second try only what is safe."""
    claim = _once(path, program, limits, start, monitor, log, preprocess=False)
    if claim.stop != Stop.FAILURE or monitor.stopped:
        return claim
    again = _once(path, program, limits, start, monitor, log, preprocess=True)
    if again.status == Status.INFEASIBLE:
        return again
    status = Status.NOTHING if again.x is None else Status.FEASIBLE
    remark = again.remark or "CBC crashed without preprocessing"
    return replace(again, status=status, stop=Stop.FAILURE, bound=None, remark=remark)


def _once(
    path: str,
    program: Program,
    limits: Limits,
    start: Floats | None,
    monitor: Monitor,
    log: list[str],
    *,
    preprocess: bool,
) -> Claim:
    with tempfile.TemporaryDirectory(prefix="lodeplan-") as folder:
        model, solution = Path(folder, "model.mps"), Path(folder, "plan.sol")
        write_mps(program.with_cost(program.cost), model, plain=True)  # without the offset, which not every log counts
        command = [
            path,
            str(model),
            *_options(limits, Path(folder), start, preprocess),
            "-solve",
            "-solution",
            str(solution),
        ]
        code = _run(command, program.offset, monitor, log)
        if not solution.exists() or not solution.stat().st_size:
            stop = Stop.INTERRUPT if monitor.stopped else Stop.FAILURE
            return Claim(Status.NOTHING, stop, remark=f"CBC ended with code {code} and no solution file")
        with solution.open(encoding="utf-8") as lines:
            claim = read_solution(lines, program.shape[1])
    return _bounded(program, claim, log, monitor)


def _options(limits: Limits, folder: Path, start: Floats | None, preprocess: bool) -> list[str]:
    options = ["-ratio", repr(limits.gap), "-allow", repr(limits.gap_absolute), "-increment", repr(INCREMENT)]
    options += ["-primalT", "1e-9", "-integerT", "1e-9"]
    options += ["-preprocess", "on" if preprocess else "off"]
    options += ["-randomSeed", str(limits.seed + 1), "-randomCbcSeed", str(limits.seed + 1)]
    if limits.seconds < 1e9:
        options += ["-sec", repr(limits.seconds), "-timeMode", "elapsed"]
    if limits.threads > 1:
        options += ["-threads", str(limits.threads)]
    if start is not None and np.isfinite(start).all():
        file = folder / "start.mst"
        lines = [f"{j:7} x{j} {value!r} 0" for j, value in enumerate(np.asarray(start, dtype=np.float64).tolist())]
        file.write_text("\n".join(["Stopped on time - objective value 0", *lines]) + "\n", encoding="utf-8")
        options += ["-mips", str(file)]
    return [*options, "-printingOptions", "all"]


def _run(command: Sequence[str], offset: float, monitor: Monitor, log: list[str]) -> int:
    """Run CBC in a session of its own, so that Ctrl-C reaches us and not it; the exit code."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    asked: list[float] = []

    def stop() -> None:
        if not asked:
            asked.append(monitor.seconds())
            process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        elif monitor.seconds() - asked[0] > OVERTIME:
            process.kill()

    def listen() -> int:
        assert process.stdout is not None
        _follow(process.stdout, offset, monitor, log)
        return process.wait()

    try:
        return guarded(listen, monitor, stop)
    finally:
        if process.poll() is None:
            process.kill()


def _follow(lines: IO[str], offset: float, monitor: Monitor, log: list[str]) -> None:
    best: float | None = None
    bound: float | None = None
    for raw in lines:
        line = raw.rstrip()
        log.append(line)
        if found := SOLUTION.search(line):
            best = number(found[1], offset)
        elif found := NODE.search(line):
            best, bound = number(found[1], offset), number(found[2], offset)
        else:
            continue
        monitor.see(best, bound)


def _bounded(program: Program, claim: Claim, log: Sequence[str], monitor: Monitor) -> Claim:
    """The claim with the bound and the nodes of the log, and with an interruption told from other ends."""
    nodes = next((int(found[1]) for line in log if (found := NODES.match(line))), None)
    stop = Stop.INTERRUPT if monitor.stopped and claim.stop != Stop.PROOF else claim.stop
    bound = stated_bound(log, program.offset)
    early = any("within gap tolerance" in line for line in log)
    if claim.status == Status.OPTIMAL and claim.x is not None and not (early and bound is not None):
        bound = program.objective(tidy(program, claim.x)) - INCREMENT
    return replace(claim, bound=bound, nodes=nodes, stop=stop)
