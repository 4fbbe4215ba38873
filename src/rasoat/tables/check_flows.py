"""Cross-checks of movement and of sums: X01-X04, X14, X15."""

from collections.abc import Iterator

from rasoat.tables.cell_rules import Place
from rasoat.tables.claims import HOUSEHOLDS, PERSONS, Said, cell, claim, summed, unknown
from rasoat.tables.reading import Sheet
from rasoat.tables.report import CheckResult

Sheets = dict[str, Sheet]
_DOWN, _UP = ("c2", "c3", "c4"), ("c5", "c6", "c7", "c8")
_ARRIVALS = ("c4", "c8")
_IN_REPORT_1 = {("2", HOUSEHOLDS): "c3", ("3", HOUSEHOLDS): "c5", ("2", PERSONS): "c9", ("3", PERSONS): "c11"}
"""The column of report 1 that holds the closing of a movement report."""


def movement_adds_up(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X01: closing = opening - down + up, in both reports and both lines."""
    for number in ("2", "3"):
        for line in (HOUSEHOLDS, PERSONS):
            if sheet := sheets.get(number):
                added = [cell(sheet, place, key, line) for key in ("c1", *_UP)]
                taken = [cell(sheet, place, key, line) for key in _DOWN]
                formula = summed("tính từ 1-2-3-4+5+6+7+8", "computed from 1-2-3-4+5+6+7+8", added, taken)
                yield claim("X01", "error", place, cell(sheet, place, "c9", line), "=", formula)


def crossings_agree(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X02 and X03: who leaves one list for the other is the same in both reports."""
    if not {"2", "3"} <= set(sheets):
        return
    poor, near = sheets["2"], sheets["3"]
    for line in (HOUSEHOLDS, PERSONS):
        yield claim("X02", "error", place, cell(poor, place, "c2", line), "=", cell(near, place, "c5", line))
        yield claim("X03", "error", place, cell(poor, place, "c5", line), "=", cell(near, place, "c3", line))


def results_agree(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X04: report 1 has the closing figures of reports 2 and 3."""
    for (number, line), key in _IN_REPORT_1.items():
        if {"1", number} <= set(sheets):
            closing = cell(sheets[number], place, "c9", line)
            yield claim("X04", "error", place, cell(sheets["1"], place, key), "=", closing)


def opening_is_last_closing(sheets: Sheets, place: Place, before: Sheets | None) -> Iterator[CheckResult]:
    """X14: this round opens with what the round before closed with, same standard and unit.

    The closing is column 9 of the round before or, where its own movement is not known, the same count in its
    report 1.
    """
    for number in ("2", "3"):
        if number not in sheets:
            continue
        last = (before or {}).get(number) or (before or {}).get("1")
        if last is None:
            yield unknown("X14", "error", place, "chưa có bảng của kỳ trước", "no tables of the round before")
        elif last.table.standard_id != sheets[number].table.standard_id:
            yield unknown("X14", "error", place, "kỳ trước theo chuẩn khác", "the round before is of another standard")
        else:
            for line in (HOUSEHOLDS, PERSONS):
                closed = _closing(before or {}, place, number, line)
                if closed is None:
                    yield unknown("X14", "error", place, "kỳ trước không có địa bàn này (đơn vị đã sắp xếp?)",
                                  "the round before does not have this unit (units merged?)")  # fmt: skip
                else:
                    yield claim("X14", "error", place, cell(sheets[number], place, "c1", line), "=", closed)


def _closing(before: Sheets, place: Place, number: str, line: str) -> Said | None:
    """What the round before closed with; None when it does not have the place."""
    key = _IN_REPORT_1[number, line]
    for sheet, column, own in ((before.get(number), "c9", line), (before.get("1"), key, "")):
        if sheet is None or place not in sheet.places:
            continue
        said = cell(sheet, place, column, own)
        if said.value is not None or sheet is before.get("1"):
            return Said(f"{said.vi} kỳ trước", f"{said.en} of the round before", said.value)
    return None


def parts_add_up(sheets: Sheets, top: Place, moves: int | None) -> Iterator[CheckResult]:
    """X15: the parts add up to the unit in every count.

    Households that went from one part to another stand in columns 4 and 8 of the parts only. Where `moves` says that
    there were some, columns 2-8 of reports 2 and 3 are held to what such moves can do to the household lines: the
    parts have more in columns 4 and 8, by no more than the households that moved, and no more than the unit in the
    other columns. Persons are then held by their opening, closing and X01.
    """
    for number, sheet in sheets.items():
        parts = [place for place in sheet.places if place != top]
        lines = dict.fromkeys(line for _, line in sheet.lines)
        for line in lines if parts else ():
            for key in sheet.counts:
                unit = cell(sheet, top, key, line)
                added = summed(
                    "tổng các địa bàn dưới", "the sum of its parts", [cell(sheet, p, key, line) for p in parts]
                )
                moving = bool(moves) and number in ("2", "3") and key not in ("c1", "c9")
                if moving and line == PERSONS:
                    continue
                if not moving:
                    yield claim("X15", "error", top, unit, "=", added)
                elif key in _ARRIVALS:
                    yield claim("X15", "error", top, unit, "<=", added)
                    if added.value is not None and unit.value is not None:
                        extra = summed(f"chênh lệch {unit.vi}", f"the excess in {unit.en}", [added], [unit])
                        moved = Said("số hộ chuyển trong đơn vị", "households moved inside", moves)
                        yield claim("X15", "error", top, extra, "<=", moved)
                else:
                    yield claim("X15", "error", top, unit, ">=", added)
