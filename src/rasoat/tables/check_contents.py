"""Cross-checks between the tables of one round: X05-X13, X16-X18."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated

from pydantic import Field

from rasoat.law.loading import LawModel, load_or_refuse
from rasoat.law.marks import Mark
from rasoat.tables.claims import HOUSEHOLDS, PERSONS, Said, cell, claim, summed, unknown
from rasoat.tables.forms import DATA
from rasoat.tables.reading import PeopleList, Place, Sheet
from rasoat.tables.report import CheckResult, ReportTable
from rasoat.tables.rounding import rate

Sheets = dict[str, Sheet]
_CLASSES = (
    ("poor", "c3", "c9", "4", "5", "Hộ nghèo", "Khẩu nghèo", 1),
    ("near_poor", "c5", "c11", "6", "7", "Hộ cận nghèo", "Khẩu cận nghèo", 5),
)


class _Bound(LawModel):
    standard: str
    klass: Annotated[str, Field(alias="class")]
    at_least: int | None = None
    at_most: int | None = None


class _CheckData(LawModel):
    mark: Mark
    source: str
    deprivation_bounds: tuple[_Bound, ...]
    child_indicators: tuple[str, ...]


@cache
def check_data() -> _CheckData:
    """Figures that the checks need beside the tables."""
    return load_or_refuse(DATA / "checks.yaml", _CheckData)


def totals_agree(sheets: Sheets, place: Place, top: Place, tables: dict[str, ReportTable]) -> Iterator[CheckResult]:
    """X05: every report of a class speaks of the same households, and of the same persons."""
    if "1" not in sheets:
        return
    for klass, households, persons, counts, rates, line, person_line, first in _CLASSES:
        base = cell(sheets["1"], place, households)
        people = cell(sheets["1"], place, persons)
        same = [(counts, "c1", ""), (rates, "c1", ""), ("8", f"c{first}", HOUSEHOLDS), ("9", "c1", line)]
        for number, key, of in same:
            if number in sheets:
                yield claim("X05", "error", place, base, "=", cell(sheets[number], place, key, of))
        for number, key, of in (("8", f"c{first}", PERSONS), ("9", "c1", person_line)):
            if number in sheets:
                yield claim("X05", "error", place, people, "=", cell(sheets[number], place, key, of))
        number = "15" if klass == "poor" else "14"
        if number in tables:
            listed = PeopleList(tables[number])
            heads, rows = listed.at(place, top)
            yield claim(
                "X05", "error", place, base, "=", Said(f"số chủ hộ ở biểu {number}", f"heads in report {number}", heads)
            )
            without = any(key == "relation" for key, _ in tables[number].blank_reasons)
            said = Said(f"số dòng ở biểu {number}", f"lines of report {number}", None if without else rows)
            yield claim("X05", "error", place, people, "=", said)


def deprivations_agree(sheets: Sheets, place: Place, standard: str) -> Iterator[CheckResult]:
    """X06-X09: sums, limits and rates of the deprivation reports."""
    bounds = {(bound.standard, bound.klass): bound for bound in check_data().deprivation_bounds}
    for klass, _, _, counts, rates, *_ in _CLASSES:
        if counts not in sheets:
            continue
        sheet = sheets[counts]
        codes = [key for key in sheet.counts if key not in ("c1", "c2")]
        base, all_of_them = cell(sheet, place, "c1"), cell(sheet, place, "c2")
        each = [sheet.get(place, code) for code in codes]
        yield claim("X06", "error", place, all_of_them, "=",
                    summed(f"tổng {len(codes)} chỉ số", f"the sum of {len(codes)} indicators", each))  # fmt: skip
        for code in codes:
            yield claim("X07", "error", place, cell(sheet, place, code), "<=", base)
        if bound := bounds.get((standard, klass)):
            limit, relation = (bound.at_least, ">=") if bound.at_least is not None else (bound.at_most, "<=")
            value = None if base.value is None or limit is None else base.value * limit
            said = Said(f"{limit} x số hộ", f"{limit} x households", value)
            yield claim("X08", "error", place, all_of_them, ">=" if relation == ">=" else "<=", said)
        if rates in sheets:
            yield from _rates_agree(sheets[rates], sheet, place, codes)


def _rates_agree(rates: Sheet, counts: Sheet, place: Place, codes: list[str]) -> Iterator[CheckResult]:
    base = counts.get(place, "c1")
    for code in codes:
        printed, computed = cell(rates, place, code), rate(counts.get(place, code), base)
        if base == 0:
            blank = printed.value is None
            words = (
                ("mẫu số 0: để trống", "base 0: blank")
                if blank
                else ("mẫu số 0: phải để trống", "base 0: must be blank")
            )
            yield CheckResult("X09", "error", blank, place[0], f"{printed.vi}, {words[0]}", f"{printed.en}, {words[1]}")
        else:
            said = Said(f"tính từ biểu {counts.table.number}", f"computed from report {counts.table.number}", computed)
            yield claim("X09", "error", place, printed, "=", said)


def groups_agree(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X10-X12: ethnic groups add up; groups and causes may overlap but none exceeds the total."""
    for klass, *_, line, person_line, first in _CLASSES:
        for of, unit in ((line, HOUSEHOLDS), (person_line, PERSONS)):
            if "9" in sheets:
                sheet = sheets["9"]
                minority = cell(sheet, place, "c3", of)
                whole = summed(
                    "Kinh + dân tộc thiểu số", "Kinh + minorities", [sheet.get(place, "c2", of), minority.value]
                )
                yield claim("X10", "error", place, cell(sheet, place, "c1", of), "=", whole)
                groups = [sheet.get(place, key, of) for key in sheet.counts if key.startswith("e")]
                yield claim(
                    "X10",
                    "error",
                    place,
                    minority,
                    "=",
                    summed("tổng các dân tộc", "the sum of the groups", groups or [0]),
                )
                if "8" in sheets:
                    yield claim("X10", "error", place, minority, "=", cell(sheets["8"], place, f"c{first + 1}", unit))
            if "8" in sheets:
                for key in (f"c{first + offset}" for offset in (1, 2, 3)):
                    yield claim(
                        "X11",
                        "info",
                        place,
                        cell(sheets["8"], place, key, unit),
                        "<=",
                        cell(sheets["8"], place, f"c{first}", unit),
                    )
        if klass == "poor" and {"1", "10"} <= set(sheets):
            for key in sheets["10"].counts:
                yield claim("X12", "info", place, cell(sheets["10"], place, key), "<=", cell(sheets["1"], place, "c3"))


