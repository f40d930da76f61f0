"""The codes of everything that can be wrong with a layer, and the one way to word a problem."""

from __future__ import annotations

from models import Problem, Text

CODES: tuple[tuple[str, str], ...] = (
    ("LD-601", "a layer does not say its coordinate system"),
    ("LD-602", "the case's coordinate system is missing, unknown or not in projected metres"),
    ("LD-603", "numbers and declared system contradict each other: degrees against metres"),
    ("LD-604", "eastings carry a zone number that the declared system does not have, or lack one that it has"),
    ("LD-605", "easting and northing are swapped"),
    ("LD-606", "a layer lies outside the area where its declared system is used"),
    ("LD-607", "a layer is in the 1954 or 1980 datum, which needs local parameters to convert"),
    ("LD-610", "a layer's file cannot be read"),
    ("LD-611", "a layer holds no feature"),
    ("LD-612", "a layer has no field id"),
    ("LD-613", "an id stands twice in a layer"),
    ("LD-614", "a feature's id has no record in the case"),
    ("LD-615", "a record has no feature in its layer"),
    ("LD-616", "the file that an exclusion layer names does not exist"),
    ("LD-617", "a file holds several layers and none, or an unknown one, is named"),
    ("LD-618", "a role has more than one file"),
    ("LD-619", "a layer's file lies outside the folder layers/"),
    ("LD-620", "a feature has no geometry, an empty one, an open ring, or a coordinate that is not a number"),
    ("LD-621", "a geometry is invalid: it crosses or touches itself"),
    ("LD-622", "a site's geometry is not an area"),
    ("LD-623", "a point stands twice in a row on a boundary"),
    ("LD-624", "a site consists of several parts"),
    ("LD-625", "a site has a spike or sliver"),
    ("LD-626", "heights or measures of coordinates are not used"),
    ("LD-627", "two features have the same outline"),
    ("LD-630", "a site lies outside the county"),
    ("LD-631", "stated and measured area differ"),
    ("LD-632", "two blocks cover the same ground"),
    ("LD-633", "a site lies outside the area or zone that its record names"),
    ("LD-634", "a site's stated coordinates lie off its outline"),
    ("LD-635", "a site lies in another township than its record names"),
    ("LD-636", "a township layer has no field with the townships' names"),
    ("LD-637", "a site lies in an area or zone that is for other minerals"),
    ("LD-640", "a site has no position to haul from"),
    ("LD-641", "haul weight needs a content that the site does not have"),
    ("LD-642", "an exclusion layer in force has no file, so nothing is excluded by it"),
    ("LD-643", "the roads fall into pieces that nothing joins"),
    ("LD-644", "a site or place lies too far from every road"),
    ("LD-645", "no road joins a site with a place"),
    ("LD-646", "features of a road layer are no lines"),
    ("LD-650", "after clipping nothing is left that could be mined"),
    ("LD-660", "a layer asks for lines of sight and there is no terrain: all ground within its cap counts"),
    ("LD-661", "the terrain cannot be read"),
    ("LD-662", "reading or resampling the terrain needs rasterio, which is not installed"),
    ("LD-663", "heights are missing: ground that they leave in doubt counts as in sight"),
    ("LD-664", "the terrain was resampled into the case's system"),
    ("LD-665", "the terrain is coarse for the cap of a layer's sight"),
    ("LD-670", "a layer with a buffer by class lacks the field, or states only one of buffer_field and buffer_by"),
    ("LD-671", "features have a class that buffer_by does not list, and no positive buffer_m stands for the rest"),
    ("LD-672", "features have a class that buffer_by does not list and take buffer_m"),
    ("LD-673", "the resource grid has no field resources"),
    ("LD-674", "a cell of the resource grid has no amount, or one that is negative or not a number"),
    ("LD-675", "a cell of the resource grid is a line"),
    ("LD-676", "a cell of the resource grid belongs to a block that the case does not have"),
    ("LD-677", "the resource grid's total in a block differs from the resources stated"),
    ("LD-678", "the resource grid holds nothing in a block that is clipped"),
    ("LD-679", "a consent is on record for a site that the layer does not touch"),
)


def problem(
    code: str,
    message: Text,
    remedy: Text,
    *,
    file: str = "",
    row: str = "",
    field: str = "",
    value: str = "",
    fatal: bool = True,
) -> Problem:
    """Return a problem told to a planner; ``row`` names the feature."""
    return Problem(code=code, file=file, row=row, field=field, value=value, message=message, remedy=remedy, fatal=fatal)


def words(zh: str, en: str) -> Text:
    """Return the same sentence in both languages."""
    return Text(zh=zh, en=en)
