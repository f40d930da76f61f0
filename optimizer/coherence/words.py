"""The words of every incoherence, by code: severity, Chinese, English. Braces are slots for figures and names."""

from __future__ import annotations

from typing import Literal

Severity = Literal["contradiction", "tension", "note"]

WORDS: dict[str, tuple[Severity, str, str]] = {
    "LC-101": (
        "contradiction",
        "所述比例 {ratio} 与数量 {counts} 不符：{name_zh}{count}/{base} = {true}，而不是 {part}（{part} 相当于 "
        "{means} 个）",
        "the stated ratio {ratio} is not that of {counts}: {name_en} {count}/{base} = {true}, not {part} ({part} "
        "would mean {means})",
    ),
    "LC-102": (
        "contradiction",
        "没有整数个矿山既合计 {total} 又成比例 {ratio}",
        "no whole numbers of mines add up to {total} in the ratio {ratio}",
    ),
    "LC-103": (
        "contradiction",
        "{name_zh}矿山由 {before} 个变为 {after} 个，变化为 {change}，而不是所述的 {stated}",
        "{name_en} mines went from {before} to {after}, a change of {change}, not {stated} as stated",
    ),
    "LC-104": (
        "contradiction",
        "{parts} = {total}，而所述合计为 {stated}",
        "{parts} = {total}, but the stated total of {name} is {stated}",
    ),
    "LC-105": (
        "contradiction",
        "规划所述{name_zh}为 {stated} {unit}，而数据表中为 {found} {unit}",
        "the plan states {stated} {unit} for {name_en}, the records give {found} {unit}",
    ),
    "LC-106": (
        "note",
        "同一指标两种写法：{box} 与 {text}，仅在恰好相等时结论不同",
        "one target printed in two ways, {box} and {text}: they differ only at exact equality",
    ),
    "LC-107": (
        "contradiction",
        "同一指标两个数值：{box} 与 {text}",
        "one target printed with two figures, {box} and {text}",
    ),
    "LC-201": (
        "tension",
        "现有 {mines} 个矿山加 {blocks} 个区块共 {total} 个，超过上限 {most} 个；不关闭时至多投放 {room} 个区块，全"
        "部投放至少须关闭 {excess} 个（或以整合等量减少）",
        "{mines} mines and {blocks} blocks make {total}, above the {most} allowed; without closures {room} blocks "
        "at most can be licensed, and licensing all takes {excess} closures at least, or their equal in mergers",
    ),
    "LC-202": (
        "tension",
        "大中型矿山现为 {major}/{total} = {today}，要求 {sign}{share}；不投放新矿时须关闭小型矿山 {closed} 个，或升"
        "级 {raised} 个，或两矿合一 {merged} 次；新增 0…{most} 个中型以上矿山时，连同数量上限至少关闭：{closures}；"
        "或两矿合一：{mergers}；仅就比例至少升级：{upgrades}",
        "{major} of {total} mines are large or medium, {today}, where {sign}{share} is wanted; with no new mine "
        "that takes {closed} closures of small mines, or {raised} upgrades, or {merged} mergers of two; with 0…"
        "{most} new medium-or-larger mines the least closures, count limit included, are {closures}; mergers of "
        "two instead: {mergers}; upgrades, for the share alone: {upgrades}",
    ),
    "LC-301": (
        "contradiction",
        "{name_zh}（{period}）需求 {wanted} {unit}，总量上限 {most}：即使产足上限仍缺 {short}，上限只能满足高值的 "
        "{covered}",
        "{name_en} ({period}): demand {wanted} {unit}, cap {most}; even at the cap {short} are short, and it "
        "covers {covered} of the high end",
    ),
    "LC-302": (
        "note",
        "{name_zh}（{period}）需求恰等于总量上限 {most} {unit}：产量只能恰为此数，多则超标，少则短缺",
        "{name_en} ({period}): demand equals the cap of {most} {unit}, so output can only be exactly that; more "
        "breaks the cap, less leaves a shortage",
    ),
    "LC-303": (
        "tension",
        "{name_zh}在 {periods} 的需求超出一切可能的供应：{period} 需求 {wanted} {unit}，全部矿山、区块尽早投放并按"
        "最大规模生产、加外购至多 {most}，缺 {short}",
        "{name_en}: demand in {periods} is above all that could be supplied; in {period} {wanted} {unit} are wanted"
        ", every mine and block at its largest and soonest, with imports, gives {most} at most: {short} are short",
    ),
    "LC-304": (
        "note",
        "{name_zh}需求 {wanted}，现有产量 {today}，缺口 {gap} {unit}：{blocks} 个区块须平均 {each}（现有产量退出时 "
        "{alone}），而按最低规模合计只有 {least}",
        "{name_en}: demand {wanted}, present output {today}, a gap of {gap} {unit}; {blocks} block(s) must average "
        "{each} ({alone} once present output has gone), while their lowest scales add up to {least}",
    ),
    "LC-305": (
        "contradiction",
        "{name_zh}（{period}）需求 {wanted} {unit}，各行政区总量上限合计 {most}（{parts_zh}）：即使都产足仍缺 {short}，"
        "合计只能满足高值的 {covered}",
        "{name_en} ({period}): demand {wanted} {unit}, the caps of administrative units together {most} ({parts_en}); "
        "even at all of them {short} are short, and they cover {covered} of the high end",
    ),
    "LC-401": (
        "tension",
        "{name_zh}现有 {mines} 个矿山、{blocks} 个区块，若都达到最低开采规模，合计 {total} {unit}，超过上限 {most}"
        "；上限只容得下 {room} 个，即 {whole} 个",
        "{name_en}: {mines} mine(s) and {blocks} block(s) at the lowest scale make {total} {unit}, above the cap "
        "of {most}, which has room for {room}, that is {whole}",
    ),
    "LC-402": (
        "tension",
        "{name_zh}上限 {most} {unit}，一个矿山按最低规模即超：{broken_zh}",
        "{name_en}: the cap is {most} {unit}, and a single mine at the least scale breaks it: {broken_en}",
    ),
    "LC-403": (
        "tension",
        "{name_zh} {blocks} 个区块若都属大型储量，最低合计 {total} {unit}（加现有 {today} 为 {all}），上限 {most}："
        "保留现有产量时至多 {kept} 个大型，现有产量退出时至多 {alone} 个",
        "{name_en}: {blocks} block(s), were all large, start at {total} {unit} ({all} with the present {today}), "
        "the cap is {most}; {kept} at most can be large beside present output, {alone} without it",
    ),
    "LC-404": (
        "tension",
        "{name_zh}全部 {blocks} 个区块按各自储量规模的最低规模投放合计 {total} {unit}，加现有产量 {today} 为 {all}"
        "，超过上限 {most}，超出 {excess}",
        "{name_en}: all {blocks} block(s) at the least scale of their own reserve class make {total} {unit}, {all} "
        "with the present {today}: {excess} above the cap of {most}",
    ),
    "LC-405": (
        "note",
        "有总量上限而无最低开采规模（按无此规定处理）：{names_zh}",
        "capped, but without a least scale (taken as no rule): {names_en}",
    ),
    "LC-406": (
        "note",
        "有最低开采规模而无总量上限（按无此规定处理）：{names_zh}",
        "with a least scale, but not capped (taken as no rule): {names_en}",
    ),
    "LC-407": (
        "note",
        "有矿山或区块，而既无上限也无最低规模（按无此规定处理）：{names_zh}",
        "mined, but neither capped nor with a least scale (taken as no rule): {names_en}",
    ),
    "LC-408": (
        "tension",
        "{name_zh}{size_zh}储量（不足 {upper} {reserve_unit}）按最低规模 {floor} {unit}/a 至多开采 {life} 年，达不"
        "到最短服务年限 {least} 年",
        "{name_en}: {size_en} reserves (below {upper} {reserve_unit}) last {life} years at most at the least scale "
        "of {floor} {unit}/a, short of the {least} years asked for",
    ),
    "LC-501": (
        "contradiction",
        "{name_zh}目标新增 {resource} {unit} 并新增大中型矿产地 {deposits} 处，而中型下限为 {limit} {class_unit}，"
        "至少需要 {least}",
        "{name_en}: the target is {resource} {unit} of new resource and {deposits} new large or medium deposit(s), "
        "but a medium one starts at {limit} {class_unit}: {least} at least are needed",
    ),
    "LC-502": (
        "tension",
        "{name_zh}有找矿目标，而 {blocks} 个勘查规划区块中没有一个以它为矿种（{others_zh}）",
        "{name_en} has a target, but none of the {blocks} exploration block(s) seeks it ({others_en})",
    ),
    "LC-503": (
        "note",
        "{name_zh}上限 {cap} {unit}/a，{years} 年可采出 {taken}，而目标新增 {resource}，只能接替 {covered}",
        "{name_en}: the cap of {cap} {unit}/a lets out {taken} in {years} years; the target of {resource} replaces "
        "{covered}",
    ),
    "LC-601": (
        "contradiction",
        "{name_zh}可以整体开发、不得分割，却拟设 {quota} 个采矿权（每个平均 {each} km²）",
        "{name_en} can be developed as one and must not be divided, yet {quota} licences are planned in it ({each} "
        "km² each)",
    ),
    "LC-602": (
        "tension",
        "{name_zh}内有 {blocks} 个区块（{ids}），拟设采矿权只有 {quota} 个",
        "{name_en} holds {blocks} blocks ({ids}) for a quota of {quota}",
    ),
    "LC-603": (
        "contradiction",
        "{name_zh}面积 {area} km²，其内区块面积合计 {total} km²",
        "{name_en} measures {area} km², the blocks inside it {total} km²",
    ),
    "LC-604": (
        "note",
        "集中开采区面积的小数位数不一（{areas} km²），合计 {total} 只准到 ±{step} km²",
        "areas are printed to different decimals ({areas} km²): their sum {total} is good to ±{step} km² only",
    ),
    "LC-701": (
        "contradiction",
        "{stated} 折合 {implied} t/m³：按密度 {density} t/m³ 矿石体积应为 {ore} 万m³；若指荒料，则荒料率达 "
        "{claimed}，按荒料率 {rate} 只有 {block} 万m³",
        "{stated} is {implied} t/m³; at {density} t/m³ the ore is {ore} 万m³; read as block it would be a yield of "
        "{claimed}, while at {rate} it is {block} 万m³",
    ),
    "LC-702": (
        "note",
        "准入所要求的勘查程度，登记的 {total} 处矿产地中只有 {admitted} 处（{covered}）达到",
        "the degree of exploration asked for is reached by {admitted} of {total} deposits ({covered})",
    ),
    "LC-703": (
        "tension",
        "{number} 个采矿权在基期 {year} 年前已到期，却仍计为现有矿山且未列为可关闭：{names}",
        "{number} licence(s) had run out before the base year {year}, yet count as mines and may not be closed for "
        "it: {names}",
    ),
    "LC-704": (
        "tension",
        "规划 {number} 个露天开采区块，而新建露天矿山至多 {most} 个",
        "{number} open-pit blocks are planned, where {most} new open pits are allowed",
    ),
}
