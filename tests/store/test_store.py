"""Run folders: whole or not there, read back as written, and no change goes unseen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from reporting import sample

from models import Case, Outcome
from optimizer.store import About, RunError, canonical, digest, read_run, tampered, write_run
from optimizer.store.canonical import digest_file
from optimizer.store.manifest import Manifest, seal_of

ABOUT = About(solver="highs", solver_version="1.10", seed=7, scenarios=("strict",), seconds={"solve": 1.5})


def write(folder: Path, **more: object) -> Path:
    instance = folder.parent / "instance"
    (instance / "layers").mkdir(parents=True, exist_ok=True)
    (instance / "case.yaml").write_text("frame: {}\n", "utf-8")
    (instance / "layers" / "county.geojson").write_text("{}", "utf-8")
    inputs = {name: digest_file(instance / name) for name in ("case.yaml", "layers/county.geojson")}
    about = About(**(vars(ABOUT) | {"inputs": inputs}))
    parts = {"tables/1.csv": b"a,b\r\n", "maps/": lambda path: (path / "1.png").write_bytes(b"png")}
    write_run(folder, sample.case(), sample.outcome(), parts, about, instance=instance, **more)  # type: ignore[arg-type]
    return folder


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    run = read_run(write(tmp_path / "run"))
    assert run.case == sample.case()
    assert run.outcome == sample.outcome()
    assert (run.manifest.solver, run.manifest.seed, run.manifest.scenarios) == ("highs", 7, ("strict",))
    assert set(run.manifest.seconds) == {"solve", "tables", "maps"}
    assert sorted(run.manifest.files) == [
        "inputs/case.json", "inputs/instance/case.yaml", "inputs/instance/layers/county.geojson", "maps/1.png",
        "outcome.json", "tables/1.csv",
    ]  # fmt: skip
    assert tampered(tmp_path / "run") == ()


def test_case_and_outcome_are_canonical(tmp_path: Path) -> None:
    folder = write(tmp_path / "run")
    for name, model in (("inputs/case.json", Case), ("outcome.json", Outcome)):
        content = (folder / name).read_bytes()
        assert canonical(model.model_validate_json(content)) == content
        assert "萤石".encode() in content or name == "outcome.json"
    assert canonical({"b": 2, "a": [1.5]}) == b'{\n  "a": [\n    1.5\n  ],\n  "b": 2\n}\n'
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})


def _edit(name: str) -> Callable[[Path], None]:
    return lambda run: (run / name).write_bytes((run / name).read_bytes() + b" ")


@pytest.mark.parametrize(
    "name",
    ["inputs/case.json", "inputs/instance/case.yaml", "inputs/instance/layers/county.geojson", "outcome.json",
     "tables/1.csv", "maps/1.png"],
)  # fmt: skip
@pytest.mark.parametrize("way", ["changed", "missing", "link"])
def test_every_file_is_watched(tmp_path: Path, name: str, way: str) -> None:
    run = write(tmp_path / "run")
    if way == "changed":
        _edit(name)(run)
    elif way == "missing":
        (run / name).unlink()
    else:
        shutil.move(run / name, tmp_path / "elsewhere")
        (run / name).symlink_to(tmp_path / "elsewhere")
    assert [(one.path, one.way) for one in tampered(run)] == [(name, way)]


def test_added_files_and_a_lost_manifest_are_told(tmp_path: Path) -> None:
    run = write(tmp_path / "run")
    (run / "maps" / "more.png").write_bytes(b"x")
    assert [(one.path, one.way) for one in tampered(run)] == [("maps/more.png", "added")]
    (run / "manifest.json").write_text("{}", "utf-8")
    assert [one.way for one in tampered(run)] == ["unreadable"]
    (run / "manifest.json").unlink()
    assert [one.way for one in tampered(run)] == ["missing"]
    assert tampered(run)[0].message.en == "manifest.json is missing"


@pytest.mark.parametrize(
    ("field", "value"),
    [("created", "1999"), ("solver", "other"), ("seed", 8), ("seconds", {}), ("inputs", {}), ("packages", {}),
     ("seal", "0"), ("scenarios", []), ("settings", {"a": 1})],
)  # fmt: skip
def test_the_manifest_is_sealed(tmp_path: Path, field: str, value: object) -> None:
    run = write(tmp_path / "run")
    manifest = json.loads((run / "manifest.json").read_bytes())
    (run / "manifest.json").write_bytes(canonical(manifest | {field: value}))
    assert [(one.path, one.way) for one in tampered(run)] == [("manifest.json", "seal")]


def test_a_key_written_twice_breaks_the_seal(tmp_path: Path) -> None:
    run = write(tmp_path / "run")
    raw = (run / "manifest.json").read_text("utf-8")
    (run / "manifest.json").write_text(raw.replace('{\n  "answer"', '{\n  "seed": 9,\n  "answer"', 1), "utf-8")
    assert [one.way for one in tampered(run)] == ["seal"]


@pytest.mark.parametrize("part", ["plan", "totals", "bound"])
def test_the_answer_is_hashed_by_part(tmp_path: Path, part: str) -> None:
    """Someone changes the outcome, and reseals files and manifest, but not the answer's hashes."""
    run = write(tmp_path / "run")
    outcome = json.loads((run / "outcome.json").read_bytes())
    if part == "plan":
        outcome["plan"]["decisions"][0]["capacity"] = 301
    elif part == "totals":
        outcome["periods"][0]["total"] = 5
    else:
        outcome["bound"] = 12
    (run / "outcome.json").write_bytes(canonical(outcome))
    manifest = json.loads((run / "manifest.json").read_bytes())
    manifest["files"]["outcome.json"] = digest_file(run / "outcome.json")
    manifest["seal"] = seal_of(Manifest.model_validate(manifest))
    (run / "manifest.json").write_bytes(canonical(manifest))
    assert [(one.path, one.way) for one in tampered(run)] == [("outcome.json", "answer")]


