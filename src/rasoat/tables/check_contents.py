"""Cross-checks between the tables of one round: X05-X13, X16-X18."""

from collections.abc import Iterator, Mapping

from rasoat.tables.cell_rules import Place
from rasoat.tables.check_data import NEAR_POOR, POOR, Printed, check_data
from rasoat.tables.check_rates import rate_agrees
from rasoat.tables.claims import HOUSEHOLDS, PERSONS, Said, cell, claim, summed, unknown
from rasoat.tables.reading import PeopleList, Sheet
from rasoat.tables.report import CheckResult, ReportTable

Sheets = dict[str, Sheet]
_NONE = Said("", "", 0)
_NO_AGES = "danh sách không có tuổi"


def totals_agree(sheets: Sheets, place: Place, top: Place, lists: Mapping[str, PeopleList]) -> Iterator[CheckResult]:
    """X05: every report of a class speaks of the same households, and of the same persons."""
    if "1" not in sheets:
        return
    for number in ("12", "13"):
        for general, own in (("c1", "c1"), ("c2", "c5")):
            if number in sheets:
                whole = cell(sheets["1"], place, general)
                yield claim("X05", "error", place, whole, "=", cell(sheets[number], place, own))
    for of in (POOR, NEAR_POOR):
        households = cell(sheets["1"], place, of.households)
        persons = cell(sheets["1"], place, of.persons)
        first = f"c{of.first}"
        same = [
            (households, of.counts, "c1", ""),
            (households, of.rates, "c1", ""),
            (households, "8", first, HOUSEHOLDS),
            (households, "9", "c1", of.household_line),
            (persons, "8", first, PERSONS),
            (persons, "9", "c1", of.person_line),
        ]
        for base, number, key, line in same:
            if number in sheets:
                yield claim("X05", "error", place, base, "=", cell(sheets[number], place, key, line))
        if listed := lists.get(of.people):
            heads, rows = listed.at(place, top)
            said = Said(f"số chủ hộ ở biểu {of.people}", f"heads in report {of.people}", heads)
            yield claim("X05", "error", place, households, "=", said)
            without_members = any(key == "relation" for key, _ in listed.table.blank_reasons)
            lines = None if without_members else rows
            said = Said(f"số dòng ở biểu {of.people}", f"lines of report {of.people}", lines)
            yield claim("X05", "error", place, persons, "=", said, "danh sách không có thành viên")


def deprivations_agree(sheets: Sheets, place: Place, standard: str) -> Iterator[CheckResult]:
    """X06-X09: sums, limits and rates of the deprivation reports."""
    for of in (POOR, NEAR_POOR):
        if of.counts not in sheets:
            continue
        sheet = sheets[of.counts]
        codes = [key for key in sheet.counts if key not in ("c1", "c2")]
        base, every = cell(sheet, place, "c1"), cell(sheet, place, "c2")
        each = [cell(sheet, place, code) for code in codes]
        added = summed(f"tổng {len(codes)} chỉ số", f"the sum of {len(codes)} indicators", each)
        yield claim("X06", "error", place, every, "=", added)
        for code in codes:
            yield claim("X07", "error", place, cell(sheet, place, code), "<=", base)
        if bound := check_data().bound(standard, of.klass):
            limit = bound.at_least if bound.at_least is not None else bound.at_most or 0
            said = base.times(limit, f"{limit} x số hộ", f"{limit} x households")
            yield claim("X08", "error", place, every, "<=" if bound.at_least is None else ">=", said)
        if of.rates in sheets:
            yield from _rates_agree(sheets[of.rates], sheet, place, codes)


def _rates_agree(rates: Sheet, counts: Sheet, place: Place, codes: list[str]) -> Iterator[CheckResult]:
    base = cell(counts, place, "c1")
    for code in codes:
        yield rate_agrees(cell(rates, place, code), cell(counts, place, code), base, place)


