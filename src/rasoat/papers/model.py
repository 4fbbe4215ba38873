"""What a paper is made of, whatever face it is given: a frame and blocks, with all words already filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Align(StrEnum):
    """Where words stand between the margins. `BODY` is justified with an indented first line."""

    BODY = "body"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style; "\\n" is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A box, ticked or to be ticked by hand."""

    ticked: bool


@dataclass(frozen=True, slots=True)
class Leader:
    """Dots up to the end of the line, to be written on by hand."""


Inline = Run | Check | Leader
Words = Sequence[Inline]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is centred, 2 and 3 begin at the left."""

    words: Words
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a small one is a note in smaller italics."""

    words: Words
    align: Align = Align.BODY
    small: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list with its label ("-", "1.", "a)"); level 2 stands further in."""

    label: str
    words: Words
    level: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `columns` columns and `rows` rows."""

    words: Words
    columns: int = 1
    rows: int = 1


Row = Sequence[Cell | None]  # None where another cell reaches


@dataclass(frozen=True, slots=True)
class Column:
    """Width in percent of the text's width."""

    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Head rows repeat on each page; no row is split between pages unless it is taller than half of one.

    Every row has one entry a column. `size` in points; None is one less than the paper's.
    """

    columns: Sequence[Column]
    head: Sequence[Row]
    body: Sequence[Row]
    ruled: bool = True
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: a line above (place and date), titles in bold, the hint in italics, room, the printed name."""

    title: Words
    hint: Words = ()
    name: Words = ()
    above: Words = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """One to three signatures side by side; one alone stands at the right."""

    columns: Sequence[Signature]


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code, its side in millimetres. `beside`: a paragraph that stands next to it, on the same height."""

    content: str
    side: float = 25
    align: Align = Align.LEFT
    beside: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A short line in the middle."""


Block = Heading | Paragraph | Item | Table | Signatures | QrCode | PageBreak | Rule


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the blocks. Lists hold one entry a line; empty parts are left out.

    `number` is None where the paper has no number, and empty where it is filled in by hand. `unchecked_layout`
    prints the words "bố cục chưa đối chiếu". `size` is the type in points.
    """

    higher: Sequence[str] = ()
    issuer: Sequence[str] = ()
    form: str = ""
    number: str | None = None
    place_date: str = ""
    title: Sequence[str] = ()
    subtitle: Sequence[str] = ()
    addressees: Sequence[str] = ()
    recipients: Sequence[str] = ()
    copies: int | None = None
    motto: bool = True
    landscape: bool = False
    size: float = 13
    page_numbers: bool = True
    watermark: str = ""
    unchecked_layout: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A frame and what it holds, in the order of reading."""

    frame: Frame
    blocks: Sequence[Block] = field(default=())

    def table_rows(self) -> int:
        """Rows of all tables."""
        return sum(len(block.head) + len(block.body) for block in self.blocks if isinstance(block, Table))

    def recipients_beside(self) -> int | None:
        """Which block carries the recipients at its left: the last signatures, when one signs alone."""
        last = [at for at, block in enumerate(self.blocks) if isinstance(block, Signatures)][-1:]
        alone = [at for at in last if len(self._signatures(at).columns) == 1]
        return alone[0] if alone and (self.frame.recipients or self.frame.copies) else None

    def recipients_below(self) -> bool:
        """Whether the recipients stand at the very end."""
        return bool(self.frame.recipients or self.frame.copies) and self.recipients_beside() is None

    def _signatures(self, at: int) -> Signatures:
        block = self.blocks[at]
        assert isinstance(block, Signatures)
        return block


def plain(words: Words) -> str:
    """The words without style, boxes and dots."""
    return "".join(part.text for part in words if isinstance(part, Run))


def cells(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells that begin in a row, each with its column."""
    return ((at, cell) for at, cell in enumerate(row) if cell is not None)
