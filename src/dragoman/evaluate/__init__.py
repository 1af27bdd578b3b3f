"""How good the reading is: gold, scorers, calibration and the floors under the figures.

Each measure reads the texts of a gold file with the pipeline that everybody uses, stores nothing, and gives a
`score.Score`. The measures are listed in `measures.MEASURES`. Nothing is imported here: the command `times` needs one
module of this package and no model.
"""