def children_agree(sheets: Sheets, top: Place, tables: dict[str, ReportTable]) -> Iterator[CheckResult]:
    """X13 and X17, for the whole unit: children of report 11 against the ages in the list of members."""
    limits = _children_listed(tables.get("DS1"))
    for klass, _, _, counts, _, name, _, first in _CLASSES:
        children, homes = limits.get(name, (None, None)) if limits is not None else (None, None)
        if "11" in sheets:
            said = Said("số thành viên dưới 16 tuổi ở danh sách", "members under 16 on the list", children)
            yield claim("X13", "error", top, cell(sheets["11"], top, f"c{first}"), "=", said, "danh sách không có tuổi")
        if klass == "poor" and counts in sheets:
            for code in check_data().child_indicators:
                if code in sheets[counts].counts:
                    said = Said("số hộ nghèo có trẻ em", "poor households with children", homes)
                    yield claim(
                        "X17", "warning", top, cell(sheets[counts], top, code), "<=", said, "danh sách không có tuổi"
                    )


_CHILD_BELOW = 16


def _children_listed(table: ReportTable | None) -> dict[str, tuple[int, int]] | None:
    """Class -> (children, households with children); None when the list has no ages."""
    if table is None or any(key in ("", "age") for key, _ in table.blank_reasons):
        return None
    at = {column.key: number for number, column in enumerate(table.columns)}
    found: dict[str, tuple[int, int]] = {"Hộ nghèo": (0, 0), "Hộ cận nghèo": (0, 0)}
    counted = False
    for row in table.rows:
        age, klass = row.cells[at["age"]], str(row.cells[at["class"]])
        if row.cells[at["relation"]] == "Chủ hộ":
            counted = False
        if age is None:
            return None
        if isinstance(age, int) and age < _CHILD_BELOW:
            children, homes = found.get(klass, (0, 0))
            found[klass] = (children + 1, homes + (not counted))
            counted = True
    return found


def whole_is_larger(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X16: the listed are part of all, and nobody lives in no household."""
    if "1" not in sheets:
        return
    sheet = sheets["1"]
    for keys, whole, words in ((("c3", "c5"), "c1", "hộ"), (("c9", "c11"), "c2", "khẩu")):
        listed = summed(
            f"{words} nghèo + {words} cận nghèo", "poor + near-poor", (sheet.get(place, key) for key in keys)
        )
        yield claim("X16", "error", place, listed, "<=", cell(sheet, place, whole))
    for persons, households in (("c2", "c1"), ("c9", "c3"), ("c11", "c5")):
        yield claim("X16", "error", place, cell(sheet, place, persons), ">=", cell(sheet, place, households))


def certificates(top: Place) -> CheckResult:
    """X18: certificates are not kept yet."""
    return unknown("X18", "warning", top, "chưa có dữ liệu giấy chứng nhận", "no certificates are kept yet")
