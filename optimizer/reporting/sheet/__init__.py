"""Map-sheet furniture: an A3 page, scale bar, north arrow, kilometre grid, labels, legend, table, colours, saving.

Knows no mining; works on any projected CRS in metres. Usual order: `page.open_sheet`, plot layers on `sheet.map`,
`labels.place` and `labelling.draw`, `legend.draw`, `table.draw`, `save.save`.
"""
