"""A problem of an input, told to a planner: a stable code, where it is, what is wrong, what to try."""

from __future__ import annotations

from pydantic import Field

from models.base import Record, Text


class Problem(Record):
    """One problem; all of an input's problems are told at once."""

    code: str = Field(title="代码", pattern=r"^[A-Z]{2,4}-\d{3}$", description="stable code")
    file: str = Field(title="文件", default="", description="file")
    row: str = Field(title="行、记录", default="", description="row, line or record")
    field: str = Field(title="字段", default="", description="field")
    value: str = Field(title="所见值", default="", description="value found")
    message: Text = Field(title="问题", description="what is wrong")
    remedy: Text = Field(title="处理建议", description="what to try")
    fatal: bool = Field(title="是否为错误（否则为提示）", default=True, description="a problem, or only a warning")


class BadInputError(Exception):
    """An input that cannot be used; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.code} {p.file} {p.row} {p.field}: {p.message.en}" for p in problems))
