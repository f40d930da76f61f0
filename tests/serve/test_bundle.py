"""The committed bundle is what its sources give: rebuilt from the lock file it is the same, byte for byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

FRONT = Path(__file__).parents[2] / "optimizer" / "serve" / "front"
ASSETS = ("board.js", "board.css", "LICENCES.txt")


@pytest.mark.long
def test_the_bundle_rebuilds_to_the_same_bytes(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no npm on this machine")
    front = tmp_path / "front"
    shutil.copytree(FRONT, front, ignore=shutil.ignore_patterns("node_modules"))
    got = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=front,
        capture_output=True,
        text=True,
        check=False,
    )
    if got.returncode:
        pytest.skip(f"the packages cannot be had: {got.stderr[-200:]}")
    (tmp_path / "out").mkdir()
    subprocess.run([str(front / "build"), str(tmp_path / "out")], check=True)
    for name in ASSETS:
        assert (tmp_path / "out" / name).read_bytes() == (FRONT.parent / "static" / name).read_bytes(), name


def test_the_lock_file_names_no_registry_and_seals_every_package() -> None:
    lock = json.loads((FRONT / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all("resolved" not in one and one["integrity"].startswith("sha512-") for one in packages.values())


def test_licences_of_what_is_bundled_stand_beside_it() -> None:
    text = (FRONT.parent / "static" / "LICENCES.txt").read_text("utf-8")
    for name in ("ol", "tabulator-tables", "echarts", "zrender", "rbush"):
        assert f"\n{name} " in text, name
    assert "BSD" in text and "MIT" in text and "Apache" in text
