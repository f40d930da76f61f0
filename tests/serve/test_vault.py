"""No name leads out of the store, and what is kept reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import text
from hypothesis import given
from hypothesis import strategies as st

from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft, Edit, pushed
from optimizer.serve.vault import Snapshot, Vault, filed

NAMES = (
    "../../etc/passwd",
    "..\\..\\x",
    "/tmp/x",
    "a/b",
    "C:x",
    "NUL",
    ".",
    "..",
    "a\0b",
    "<script>",
    "=cmd|' /C calc'!A0",
    "名" * 60,
)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_snapshot_is_called_it_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    vault = Vault(tmp_path / "store")
    vault.keep_snapshot(Snapshot(name=name, time="2026-01-01T00:00:00+00:00", draft=Draft(), key="base"))
    vault.keep_draft(name, pushed(Draft(), Edit(text=text(name.strip() or "x"))))
    assert [one.name for one in vault.snapshots()] == [name.strip()]
    assert vault.draft(name).at == 1
    everything = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.parent.parent == tmp_path / "store" for path in everything)
    assert len(everything) == 2


@given(st.text())
def test_file_names_are_plain(name: str) -> None:
    assert filed(name).removesuffix(".json").isalnum()


def test_a_spoilt_file_is_told_and_not_taken_for_nothing(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.keep_draft("me", Draft())
    next((tmp_path / "drafts").iterdir()).write_text("{", "utf-8")
    with pytest.raises(BoardError, match="LD-912"):
        vault.draft("me")


def test_snapshots_of_one_name_replace_one_another(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    for time in ("2026-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00"):
        vault.keep_snapshot(Snapshot(name="a", time=time, draft=Draft(), key="base"))
    assert [one.time[:10] for one in vault.snapshots()] == ["2026-01-02"]
