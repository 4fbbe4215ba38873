"""What every part of a sheet needs to know: the report, its plan, and which columns carry the frame."""

from collections.abc import Iterable
from dataclasses import dataclass

from rasoat.tables.excel_pen import Box, Pen
from rasoat.tables.excel_styles import Styles
from rasoat.tables.font_metrics import line_count
from rasoat.tables.head import OfficialHead
from rasoat.tables.layout import Plan
from rasoat.tables.report import ReportTable

LINE_HEIGHT = 1.32  # of the type size
CELL_MARGIN = 6.0
_LEFT_SHARE = 0.42

Columns = tuple[int, int]
"""First and last column, both included."""


@dataclass(frozen=True, slots=True)
class SheetContext:
    """Shared by the functions that write one sheet, from top to bottom."""

    report: ReportTable
    head: OfficialHead
    plan: Plan
    styles: Styles
    pen: Pen

    @property
    def pages(self) -> list[Columns]:
        """The columns of each page across, without the repeated ones."""
        return [(start, stop - 1) for start, stop in self.plan.blocks]

    @property
    def main(self) -> Columns:
        """Where titles and notes go: the first page across; not into the stub when that repeats on other pages."""
        first, last = self.pages[0]
        return (self.plan.stub if self.plan.split else first), last

    @property
    def top_halves(self) -> tuple[Columns, Columns]:
        """Issuing body and motto. When the stub repeats, the issuing body stands in it, whole, on every page."""
        return ((0, self.plan.stub - 1), self.main) if self.plan.split else self.bottom_halves

    @property
    def bottom_halves(self) -> tuple[Columns, Columns]:
        """The columns of the two signatures."""
        first, last = self.main
        target = _LEFT_SHARE * self.width((first, last))
        middle = min(range(first, last), key=lambda column: abs(self.width((first, column)) - target))
        return (first, middle), (middle + 1, last)

    def width(self, columns: Columns) -> float:
        """Points over these columns."""
        return sum(self.plan.widths[columns[0] : columns[1] + 1])

    def height(self, text: str, columns: Columns, size: float, *, bold: bool = False) -> float:
        """Height of a row in which `text` is wrapped over the columns."""
        return line_count(text, self.width(columns) - CELL_MARGIN, size, bold=bold) * size * LINE_HEIGHT + 3.0

    def tallest(self, boxes: Iterable[Box], size: float, *, bold: bool = False) -> float:
        """Height of a row that holds these boxes of text."""
        return max((self.height(box.text, (box.first, box.last), size, bold=bold) for box in boxes), default=0.0)

    def box(self, columns: Columns, text: str, style: str) -> Box:
        """Text of a named style over columns."""
        return Box(*columns, text, self.styles.named(style))
