"""The bureau's own template: filled as documented, names that stay text, faults told with a code."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from reporting.papers import made

from models import BadInputError
from optimizer.reporting.papers.layout import Page
from optimizer.reporting.papers.steady import EPOCH
from optimizer.reporting.papers.template import context, filled

DOCS = Path(__file__).parents[3] / "docs"
SAMPLE = DOCS / "bureau-template.docx"


def written(folder: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / "template.docx"
    document.save(str(path))
    return path


def lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


def test_the_sample_is_filled_and_its_bytes_do_not_depend_on_the_clock(maps: Path) -> None:
    matter = made.small(maps=True)
    first = filled(SAMPLE, matter, "zh", maps)
    assert filled(SAMPLE, matter, "zh", maps) == first
    assert made.clocks(first) == {EPOCH}
    document = Document(BytesIO(first))
    assert [cell.text for cell in document.tables[0].rows[1].cells][:2] == ["B1", "东山石料区块（示意）"]
    assert "合计：面积 2.0000 km²，采矿权 1 个" in lines(first)  # 1.25 + 0.75 km², B1 licensed
    assert len(document.inline_shapes) == 3
    assert "某县规划" in document.sections[0].header.paragraphs[0].text
    assert not any("{" in line for line in lines(first))


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    path = written(
        tmp_path, "{{ title }}", "{{ office }}", "{%p for row in tables.licences.rows %}", "{{ row.name }}",
        "{%p endfor %}", "{%p for row in tables.mines.rows %}", "{{ row.name }}", "{%p endfor %}",
        "{{p tables.mines.block }}",
    )  # fmt: skip
    told = lines(filled(path, made.hostile(), "en"))
    assert told[0] == made.HOSTILE[2]
    assert told[1] == made.HOSTILE[4]
    assert told[2:8] == list(made.HOSTILE[:6])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ nothing }}", "nothing"),
        ("{{ tables.licences.rows[0].nothing }}", "nothing"),
        ("{% for x in summary %}", "for"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_what_is_wrong_with_a_template_is_told(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(BadInputError) as caught:
        filled(written(tmp_path, line), made.small(), "zh")
    (problem,) = caught.value.problems
    assert problem.code == "LD-773"
    assert words in problem.message.en or words in problem.message.zh


@pytest.mark.parametrize("content", [b"", b"not a document", b"PK\x03\x04"])
def test_a_file_that_is_no_document_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "old.docx"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        filled(path, made.small(), "zh")
    assert caught.value.problems[0].code == "LD-772"


def test_the_documented_keys_are_those_that_there_are() -> None:
    values = context(replace(made.small(), dossiers=()), "zh", Page("given", 160, 0, 0))
    page = (DOCS / "papers.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z_]+)`", page.partition("## Template")[2], re.MULTILINE))
    assert set(values) | {"maps"} <= documented
    assert set(values["tables"]) <= set(re.findall(r"`([a-z_]+)`", page))
