"""The Office files open in LibreOffice: every page is there and Chinese words come out of it as they went in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from reporting.papers import made

from optimizer.reporting.papers.compose import paper_of
from optimizer.reporting.papers.sheets import xlsx
from optimizer.reporting.papers.word import docx

OFFICE = shutil.which("soffice")


@pytest.mark.long
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_what_was_written(maps: Path, tmp_path: Path) -> None:
    matter = made.small(maps=True)
    (tmp_path / "plan.docx").write_bytes(docx(paper_of(matter, "zh"), maps))
    (tmp_path / "tables.xlsx").write_bytes(xlsx(matter, "zh"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path / "out")]
    for name in ("plan.docx", "tables.xlsx"):
        subprocess.run([*command, str(tmp_path / name)], check=True, capture_output=True, timeout=180)
    words = made.text_of((tmp_path / "out" / "plan.pdf").read_bytes())
    sections = [re.sub(r"\s", "", section.title) for section in paper_of(matter, "zh").sections]
    assert all(any(title in page for page in words) for title in sections)
    sheets = "".join(made.text_of((tmp_path / "out" / "tables.pdf").read_bytes()))
    assert "东山石料区块（示意）" in sheets.replace("(", "（").replace(")", "）")
