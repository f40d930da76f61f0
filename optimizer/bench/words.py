"""The words of a benchmark in both languages: phases, and what its tables and pages say."""

from __future__ import annotations

from models.base import Text

PHASES = {
    "load": Text(zh="读取", en="load"),
    "geometry": Text(zh="几何处理", en="geometry"),
    "compile": Text(zh="建模", en="compile"),
    "hand_off": Text(zh="交付求解器", en="hand-off"),
    "relaxation": Text(zh="线性松弛", en="LP"),
    "search": Text(zh="求解合计", en="search in all"),
    "bound": Text(zh="可复核下界", en="bound"),
    "first_plan": Text(zh="首个方案", en="first plan"),
    "percent": Text(zh="至 1%", en="to 1 %"),
    "tenth": Text(zh="至 0.1%", en="to 0.1 %"),
    "proof": Text(zh="至证明", en="to proof"),
    "report": Text(zh="成果输出", en="report"),
}
TITLE = Text(zh="基准测试", en="Benchmark")
WHOLE = Text(zh="总表（中位数）", en="All cases (medians)")
TIME = Text(zh="时间（秒）", en="time [s]")
MEMORY = Text(zh="内存峰值增量（MB）", en="peak memory above standing [MB]")
TO_PROOF = Text(zh="各算例至证明的时间", en="Time to proof by case")
BY_PHASE = Text(zh="各阶段：中位数，横线为最小至最大", en="By phase: medians, lines from least to most")
FAULTS = Text(zh="有误之处", en="What is wrong")
CERTIFIED = Text(
    zh="可复核下界（由线性松弛的对偶值重新计算）{bound:,.4f}，比审定目标值低 {gap:.3%}",
    en="bound computed again from the duals of the relaxation: {bound:,.4f}, {gap:.3%} below the verified value",
)
NOT_RUN = Text(zh="未运行", en="Not run")
NO_FIGURE = Text(zh="无数据的阶段", en="Phases without a figure")
CUT = Text(zh="已中止：仅含中止前完成的部分", en="Interrupted: what was done before is told")
PROGRESS = Text(zh="第 1 轮的求解进展", en="Progress of the first round")
HOW = Text(
    zh=(
        "每格（一个算例、一个工具、一轮）在独立进程中运行；同一算例的各工具在同一轮内依次运行，"
        "比值为同一轮内与第一个工具之比的中位数。首个方案、1%、0.1%、证明自求解开始（含建模）计时，为求解器自述；"
        "求解合计另含成果取值与审查；目标值均经独立审查。内存为峰值减去该阶段开始时的占用。"
    ),
    en=(
        "Every cell (case, tool, round) is a process of its own; the tools of a case run in turn within a round, and a "
        "ratio is the median of those to the first tool in the same round. First plan, 1 %, 0.1 % and proof count from "
        "the start of the solve, compiling included, as the solver says; the search in all has publishing and audit "
        "too; values are judged by the audit. Memory is the peak less what stood when the phase began."
    ),
)


def phase(name: str) -> Text:
    """Return the name of a phase or mark."""
    return PHASES[name]
