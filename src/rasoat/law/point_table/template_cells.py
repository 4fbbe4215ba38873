"""Cells of one sheet of a filled workbook, read strictly: a fault names sheet, cell, value and remedy."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rasoat.law.faults import Fault, Place
from rasoat.law.point_table.finding import Words, finding

_DIGITS = re.compile(r"[0-9]{1,16}")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def column_letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class Cells:
    """Rows of a sheet as calamine gives them, counted from 0. Faults are collected, never raised."""

    file: str
    sheet: str
    rows: list[list[Any]]
    faults: list[Fault] = field(default_factory=list)

    def raw(self, row: int, column: int) -> Any:
        """The value of a cell; None when it is empty or holds blanks only."""
        value = self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None
        if isinstance(value, str):
            value = unicodedata.normalize("NFC", value).strip() or None
        return value

    def is_blank(self, row: int, column: int) -> bool:
        """True for an empty cell."""
        return self.raw(row, column) is None

    def place(self, row: int, column: int) -> Place:
        """The place of a cell, as Excel shows it."""
        return Place(file=self.file, sheet=self.sheet, row=row + 1, column=column_letters(column))

    def refuse(self, row: int, column: int, rule: str, what: Words, remedy: Words) -> None:
        """Note a fault of a cell."""
        cell = f"{self.sheet}!{column_letters(column)}{row + 1}"
        value = self.raw(row, column)
        words = (f"ô {cell}: {what[0]}", f"cell {cell}: {what[1]}")
        self.faults.append(finding(rule, self.place(row, column), words, remedy, "" if value is None else value))

    def text(self, row: int, column: int, *, required: str = "") -> str:
        """The text of a cell, empty when blank; `required` names what must stand there."""
        value = self.raw(row, column)
        if value is None:
            if required:
                self.refuse(row, column, "cell-empty", (f"thiếu {required}", "must not be empty"), _FILL)
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return value.isoformat() if isinstance(value, date) else str(value)

    def code(self, row: int, column: int, pattern: str, what: str) -> str:
        """A required code that matches `pattern`."""
        text = self.text(row, column, required=what)
        if text and not re.fullmatch(pattern, text):
            words = (
                f"{what} chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ",
                f"not a code: {pattern}",
            )
            self.refuse(row, column, "cell-not-code", words, ("viết lại mã, ví dụ from_20", "rewrite the code"))
        return text

    def integer(self, row: int, column: int, most: int) -> int | None:
        """A whole number from 0 to `most`; None when blank or wrong (then a fault is noted)."""
        value = self.raw(row, column)
        if value is None:
            return None
        whole = isinstance(value, float) and value.is_integer()
        digits = isinstance(value, str) and _DIGITS.fullmatch(value) is not None
        is_number = whole or digits or (isinstance(value, int) and not isinstance(value, bool))
        number = int(value) if is_number else None
        if number is None or not 0 <= number <= most:
            words = (f"phải là số nguyên từ 0 đến {most}", f"must be a whole number from 0 to {most}")
            remedy = ("ghi số nguyên, không dấu chấm, dấu phẩy, chữ", "write a whole number")
            self.refuse(row, column, "cell-not-integer", words, remedy)
            return None
        return number

    def day(self, row: int, column: int) -> date | None:
        """A date cell, or text as day/month/year or year-month-day; None when blank or wrong."""
        value = self.raw(row, column)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        try:
            match = _DAY.fullmatch(str(value))
            return date(*(int(part) for part in match.groups()[::-1])) if match else date.fromisoformat(str(value))
        except ValueError:
            words = ("không phải ngày/tháng/năm", "not a date day/month/year")
            self.refuse(row, column, "cell-not-date", words, ("ghi ngày, ví dụ 01/01/2022", "write a date"))
            return None

    def word(self, row: int, column: int, words: Mapping[str, str], what: str) -> str:
        """The code behind one of the words of a drop-down list; empty when blank or wrong."""
        text = self.text(row, column, required=what)
        for code, word in words.items():
            if text.casefold() in {code.casefold(), unicodedata.normalize("NFC", word).casefold()}:
                return code
        if text:
            listed = ", ".join(words.values())
            self.refuse(
                row,
                column,
                "cell-not-in-list",
                (f"{what} không thuộc danh sách", "not in the list"),
                (f"chọn một trong: {listed}", f"choose one of: {listed}"),
            )
        return ""


_FILL: Words = ("điền ô này", "fill in this cell")
