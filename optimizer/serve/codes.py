"""What the board refuses, in one place: a stable code, what is wrong, what to try, and the HTTP status it answers with.

Braces are filled with what was found.
"""

from __future__ import annotations

from models import BadInputError, Problem, Text

CODES: dict[str, tuple[int, str, str, str, str]] = {
    "LD-901": (500, "评审台所需的库未安装：{value}", "the board's libraries are not installed: {value}",
               "pip install 'lodeplan[board]'", "pip install 'lodeplan[board]'"),
    "LD-902": (500, "监听 {value} 会对外开放，但未设口令", "listening on {value} opens the board, and no token is set",
               "用 --token 或环境变量 LODEPLAN_TOKEN 设口令（至少 8 个字符），或监听 127.0.0.1",
               "set a token of 8 characters or more by --token or LODEPLAN_TOKEN, or listen on 127.0.0.1"),
    "LD-903": (422, "无法如此更改：{value}", "this cannot be changed so: {value}", "改用清单中所列的对象与数值",
               "choose what and how much from the list"),
    "LD-904": (429, "排队已满（{value} 项）", "the queue is full ({value} jobs)", "稍候再试", "try again later"),
    "LD-905": (409, "您已有一项求解在进行", "a solve of yours is at work already", "等其结束，或先取消",
               "wait, or cancel it"),
    "LD-906": (413, "请求过大或过慢（上限 {value}）", "the request is too large or too slow (limit {value})",
               "分次提交", "send less at once"),
    "LD-907": (404, "没有 {value}", "there is no {value}", "刷新页面", "reload the page"),
    "LD-908": (403, "请求来源不符：{value}", "the request comes from elsewhere: {value}",
               "从评审台自己的网址打开页面；反向代理用 --host-name 声明域名",
               "open the page at the board's own address; name a proxy's host by --host-name"),
    "LD-909": (401, "未登录或口令不符", "not signed in, or the token is wrong", "输入口令", "enter the token"),
    "LD-910": (409, "会议记录第 {value} 行与前文不符，已停止追加",
               "line {value} of the minutes does not follow from those before",
               "将该文件移出存储目录并查明改动", "move the file out of the store and find out who changed it"),
    "LD-911": (409, "没有可用的方案：{value}", "there is no plan to use: {value}", "先求解", "solve first"),
    "LD-913": (500, "无法监听 {value}", "cannot listen on {value}", "换一个端口（--port），或结束占用它的程序",
               "choose another --port, or end what holds it"),
    "LD-920": (413, "一次最多比较 {value} 个方案", "at most {value} plans can be compared at once", "少选几个",
               "choose fewer"),
    "LD-921": (422, "至少要选 {value} 个不同的方案", "at least {value} plans are wanted, not the same", "再选一个",
               "choose another"),
    "LD-912": (500, "无法读取 {value}", "{value} cannot be read", "检查存储目录", "check the store folder"),
}  # fmt: skip
"""Code: status, words in Chinese and English, what to try in Chinese and English."""


class BoardError(BadInputError):
    """A request that the board does not carry out; `status` is its HTTP status."""

    def __init__(self, code: str, value: object = "", problems: tuple[Problem, ...] = ()) -> None:
        status, zh, en, try_zh, try_en = CODES[code]
        told = str(value)
        self.status = status
        first = Problem(
            code=code, value=told, message=Text(zh=zh.replace("{value}", told), en=en.replace("{value}", told)),
            remedy=Text(zh=try_zh, en=try_en),
        )  # fmt: skip
        super().__init__((first, *problems))
