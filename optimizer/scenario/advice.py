"""Which solver to take on a case, in words, with reasons that stand in the trials.

Proven before unproven, then the time to the proof; without a proof the verified value, then the gap. A solver that said
something wrong is never recommended. Single runs drift: less than TIE times apart is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models import Text, Verdict
from optimizer.scenario.solvers_record import Trial

TIE = 2.0
ENDS = {
    "time": ("时限已到", "out of time"),
    "gap": ("自身值与界未合拢", "its own value and bound do not meet"),
    "proof": ("发布后差距超出要求", "the published figures are further from the bound than asked"),
    "interrupt": ("被中止", "interrupted"),
    "limit": ("达到其他限制", "another limit was met"),
    "failure": ("求解器出错", "the solver failed"),
}
Advice = tuple[str | None, tuple[Text, ...]]


def advice(trials: Sequence[Trial]) -> Advice:
    """Return the solver recommended, None when none is, and the sentences that say why."""
    ran = [one for one in trials if one.absent is None]
    sound = [one for one in ran if not one.faults]
    proven = sorted((one for one in sound if one.verdict == Verdict.PROVEN_BEST), key=_proof)
    impossible = sorted((one for one in sound if one.verdict == Verdict.IMPOSSIBLE), key=_proof)
    held = sorted((one for one in sound if one.plan is not None), key=lambda one: (one.values, one.gap or 0))
    faults = tuple(_faulty(one) for one in ran if one.faults)
    if proven:
        return proven[0].solver, (*_proven(proven), *_unproven(held), *faults)
    if impossible:
        return impossible[0].solver, (_impossible(impossible), *faults)
    if held:
        return held[0].solver, (*_held(held), *faults)
    return None, (_nothing(sound), *faults)


def _proof(trial: Trial) -> float:
    return trial.proof if trial.proof is not None else float("inf")


def _proven(proven: Sequence[Trial]) -> Iterator[Text]:
    first, spent = proven[0], f"{_proof(proven[0]):.1f}"
    yield Text(
        zh=f"建议用 {first.solver}：{spent} 秒证明最优。",
        en=f"Take {first.solver}: it proves the best plan in {spent} s.",
    )
    if len(proven) > 1:
        other, ratio = proven[1], _proof(proven[1]) / max(_proof(first), 1e-3)
        near = ratio < TIE
        zh = "单次运行差不足两倍，视为相当" if near else f"为其 {ratio:.1f} 倍"
        en = "less than twice as long, a tie for single runs" if near else f"{ratio:.1f} times as long"
        yield Text(
            zh=f"其次 {other.solver}，{_proof(other):.1f} 秒，{zh}。",
            en=f"Next {other.solver}, {_proof(other):.1f} s, {en}.",
        )
    yield _agreement(proven)


def _agreement(proven: Sequence[Trial]) -> Text:
    names = [one.solver for one in proven]
    zh, en = "、".join(names), ", ".join(names)
    if len(proven) == 1:
        return Text(
            zh=f"只有 {zh} 给出证明，尚无第二个求解器印证。", en=f"Only {en} proves it; no second solver bears it out."
        )
    if all(one.same_courses for one in proven):
        return Text(zh=f"{zh} 各自证明了同一方案。", en=f"{en} each prove the same plan.")
    return Text(
        zh=f"{zh} 证明的目标值相同而安排有别：最优方案不唯一，请查唯一性附加项。",
        en=f"{en} prove equal values with different courses: the best plan is not one of a kind; see the surcharge.",
    )


def _unproven(held: Sequence[Trial]) -> Iterator[Text]:
    for one in held:
        if one.verdict != Verdict.PROVEN_BEST:
            zh, en = ENDS.get(one.stop, (one.stop, one.stop))
            yield Text(
                zh=f"{one.solver} 未给出证明（{zh}），差距 {_gap(one)}。",
                en=f"{one.solver} gives no proof ({en}), gap {_gap(one)}.",
            )


def _held(held: Sequence[Trial]) -> Iterator[Text]:
    first = held[0]
    value = first.values[-1]
    yield Text(
        zh=f"限时内无一证明最优；{first.solver} 的方案最好（末层 {value}，差距 {_gap(first)}），建议用它并放宽时限。",
        en=f"None proves in time; the plan of {first.solver} is best (last tier {value}, gap {_gap(first)}): "
        "take it, with more time.",
    )
    for one in held[1:]:
        yield Text(
            zh=f"{one.solver}：末层 {one.values[-1]}，差距 {_gap(one)}。",
            en=f"{one.solver}: last tier {one.values[-1]}, gap {_gap(one)}.",
        )


def _impossible(trials: Sequence[Trial]) -> Text:
    names = [one.solver for one in trials]
    zh, en = "、".join(names), ", ".join(names)
    return Text(
        zh=f"{zh} 证明此算例没有可行方案；请用 lodeplan conflict 查冲突条款。",
        en=f"{en}: the case has no plan, as proven; see lodeplan conflict.",
    )


def _nothing(sound: Sequence[Trial]) -> Text:
    if not sound:
        return Text(zh="没有一个求解器的结果可信，不作推荐。", en="No solver can be trusted here: none is recommended.")
    return Text(zh="限时内均未得到方案，请放宽时限。", en="No plan was found in the time given: allow more.")


def _faulty(trial: Trial) -> Text:
    zh, en = "；".join(one.zh for one in trial.faults), "; ".join(one.en for one in trial.faults)
    return Text(zh=f"勿用 {trial.solver}：{zh}。", en=f"Do not take {trial.solver}: {en}.")


def _gap(trial: Trial) -> str:
    return "—" if trial.gap is None else f"{float(trial.gap):.1e}"
