"""What a file may hold before it is refused, in one place: hostile or broken input ends in a clear error, not in swap.

Every bound is checked before the thing it bounds is built in memory, from headers and counts where the format has any.
"""

from __future__ import annotations

FILE_BYTES = 2 * 1024**3
"""Largest single file that is opened [bytes]."""
XML_BYTES = 256 * 1024**2
"""Largest KML text [bytes]."""
ARCHIVE_BYTES = 1024**3
"""Largest sum of unpacked sizes in a zip, KMZ or xlsx [bytes]."""
ARCHIVE_RATIO = 200
"""Largest unpacked size over packed size of an archive above ``ARCHIVE_FREE`` [1]."""
ARCHIVE_FREE = 16 * 1024**2
"""Unpacked size below which the ratio is not looked at [bytes]."""
ARCHIVE_MEMBERS = 2_000
"""Most files in an archive [count]."""
FEATURES = 1_000_000
"""Most features in a layer, or rows in a table [count]."""
COLUMNS = 1_000
"""Most fields [count]."""
PARTS = 10_000
"""Most parts of one geometry, or rings of one polygon [count]."""
POINTS = 2_000_000
"""Most points of one geometry [count]."""
TEXT = 4_000_000
"""Longest text in one cell [characters]."""
DEPTH = 64
"""Deepest nesting of elements in KML [count]."""
SAMPLE = 20_000
"""Records looked at to tell a text encoding [count]."""
