"""One claim of a cross-check, and the words it is told in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rasoat.tables.reading import Place, Sheet
from rasoat.tables.report import CheckResult

HOUSEHOLDS, PERSONS = "Hộ", "Nhân khẩu"
LINES_EN = {
    HOUSEHOLDS: "households", PERSONS: "persons", "": "households", "Hộ nghèo": "poor households",
    "Khẩu nghèo": "poor persons", "Hộ cận nghèo": "near-poor households", "Khẩu cận nghèo": "near-poor persons",
}  # fmt: skip
Relation = Literal["=", "<=", ">="]


@dataclass(frozen=True, slots=True)
class Said:
    """A number and where it stands, in both languages."""

    vi: str
    en: str
    value: int | None


def cell(sheet: Sheet, place: Place, key: str, line: str = "") -> Said:
    """A printed number: `biểu 3 cột 9 (Hộ)`."""
    table, column = sheet.table.number, key.removeprefix("c") if key[1:].isdigit() and key[0] == "c" else key
    lines = (f" ({line})", f" ({LINES_EN.get(line, line)})") if line else ("", "")
    return Said(
        f"biểu {table} cột {column}{lines[0]}", f"report {table} column {column}{lines[1]}", sheet.get(place, key, line)
    )


def claim(
    check: str, severity: str, place: Place, left: Said, relation: Relation, right: Said, why_unknown: str = ""
) -> CheckResult:
    """Compare two numbers; unknown when either is blank. `difference` is left minus right."""
    if left.value is None or right.value is None:
        blank = left if left.value is None else right
        return unknown(check, severity, place, why_unknown or f"{blank.vi} để trống", f"{blank.en} is blank")
    holds = {
        "=": left.value == right.value, "<=": left.value <= right.value, ">=": left.value >= right.value
    }[relation]  # fmt: skip
    difference = left.value - right.value
    vi = f"{left.vi} là {left.value}, {right.vi} là {right.value}"
    en = f"{left.en} is {left.value}, {right.en} is {right.value}"
    if not holds:
        vi += f": phải {_RELATION_VI[relation]}, chênh {difference:+d}"
        en += f": must be {_RELATION_EN[relation]}, off by {difference:+d}"
    return CheckResult(check, severity, holds, place[0], vi, en, difference)


def unknown(check: str, severity: str, place: Place, vi: str, en: str) -> CheckResult:
    """The inputs cannot tell."""
    return CheckResult(check, severity, None, place[0], f"chưa kiểm tra được: {vi}", f"cannot tell: {en}")


def summed(vi: str, en: str, values: Iterable[int | None]) -> Said:
    """A sum of numbers; unknown when one of them is."""
    known = list(values)
    value = None if not known or None in known else sum(number for number in known if number is not None)
    return Said(vi, en, value)


_RELATION_VI = {"=": "bằng nhau", "<=": "không lớn hơn", ">=": "không nhỏ hơn"}
_RELATION_EN = {"=": "equal", "<=": "no more than", ">=": "no less than"}
