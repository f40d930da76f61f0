"""The words of the problems of reading files (LD-1xx) and of applying scenarios (LD-5xx)."""

from __future__ import annotations

READING: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "LD-101",
        "找不到 {value}",
        "{value} was not found",
        "检查文件夹路径；算例文件夹必须含 case.yaml",
        "check the folder's path; an instance folder must hold case.yaml",
    ),
    (
        "LD-102",
        "文件不是 UTF-8 编码",
        "the file is not UTF-8 text",
        "另存为 UTF-8 编码的文本（Excel：CSV UTF-8）",
        "save it as UTF-8 (in Excel: CSV UTF-8)",
    ),
    (
        "LD-103",
        "YAML 语法错误：{detail}",
        "YAML cannot be read: {detail}",
        "检查该行的缩进、冒号和引号",
        "check indentation, colons and quotes on this line",
    ),
    (
        "LD-104",
        "同一节中“{value}”写了两次",
        "“{value}” is written twice in one section",
        "只保留一处",
        "keep one of them",
    ),
    (
        "LD-105",
        "表是空的，没有字段名",
        "the table is empty and has no field names",
        "第一行写字段名；不需要此表则删除文件",
        "write the field names in the first row, or delete the file",
    ),
    (
        "LD-106",
        "该行有 {found} 格，而表头只有 {wanted} 列",
        "the row has {found} cells, the header {wanted} columns",
        "检查该行多余的逗号；含逗号的文字要加引号",
        "look for stray commas; put text with commas in quotes",
    ),
    (
        "LD-107",
        "列“{value}”出现两次",
        "column “{value}” appears twice",
        "删除重复的列",
        "delete one of the columns",
    ),
    (
        "LD-108",
        "“{value}”既在 {other} 又在 {here} 中",
        "“{value}” stands both in {other} and in {here}",
        "只在一处保留",
        "keep it in one place only",
    ),
    (
        "LD-109",
        "单元格无法解读：{detail}",
        "the cell cannot be read: {detail}",
        "列表用 ; 分隔，对应关系写作 键=值 并用 | 分隔，或写 JSON",
        "separate a list by ;, write a mapping as key=value separated by |, or write JSON",
    ),
    (
        "LD-110",
        "文件 {value} 不在算例格式内，未读取{hint}",
        "file {value} is not part of the format and was not read{hint}",
        "改正文件名，或将其移出算例文件夹",
        "correct its name, or move it out of the folder",
    ),
    (
        "LD-111",
        "没有 policy.yaml，各条款取默认值",
        "there is no policy.yaml; every clause takes its default",
        "需要时补充 policy.yaml",
        "add policy.yaml where the defaults do not fit",
    ),
    (
        "LD-112",
        "文件无法打开：{detail}",
        "the file cannot be opened: {detail}",
        "检查文件权限以及是否被其他程序占用",
        "check permissions and whether another program holds it",
    ),
)

SCENARIO: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "LD-501",
        "没有情景“{value}”{hint}",
        "there is no scenario “{value}”{hint}",
        "可用的情景：{choices}",
        "scenarios at hand: {choices}",
    ),
    (
        "LD-502",
        "路径“{value}”写法有误：{detail}",
        "path “{value}” cannot be read: {detail}",
        "写法：名称.名称，列表行写 [id]、[字段=值] 或 [*]",
        "write name.name, and a row of a list as [id], [field=value] or [*]",
    ),
    (
        "LD-503",
        "路径“{value}”在算例中找不到“{missing}”{hint}",
        "path “{value}” finds no “{missing}” in the case{hint}",
        "可选：{choices}",
        "at hand: {choices}",
    ),
    (
        "LD-504",
        "“{value}”不能这样更改：{detail}",
        "“{value}” cannot be changed so: {detail}",
        "set 改值，scale 乘系数，add 追加到列表，remove 删除",
        "set a value, scale a figure, add to a list, remove a part",
    ),
    (
        "LD-505",
        "情景互为基础：{value}",
        "scenarios are based on one another: {value}",
        "从其中一个情景中去掉 base",
        "drop base from one of them",
    ),
    (
        "LD-506",
        "情景标识“{value}”与文件名“{wanted}”不同",
        "scenario id “{value}” differs from the file's name “{wanted}”",
        "使二者一致",
        "make them the same",
    ),
)
