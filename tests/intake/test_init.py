"""``init`` lays out an instance that ``check`` reads, asks for what is blank, and accepts once it is filled in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
import yaml
from intake.project import Project
from typer.testing import CliRunner

from models import BadInputError, Layer
from optimizer.cli.importing import import_
from optimizer.cli.init import init
from optimizer.instance import load_case
from optimizer.intake import init_instance
from optimizer.intake.spec import read_spec

BLANKS = {"title: {zh: , en: }": "title: {zh: 规划, en: plan}", "county: {zh: , en: }": "county: {zh: 县, en: county}",
          "base_year:   ": "base_year: 2020"}  # fmt: skip


def test_asks_for_what_is_blank(tmp_path: Path) -> None:
    init_instance(tmp_path / "new")
    with pytest.raises(BadInputError) as caught:
        load_case(tmp_path / "new")
    assert {(problem.file, problem.field) for problem in caught.value.problems} == {
        ("case.yaml", "frame.title.zh"), ("case.yaml", "frame.title.en"), ("case.yaml", "frame.county.zh"),
        ("case.yaml", "frame.county.en"), ("case.yaml", "frame.base_year")}  # fmt: skip


def test_filled_in_it_is_an_instance(tmp_path: Path) -> None:
    init_instance(tmp_path / "new")
    path = tmp_path / "new" / "case.yaml"
    text = path.read_text("utf-8")
    for blank, words in BLANKS.items():
        text = text.replace(blank, words)
    path.write_text(text, "utf-8")
    with pytest.raises(BadInputError) as caught:
        load_case(tmp_path / "new")
    assert [problem.code for problem in caught.value.problems] == ["LD-435"]  # no site yet
    with (tmp_path / "new" / "blocks.csv").open("a", encoding="utf-8") as file:
        file.write(
            "CQ-01,一号,one,,building_stone,open_pit,0.8,,,,,assumed: an example\n".replace("assumed", "*=assumed")
        )
    assert load_case(tmp_path / "new").case.frame.id == "new"
    assert len(read_spec(tmp_path / "new" / "source" / "import.yaml").spec.sources) == 2


def test_the_commented_layers_are_layers(tmp_path: Path) -> None:
    init_instance(tmp_path / "new")
    _, _, layers = (tmp_path / "new" / "case.yaml").read_text("utf-8").partition("# layers:\n")
    read = yaml.safe_load("layers:\n" + "\n".join(line[1:] for line in layers.splitlines() if line.startswith("#   ")))
    made = [Layer.model_validate(one) for one in read["layers"]]
    assert [one.touched for one in made] == ["clip", "clip", "consent", "drop"]
    assert (made[1].buffer_field, made[1].buffer_by["国道"], made[2].catalogue_classes) == ("GRADE", 500, (2, 3))


def test_never_over_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="LD-804"):
        init_instance(tmp_path)


def app() -> typer.Typer:
    made = typer.Typer()
    made.command("import")(import_)
    made.command("init")(init)
    return made


def test_command_line(tmp_path: Path) -> None:
    spec = Project(tmp_path / "in").write()
    done = CliRunner().invoke(app(), ["import", str(spec), "--out", str(tmp_path / "out"), "--json"])
    assert json.loads(done.stdout)["counts"] == {"county": 1, "blocks": 4, "mines": 2}
    done = CliRunner().invoke(app(), ["import", str(spec), "--guess", "--lang", "en"])
    assert "look it over" in done.stdout
    done = CliRunner().invoke(app(), ["init", str(tmp_path / "new"), "--json"])
    assert "source/import.yaml" in json.loads(done.stdout)["files"]
