"""A synthetic province, reproducible from a seed. Nobody in it exists.

province = generate("tinh-mau-2026")
write(province, Path("demo-out"))
"""

from rasoat.demo.finish import closing_households, finish
from rasoat.demo.generate import generate, preset_names
from rasoat.demo.province import Province
from rasoat.demo.published import ComparedFigure, Counts, compare, counts_of
from rasoat.demo.writing import write

__all__ = [
    "ComparedFigure",
    "Counts",
    "Province",
    "closing_households",
    "compare",
    "counts_of",
    "finish",
    "generate",
    "preset_names",
    "write",
]
