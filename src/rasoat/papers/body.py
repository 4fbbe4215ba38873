"""The body of a template: every line is a paragraph, or begins with a mark that makes it something else."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from rasoat.papers.faults import TemplateFault, TemplateFaultsError, fault
from rasoat.papers.filling import Line
from rasoat.papers.inline import blank, inline
from rasoat.papers.model import Align, Block, Heading, Item, PageBreak, Paragraph, QrCode, Rule
from rasoat.papers.sign_markup import is_row, read_signatures
from rasoat.papers.table_markup import read_table
from rasoat.papers.values import name_key

MOST_QR_LETTERS = 500
_COMMAND = re.compile(r"\[(?![ xX]\]|\ue000\d+\ue001\])([^\]]*)\](.*)")
_PLACED = {"giua": Align.CENTER, "phai": Align.RIGHT, "trai": Align.LEFT}
_HEADING = re.compile(r"(#{1,3}) +(.*)")
_ITEM = re.compile(r"(-|#\.|#\)) +(.*)")
_QR = re.compile(r"qr(?: (\d+))?(?: (giua|phai|trai))?(?: (canh))?")
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # as Vietnamese papers count


def read_body(lines: Sequence[Line]) -> list[Block]:
    """The blocks of the body. Raises `TemplateFaultsError` with the faults of every line."""
    return _Reader(lines).read()


class _Reader:
    """Goes down the lines; `at` is the next line to read."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if line.text]
        self.at = 0
        self.counts: Counter[int] = Counter()
        self.faults: list[TemplateFault] = []

    def read(self) -> list[Block]:
        blocks: list[Block] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            try:
                block = self._block(line)
            except TemplateFaultsError as error:
                self.faults += error.faults
                continue
            if not isinstance(block, Item):
                self.counts.clear()
            if block is not None:
                blocks.append(block)
        if self.faults:
            raise TemplateFaultsError(self.faults)
        return blocks

    def _block(self, line: Line) -> Block | None:
        if command := _COMMAND.match(line.text):
            return self._command(line, command[1], command[2].strip())
        if line.text.startswith("|"):
            raise TemplateFaultsError([fault("table-row-alone", line.number, line.words())])
        if line.text == "---":
            return Rule()
        if heading := _HEADING.fullmatch(line.text):
            level = len(heading[1])
            return Heading(inline(line.part(heading[2]), bold=True, italic=level == 3, leader=False), level)
        if item := _ITEM.fullmatch(line.text):
            return self._item(line, item[1], item[2])
        return _paragraph(line)

    def _item(self, line: Line, mark: str, rest: str) -> Item:
        words = inline(line.part(rest))
        if mark == "-":
            return Item("-", words)
        level = 2 if mark == "#)" else 1
        self.counts[level] += 1
        if level == 1:
            self.counts[2] = 0
        count = self.counts[level]
        return Item(f"{count}." if level == 1 else f"{_letter(count)})", words, level)

    def _command(self, line: Line, inside: str, rest: str) -> Block | None:
        words = name_key(line.words(inside))
        name = words.partition(" ")[0]
        if words in _PLACED:
            return _paragraph(line.part(rest), _PLACED[words])
        if words == "nho":
            return _paragraph(line.part(rest), Align.LEFT, small=True)
        if name == "qr":
            code, joined = _qr(line, words, rest)
            return replace(code, beside=self._paragraph_after()) if joined else code
        if words == "ngat trang" and not rest:
            return PageBreak()
        if words == "ky" and not rest:
            return read_signatures(line, self._following(is_row))
        if name == "bang" and not rest:
            rows = self._following(lambda row: row.text.startswith("|"))
            return read_table(line, inside.strip().partition(" ")[2], rows)
        known = words in ("ngat trang", "ky") or name == "bang"
        raise TemplateFaultsError(
            [fault("command-argument" if known else "command-unknown", line.number, line.words())]
        )

    def _paragraph_after(self) -> Paragraph | None:
        """The next block when it is a paragraph; anything else is left where it is."""
        at, counts = self.at, self.counts.copy()
        if at == len(self.lines):
            return None
        self.at += 1
        block = self._block(self.lines[at])
        if isinstance(block, Paragraph):
            return block
        self.at, self.counts = at, counts
        return None

    def _following(self, wanted: Callable[[Line], bool]) -> list[Line]:
        """The next lines as long as they belong to the block."""
        start = self.at
        while self.at < len(self.lines) and wanted(self.lines[self.at]):
            self.at += 1
        return self.lines[start : self.at]


def _paragraph(line: Line, align: Align = Align.BODY, *, small: bool = False) -> Paragraph | None:
    """None where the values leave nothing to print."""
    words = inline(line, italic=small, leader=align in (Align.BODY, Align.LEFT))
    return None if blank(words) else Paragraph(words, align, small)


def _qr(line: Line, words: str, rest: str) -> tuple[QrCode, bool]:
    """The code, and whether the next paragraph stands beside it."""
    options = _QR.fullmatch(words)
    if options is None or not 10 <= int(options[1] or 25) <= 80:
        raise TemplateFaultsError([fault("command-argument", line.number, line.words())])
    content = line.words(rest).strip()
    if not content or len(content) > MOST_QR_LETTERS:
        raise TemplateFaultsError([fault("qr-too-long" if content else "qr-empty", line.number, content)])
    return QrCode(content, float(options[1] or 25), _PLACED[options[2] or "trai"]), bool(options[3])


def _letter(count: int) -> str:
    return _LETTERS[(count - 1) % len(_LETTERS)]
