"""``lodeplan init``: an empty instance with commented bilingual templates; what is left blank, ``check`` asks for."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from optimizer.intake.codes import refuse
from optimizer.intake.starter_text import CASE, IMPORT, POLICY, README

TABLES = {
    "blocks.csv": "id,name.zh,name.en,township,mineral,method,area_km2,resource,recoverable,degree,most_capacity,"
    "sources",
    "mines.csv": "id,name.zh,name.en,licence,township,mineral,method,capacity,production_class,area_km2,resource,"
    "expires,sources",
    "demands.csv": "mineral,place,period,quantity,shortage_price,sources",
    "consents.csv": "site,layer,by,date,sources",
    "places.csv": "id,name.zh,name.en,east,north,sources",
}


def init_instance(folder: Path) -> tuple[Path, ...]:
    """Lay out an empty instance; return the files made. Raises BadInputError (LD-804) when the folder is there."""
    if folder.exists():
        raise refuse("LD-804", str(folder), value=str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    site = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(site, folder.name)
        site.chmod(0o755)
        site.rename(folder)
    except BaseException:
        shutil.rmtree(site, ignore_errors=True)
        raise
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _fill(site: Path, name: str) -> None:
    for part in ("layers", "scenarios", "source"):
        (site / part).mkdir()
    for file, text in {
        "case.yaml": CASE.replace("NAME", name),
        "policy.yaml": POLICY,
        "README.md": README.replace("NAME", name),
        "source/import.yaml": IMPORT.replace("NAME", name),
        **{table: f"{header}\n" for table, header in TABLES.items()},
    }.items():
        (site / file).write_text(text, encoding="utf-8")