def groups_agree(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X10-X12: ethnic groups add up; groups and causes may overlap but none exceeds the total."""
    for of in (POOR, NEAR_POOR):
        for line, unit in ((of.household_line, HOUSEHOLDS), (of.person_line, PERSONS)):
            if "9" in sheets:
                yield from _ethnic_groups_agree(sheets, place, of, line, unit)
            if "8" in sheets:
                whole = cell(sheets["8"], place, f"c{of.first}", unit)
                for number in range(of.first + 1, of.first + 4):
                    yield claim("X11", "info", place, cell(sheets["8"], place, f"c{number}", unit), "<=", whole)
    if {"1", "10"} <= set(sheets):
        for key in sheets["10"].counts:
            poor = cell(sheets["1"], place, POOR.households)
            yield claim("X12", "info", place, cell(sheets["10"], place, key), "<=", poor)


def _ethnic_groups_agree(sheets: Sheets, place: Place, of: Printed, line: str, unit: str) -> Iterator[CheckResult]:
    sheet = sheets["9"]
    minority = cell(sheet, place, "c3", line)
    both = summed("Kinh + dân tộc thiểu số", "Kinh + minorities", [cell(sheet, place, "c2", line), minority])
    yield claim("X10", "error", place, cell(sheet, place, "c1", line), "=", both)
    groups = [cell(sheet, place, key, line) for key in sheet.counts if key.startswith("e")]
    yield claim(
        "X10", "error", place, minority, "=", summed("tổng các dân tộc", "the sum of the groups", groups or [_NONE])
    )
    if "8" in sheets:
        yield claim("X10", "error", place, minority, "=", cell(sheets["8"], place, f"c{of.first + 1}", unit))


def children_agree(sheets: Sheets, top: Place, tables: Mapping[str, ReportTable]) -> Iterator[CheckResult]:
    """X13 and X17, for the whole unit: children of report 11 against the ages in the list of members."""
    data = check_data()
    listed = _children_listed(tables.get("DS1"), data.child_below)
    for of in (POOR, NEAR_POOR):
        children, homes = listed.get(of.household_line, (0, 0)) if listed is not None else (None, None)
        if "11" in sheets:
            below = data.child_below
            said = Said(f"số thành viên dưới {below} tuổi ở danh sách", f"members under {below} on the list", children)
            yield claim("X13", "error", top, cell(sheets["11"], top, f"c{of.first}"), "=", said, _NO_AGES)
        if of is POOR and of.counts in sheets:
            sheet = sheets[of.counts]
            said = Said("số hộ nghèo có trẻ em", "poor households with children", homes)
            for code in (code for code in data.child_indicators if code in sheet.counts):
                yield claim("X17", "warning", top, cell(sheet, top, code), "<=", said, _NO_AGES)


def _children_listed(table: ReportTable | None, below: int) -> dict[str, tuple[int, int]] | None:
    """Class as printed -> (children, households with children); None when the list has not every age."""
    if table is None or any(key in ("", "age") for key, _ in table.blank_reasons):
        return None
    at = {column.key: number for number, column in enumerate(table.columns)}
    found: dict[str, tuple[int, int]] = {}
    counted = False
    for row in table.rows:
        age, klass = row.cells[at["age"]], str(row.cells[at["class"]])
        if not isinstance(age, int):
            return None
        if row.cells[at["relation"]] == "Chủ hộ":
            counted = False
        if age < below:
            children, homes = found.get(klass, (0, 0))
            found[klass] = (children + 1, homes + (not counted))
            counted = True
    return found


def whole_is_larger(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X16: the listed are part of all, and nobody lives in no household."""
    if "1" not in sheets:
        return
    sheet = sheets["1"]
    for parts, whole, what in (
        ((POOR.households, NEAR_POOR.households), "c1", "hộ"),
        ((POOR.persons, NEAR_POOR.persons), "c2", "khẩu"),
    ):
        counts = [cell(sheet, place, key) for key in parts]
        listed = summed(f"{what} nghèo + {what} cận nghèo", "poor + near-poor", counts)
        yield claim("X16", "error", place, listed, "<=", cell(sheet, place, whole))
    for persons, households in (
        ("c2", "c1"),
        (POOR.persons, POOR.households),
        (NEAR_POOR.persons, NEAR_POOR.households),
    ):
        yield claim("X16", "error", place, cell(sheet, place, persons), ">=", cell(sheet, place, households))


def certificates(top: Place) -> CheckResult:
    """X18: certificates are not kept yet."""
    return unknown("X18", "warning", top, "chưa có dữ liệu giấy chứng nhận", "no certificates are kept yet")