def test_a_run_is_never_replaced_unasked(tmp_path: Path) -> None:
    run = write(tmp_path / "run")
    before = (run / "manifest.json").read_bytes()
    with pytest.raises(RunError, match="LD-701"):
        write(run)
    assert (run / "manifest.json").read_bytes() == before
    write(run, overwrite=True)
    assert tampered(run) == ()


def test_a_folder_that_is_no_run_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("dear", "utf-8")
    with pytest.raises(RunError, match="LD-702"):
        write(tmp_path / "home", overwrite=True)
    assert (tmp_path / "home" / "thesis.txt").read_text("utf-8") == "dear"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failure_leaves_nothing_behind(tmp_path: Path, error: type[BaseException]) -> None:
    def fails(_: Path) -> None:
        raise error

    run = write(tmp_path / "run")
    before = (run / "manifest.json").read_bytes()
    with pytest.raises(error):
        write_run(run, sample.case(), sample.outcome(), {"x": b"1", "y": fails}, ABOUT, overwrite=True)
    assert (run / "manifest.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["instance", "run"]


def test_inputs_that_change_meanwhile_are_refused(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("frame: {}\n", "utf-8")
    about = About(inputs={"case.yaml": "0" * 64})
    with pytest.raises(RunError, match="LD-703"):
        write_run(tmp_path / "run", sample.case(), sample.outcome(), {}, about, instance=tmp_path)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", "c:\\x"])
def test_parts_stay_in_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunError, match="LD-704"):
        write_run(tmp_path / "run", sample.case(), sample.outcome(), {name: b"x"}, ABOUT)


@pytest.mark.parametrize("name", ["inputs/case.json", "outcome.json", "manifest.json"])
def test_an_unreadable_run_is_a_named_error(tmp_path: Path, name: str) -> None:
    run = write(tmp_path / "run")
    (run / name).write_text("{", "utf-8")
    with pytest.raises(RunError, match="LD-705"):
        read_run(run)
