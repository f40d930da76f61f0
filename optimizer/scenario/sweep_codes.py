"""The problems of a sweep's cells that are none of the input's: what befell the worker, with a code each."""

from __future__ import annotations

from models import Problem, Text
from optimizer.instance.page import listed

CODES: tuple[tuple[str, str], ...] = (
    ("LD-751", "a worker's memory bound was reached"),
    ("LD-752", "the process of a worker ended while it solved"),
    ("LD-753", "a worker runs other code than the process that asks it"),
    ("LD-754", "the back end cannot take the case, or failed on it"),
    ("LD-755", "the cluster cannot be reached"),
)


def page() -> str:
    """Return the section on sweeps of docs/errors.md."""
    return listed("Sweeps (LD-75x)", CODES)


def out_of_memory(megabytes: int) -> Problem:
    """Return the problem of a solve that asked for more memory than its worker may have."""
    return _problem(
        "LD-751", f"{megabytes} MB",
        (f"内存超出每进程上限 {megabytes} MB", f"more memory was needed than the {megabytes} MB of a worker"),
        ("减少 --processes 或提高 --memory 后重新运行同一命令",
         "give fewer --processes or more --memory, and run the same command again"),
    )  # fmt: skip


def died(reason: str) -> Problem:
    """Return the problem of a cell whose worker ended twice, the second time with nothing beside it."""
    return _problem(
        "LD-752", reason,
        ("求解进程意外终止（单独重试后仍终止）", "the worker's process ended, and did so again when tried alone"),
        ("多为内存不足：提高 --memory，或换用其他求解器",
         "memory is the usual reason: give more --memory, or another back end"),
    )  # fmt: skip


def other_code(here: str, there: str) -> Problem:
    """Return the problem of a worker that would solve by other code."""
    return _problem(
        "LD-753", there,
        (f"工作节点的程序版本为 {there}，本机为 {here}", f"the worker runs {there}, this process {here}"),
        ("在所有节点安装同一版本", "install the same version everywhere"),
    )  # fmt: skip


def failed(error: BaseException) -> Problem:
    """Return the problem of a solve that raised."""
    reason = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return _problem(
        "LD-754", reason, (f"求解失败：{reason}", f"the solve failed: {reason}"),
        ("换用其他求解器；若仍出现，请附此信息报告", "try another back end; if it stays, report it with these words"),
    )  # fmt: skip


def unreached(address: str, error: BaseException) -> Problem:
    """Return the problem of a cluster that does not answer."""
    reason = str(error).splitlines()[0][:300] if str(error) else type(error).__name__
    return _problem(
        "LD-755", address, (f"无法连接集群：{reason}", f"the cluster cannot be reached: {reason}"),
        ("检查调度器地址；需安装 lodeplan[cluster]", "look at the scheduler's address; lodeplan[cluster] is needed"),
    )  # fmt: skip


def _problem(code: str, value: str, message: tuple[str, str], remedy: tuple[str, str]) -> Problem:
    return Problem(
        code=code, value=value, message=Text(zh=message[0], en=message[1]), remedy=Text(zh=remedy[0], en=remedy[1])
    )
