"""Fill a template with data: lines of markup, each with its place in the template, and the values beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import TracebackType
from typing import Any

from jinja2 import UndefinedError

from rasoat.papers.commands import LINE_CLOSE, LINE_OPEN, compiled
from rasoat.papers.faults import TemplateFault, TemplateFaultsError, fault
from rasoat.papers.formats import UnfitValueError
from rasoat.papers.sandbox import CLOSE, OPEN, STORE, ListPrintedError, Store
from rasoat.papers.values import plain

MOST_OUTPUT = 5_000_000
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_LINE_MARK = re.compile(f"{LINE_OPEN}(\\d+){LINE_CLOSE}")
_FIRST_MARKS = re.compile(f"(?:\\s*{_LINE_MARK.pattern})+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of markup. Values of the data stand in `text` as marks; `number` is the line of the template."""

    number: int
    text: str
    values: Sequence[str | bool]

    def words(self, text: str | None = None) -> str:
        """The line, or a part of it, with its values written out."""
        return MARK.sub(lambda mark: self.written(int(mark[1])), self.text if text is None else text)

    def part(self, text: str) -> "Line":
        """A part of the line, at the same place."""
        return Line(self.number, text, self.values)

    def written(self, at: int) -> str:
        """One value as text."""
        value = self.values[at]
        return value if isinstance(value, str) else "có" if value else "không"


def fill(text: str, data: Mapping[str, Any]) -> list[Line]:
    """The lines of a template filled with `data`. Raises `TemplateFaultsError`; TypeError for data of a wrong type."""
    template = compiled(text)
    values = plain(data)
    assert isinstance(values, dict)
    store = Store()
    try:
        pieces = template.generate({**values, STORE: store})
        output = "".join(_bounded(pieces))
    except (UndefinedError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
        raise TemplateFaultsError([_failure(error, values)]) from error
    return list(_lines(output, store.values))


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    written = 0
    for piece in pieces:
        written += len(piece)
        if written > MOST_OUTPUT:
            raise OverflowError("too much output")
        yield piece


def _lines(output: str, values: Sequence[str | bool]) -> Iterator[Line]:
    number = 1
    for raw in output.split("\n"):
        marks = _FIRST_MARKS.match(raw)
        number = int(marks[1]) if marks else number
        yield Line(number, _LINE_MARK.sub("", raw).strip(), values)


def _failure(error: Exception, data: Mapping[str, Any]) -> TemplateFault:
    line = _line_of(error.__traceback__)
    match error:
        case UndefinedError():
            near = get_close_matches(str(error), data, n=1)
            return fault("template-unknown-name", line, str(error), f"có phải là {near[0]}?" if near else "")
        case ListPrintedError():
            return fault("template-list-printed", line)
        case OverflowError() | RecursionError():
            return fault("template-too-much", line)
        case UnfitValueError():
            return fault("template-value", line, str(error))
        case _:
            return fault("template-value", line)


def _line_of(trace: TracebackType | None) -> int:
    """The line of the template in which an error came up; Jinja puts it into the traceback."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
