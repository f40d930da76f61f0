"""Public figures that synthetic cases are held against: quarry blocks really sold and limits printed in plans.

Blocks: area [km²], resource [万t], recoverable [万t], capacity [万t/a], term [a], where the notice states them. Plans:
what is limited, where, figure. Sources: public notices of block sales, and plans of 2021-2025 of the places named, as
reported by ivfcd.com, gdtianyu.net, zgss.org.cn, ccement.com, m.xinfengxiang.cn, m.digipub.cc, mandaweeresort.com,
shashiyi.cn, olympiacleaningservice.com, linshu.gov.cn; the reference county 方城 from its own plan (L42, L44, L391).
"""

from __future__ import annotations

BLOCKS: tuple[tuple[str, float | None, float | None, float | None, float | None, float | None], ...] = (
    ("大冶市 梅家堍", 0.1192, 1653.76, 1013.22, 200, 6),
    ("大冶市 保安金山", 0.5134, 7349.489, 7091.81, 500, 15),
    ("大冶市 葫芦山", 0.2117, 3458.243, 3051.98, 500, 7.1667),
    ("卫辉市 米山洞", 1.835, 14900, None, 950, 16.7),
    ("禹州市 马沟", 2.7117, 26143.3, 23260, 1500, 17),
    ("崇阳县 石山", None, 26130, 23730.08, 960, 26.72),
    ("冷水江市 泉坪", 0.1218, 1412, None, None, 16.5),
    ("驻马店市 平上", 1.3894, None, 13850.92, 800, 19.7),
    ("和县 大山", 1.07, 12024.18, None, 700, None),
    ("谷城县 大包子", None, 26162, None, 520, 30),
    ("阳新县 军山", None, 10000, None, 500, 17),
    ("阳新县 马岭塘", None, 10000, None, 800, 11.22),
)
COUNTY_CAPS: tuple[tuple[str, float], ...] = (
    ("芜湖市 无为市", 1400), ("芜湖市 南陵县", 710), ("芜湖市 繁昌区", 2790), ("临沭县", 550), ("方城县", 1500),
)  # fmt: skip
"""Yearly output of building stone at most, by county [万t/a]."""
COUNTY_MINES: tuple[tuple[str, float], ...] = (("方城县", 40), ("娄底市 (5)", 166 / 5), ("宁夏 (22)", 323 / 22))
"""Mines a county [count], printed totals over counties."""
COUNT_CUTS: tuple[tuple[str, float], ...] = (("方城县", 45 / 40), ("宁夏", 260 / 323))
"""Mines allowed over mines there were [1]."""
CLASSES = (7, 5, 28)
"""Large, medium and small mines of the reference county [count]."""
