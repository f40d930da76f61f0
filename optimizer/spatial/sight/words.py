"""The words in which a planner is told what is wrong with a terrain, or what stands in for one."""

from __future__ import annotations

from collections.abc import Sequence

from models import Layer, Problem, Text
from optimizer.spatial.codes import problem, words

PLACE = "layers/terrain.asc"


def absent(layers: Sequence[Layer]) -> Problem:
    """Word LD-660."""
    names = " ".join(layer.id for layer in layers)
    return problem(
        "LD-660",
        words(
            f"图层 {names} 要求按视线判定可视范围，但没有地形：最大可视距离内全部计入",
            f"the layers {names} ask for lines of sight, but there is no terrain: all ground within their caps counts",
        ),
        words("补充 layers/terrain.asc 或 layers/terrain.tif", "add layers/terrain.asc or layers/terrain.tif"),
        file=PLACE, row=names, field="sight", fatal=False,
    )  # fmt: skip


def unreadable(file: str, reason: Text) -> Problem:
    """Word LD-661."""
    return problem(
        "LD-661",
        words(f"无法读取地形：{reason.zh}", f"the terrain cannot be read: {reason.en}"),
        words(
            "重新导出为 ESRI ASCII 格网或 GeoTIFF，按县域裁剪",
            "export it again as an ESRI ASCII grid or a GeoTIFF, cut to the county",
        ),
        file=file, row="terrain",
    )  # fmt: skip


def library(file: str) -> Problem:
    """Word LD-662."""
    return problem(
        "LD-662",
        words(
            "读取 GeoTIFF 或变换地形坐标系需要 rasterio，本机未安装",
            "reading a GeoTIFF, or bringing a terrain into the case's system, needs rasterio, which is not installed",
        ),
        words(
            "pip install 'lodeplan[terrain]'，或在 GIS 中以案例坐标系导出为 terrain.asc 和 terrain.prj",
            "pip install 'lodeplan[terrain]', or export terrain.asc and terrain.prj in the case's system from a GIS",
        ),
        file=file, row="terrain",
    )  # fmt: skip


def unknown(file: str, layer: str, cells: int, share: float) -> Problem:
    """Word LD-663."""
    return problem(
        "LD-663",
        words(
            f"图层 {layer} 有 {cells} 个格网（{share:.1%}）或其观察点没有可用高程，按可视计入",
            f"layer {layer}: {cells} cells ({share:.1%}), or points that see them, have no usable height and count as "
            "in sight",
        ),
        words("换用覆盖全部区块及其周边的地形", "use a terrain that covers all sites and what surrounds them"),
        file=file, row=layer, field="sight", value=str(cells), fatal=False,
    )  # fmt: skip


def resampled(file: str, source: str, target: str) -> Problem:
    """Word LD-664."""
    return problem(
        "LD-664",
        words(
            f"地形由 {source} 双线性重采样到 {target}",
            f"the terrain was resampled bilinearly from {source} to {target}",
        ),
        words("无需处理；或以案例坐标系提供", "nothing needs to be done; or give it in the case's system"),
        file=file, row="terrain", field="crs", value=source, fatal=False,
    )  # fmt: skip


def coarse(file: str, layer: str, cell: float, cap: float) -> Problem:
    """Word LD-665."""
    return problem(
        "LD-665",
        words(
            f"格网 {cell:.0f} m 相对于图层 {layer} 的最大可视距离 {cap:.0f} m 过粗",
            f"cells of {cell:.0f} m are coarse for the cap of {cap:.0f} m of layer {layer}",
        ),
        words("换用更细的地形", "use a finer terrain"),
        file=file, row=layer, field="sight", value=f"{cell:.2f}", fatal=False,
    )  # fmt: skip
