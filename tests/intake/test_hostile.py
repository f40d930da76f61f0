"""Large and hostile files end in a clear error, within bounded memory, and leave nothing behind."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pyogrio.raw
import pytest
import shapely
from intake.project import EAST, NORTH, Project, shp, zipped

from models import BadInputError
from optimizer.intake import import_instance, limits

LAUGHS = """<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><kml><Document><name>&c;</name></Document></kml>"""


def codes(project: Project, tmp_path: Path) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        import_instance(project.write(), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out-*"))
    assert all(problem.remedy.zh and problem.file for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


def spoiled(tmp_path: Path, form: str) -> Project:
    project = Project(tmp_path / "in")
    project.folder.mkdir(exist_ok=True)
    project.formats["blocks"] = form
    return project


@pytest.mark.parametrize("suffix", [".shp", ".shx"])
def test_header_claims_two_gigabytes(tmp_path: Path, suffix: str) -> None:
    project = spoiled(tmp_path, "shp")
    shp(project.folder / "blocks.shp", project.blocks)
    with (project.folder / f"blocks{suffix}").open("r+b") as file:
        file.seek(24)
        file.write(struct.pack(">I", 2**30 - 1))
    assert codes(project, tmp_path) == ["LD-820"]


def test_table_claims_a_billion_records(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "shp")
    shp(project.folder / "blocks.shp", project.blocks)
    with (project.folder / "blocks.dbf").open("r+b") as file:
        file.seek(4)
        file.write(struct.pack("<I", 10**9))
    assert codes(project, tmp_path) == ["LD-820"]


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_companion_missing(tmp_path: Path, suffix: str) -> None:
    project = spoiled(tmp_path, "shp")
    shp(project.folder / "blocks.shp", project.blocks)
    (project.folder / f"blocks{suffix}").unlink()
    assert codes(project, tmp_path) == ["LD-814"]


def test_cpg_that_lies(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "shp")
    shp(project.folder / "blocks.shp", project.blocks, "GBK")
    (project.folder / "blocks.cpg").write_text("UTF-8")
    assert codes(project, tmp_path) == ["LD-815"]


def test_bytes_in_no_encoding(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "shp")
    shp(project.folder / "blocks.shp", project.blocks)
    (project.folder / "blocks.cpg").unlink()
    dbf = project.folder / "blocks.dbf"
    dbf.write_bytes(dbf.read_bytes().replace("石门山2".encode(), b"\xff\xfe\xff\xff\xff\xff\xff\xff\xff2"))
    assert codes(project, tmp_path) == ["LD-817"]


def test_field_name_cut_inside_a_character(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "shp")
    shp(project.folder / "blocks.shp", project.blocks)
    dbf = project.folder / "blocks.dbf"
    name = "区块编号".encode()[:10]
    dbf.write_bytes(dbf.read_bytes().replace(b"SZXZQ\0\0\0\0\0", name, 1))
    assert "LD-818" in codes(project, tmp_path)


def test_text_cut_inside_a_character(tmp_path: Path) -> None:
    """石门山2 in a field of 10 bytes, the last of which is the first of 3 of another character."""
    project = spoiled(tmp_path, "shp")
    project.blocks.rows = [{**row, "GHQMC": f"石{n}石石"} for n, row in enumerate(project.blocks.rows)]
    shp(project.folder / "blocks.shp", project.blocks)
    dbf = project.folder / "blocks.dbf"
    head = dbf.read_bytes()
    assert "石1石石".encode() in head
    place = head.index(b"GHQMC")
    width = head[place + 16]
    text = "石1石石".encode().ljust(width)
    cut = ("石1石石".encode() + b"x" * width)[: width - 1] + b"\xe7"
    dbf.write_bytes(head.replace(text, cut))
    problems = import_instance(project.write(), tmp_path / "out").problems
    assert [(problem.code, problem.row, problem.field) for problem in problems] == [("LD-819", "CQ-02", "GHQMC")]


@pytest.mark.parametrize("name", ["../evil.shp", "/etc/evil.shp", "a/../../evil.shp", "C:\\evil.shp", "..\\evil.shp"])
def test_path_that_leaves_the_archive(tmp_path: Path, name: str) -> None:
    project = spoiled(tmp_path, "zip")
    with zipfile.ZipFile(project.folder / "blocks.zip", "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"x")
    assert codes(project, tmp_path) == ["LD-821"]


def test_link_in_an_archive(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "zip")
    with zipfile.ZipFile(project.folder / "blocks.zip", "w") as archive:
        info = zipfile.ZipInfo("blocks.shp")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, b"/etc/passwd")
    assert codes(project, tmp_path) == ["LD-821"]


def test_zip_bomb(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "zip")
    with zipfile.ZipFile(project.folder / "blocks.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("blocks.geojson", b" " * (32 * 1024**2))
    assert codes(project, tmp_path) == ["LD-822"]


def test_excel_bomb(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "xlsx")
    with zipfile.ZipFile(project.folder / "blocks.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (32 * 1024**2))
    assert "LD-822" in codes(project, tmp_path)


def test_archive_with_too_many_files(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "zip")
    with zipfile.ZipFile(project.folder / "blocks.zip", "w") as archive:
        for number in range(limits.ARCHIVE_MEMBERS + 1):
            archive.writestr(f"{number}.txt", b"")
    assert codes(project, tmp_path) == ["LD-822"]


def test_archive_with_two_layers(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "zip")
    zipped(project.folder / "blocks.zip", project.blocks)
    with zipfile.ZipFile(project.folder / "blocks.zip", "a") as archive:
        archive.writestr("other.geojson", b"{}")
    assert codes(project, tmp_path) == ["LD-825"]


def test_archive_that_is_none(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "zip")
    (project.folder / "blocks.zip").write_bytes(b"PK\3\4 nonsense")
    assert codes(project, tmp_path) == ["LD-810"]


def test_billion_laughs(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "kml")
    (project.folder / "blocks.kml").write_text(LAUGHS)
    assert codes(project, tmp_path) == ["LD-823"]


def test_kml_nested_without_end(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "kml")
    (project.folder / "blocks.kml").write_text("<kml>" + "<Folder>" * 1000)
    assert codes(project, tmp_path) == ["LD-824"]


def test_kml_that_stops(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "kml")
    (project.folder / "blocks.kml").write_text("<kml><Document><Placemark>")
    assert codes(project, tmp_path) == ["LD-810"]


def test_million_part_multipolygon(tmp_path: Path) -> None:
    """Measured in a process of its own: the geometry is 93 MB of WKB, once in GDAL and once as bytes."""
    project = spoiled(tmp_path, "gpkg")
    part = shapely.to_wkb(shapely.box(EAST, NORTH, EAST + 1, NORTH + 1), byte_order=1)
    blobs = np.array([struct.pack("<BII", 1, 6, 1_000_000) + part * 1_000_000], dtype=object)
    pyogrio.raw.write(project.folder / "blocks.gpkg", blobs, [np.array(["CQ-01"], dtype=object)], ["GHQBH"],
                      layer="blocks", driver="GPKG", geometry_type="MultiPolygon", crs="EPSG:4547")  # fmt: skip
    spec = project.write()
    code = (
        "import resource, sys; from pathlib import Path; from models import BadInputError\n"
        "from optimizer.intake import import_instance\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: import_instance(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except BadInputError as error: print(error.problems[0].code, error.problems[0].row)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(spec), str(tmp_path / "out")], capture_output=True,
                          text=True, check=True, cwd=Path(__file__).parents[2])  # fmt: skip
    told, grown = done.stdout.splitlines()
    assert told == "LD-824 #1"
    assert int(grown) < 600


@pytest.mark.parametrize("form", ["gpkg", "geojson", "shp", "xlsx", "csv", "kml"])
def test_noise_for_a_file(tmp_path: Path, form: str) -> None:
    project = spoiled(tmp_path, form)
    for part in (form, "shx", "dbf") if form == "shp" else (form,):
        (project.folder / f"blocks.{part}").write_bytes(b"\0\1\2\3" * 64)
    assert set(codes(project, tmp_path)) <= {"LD-810", "LD-820"}


def test_geodatabase_cut_off(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "gdb")
    project.write()
    for part in (project.folder / "blocks.gdb").glob("*.gdbtable"):
        part.write_bytes(part.read_bytes()[:30])
    assert codes(project, tmp_path) == ["LD-810"]


def test_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)
    assert set(codes(Project(tmp_path / "in"), tmp_path)) == {"LD-824"}


def test_more_features_than_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FEATURES", 3)
    assert codes(Project(tmp_path / "in"), tmp_path) == ["LD-824"]


def test_type_unknown(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "gpkg")
    (project.folder / "blocks.wt").write_text("MapGIS")
    project.blocks.spec["file"] = "blocks.wt"
    assert codes(project, tmp_path) == ["LD-811"]


def test_several_layers_and_none_named(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "gpkg")
    project.write()
    pyogrio.write_dataframe(pyogrio.read_dataframe(project.folder / "mines.gpkg"), project.folder / "blocks.gpkg",
                            layer="more", append=True)  # fmt: skip
    assert codes(project, tmp_path) == ["LD-812"]


def test_no_feature_at_all(tmp_path: Path) -> None:
    project = spoiled(tmp_path, "csv")
    (project.folder / "blocks.csv").write_text("GHQBH,GHQMC,SZXZQ,KCZKZ,KCFS,GHQMJ,ZYL,拐点坐标\n", "utf-8")
    project.blocks.spec["crs"] = "EPSG:4547"
    assert codes(project, tmp_path) == ["LD-813"]
