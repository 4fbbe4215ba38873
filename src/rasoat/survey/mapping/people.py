"""One mapped sheet as typed member rows, told apart into households."""

from dataclasses import dataclass, replace

import polars as pl
import polars.selectors as cs

from rasoat.law.faults import Fault, Severity
from rasoat.survey.fault_list import FEW, SOURCE_ROW, TableSource
from rasoat.survey.mapping.fit import Fitted
from rasoat.survey.mapping.grouping import number_households, with_heads
from rasoat.survey.mapping.legacy_text import Encoding
from rasoat.survey.mapping.rows import SAID, FieldRows, field_rows
from rasoat.survey.mapping.source import Source
from rasoat.survey.mapping.words import (
    BARE_NAME,
    encoding_differs,
    error_value,
    formula_without_value,
    hidden_read,
    mixed_encodings,
)
from rasoat.survey.national_foot import PERSON, without_foot
from rasoat.survey.national_group import HOUSEHOLD_NO
from rasoat.survey.sheets import Cell, column_letter
from rasoat.survey.typed_tables import type_table

_SHOWN = 12
_IDLE = {"", "note", "row_no", "age", "province", "district", "district_code"}
"""Columns whose cells decide nothing: what is wrong with them stops nobody."""

_PASSED = {
    "sections": "dòng tên xã, thôn, loại hộ", "totals": "dòng cộng, dòng đánh số hộ", "heads": "dòng tiêu đề lặp lại",
    "foot": "dòng chữ ký, ghi chú ở cuối",
}  # fmt: skip
_NEEDED = {
    "full_name": pl.String, "birth_date": pl.Date, "birth_year": pl.Int64, "personal_id": pl.String,
    "relation": pl.String, "sex": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetPeople:
    """Typed rows of one sheet with `_household` and `member_no`; `passed_over` says how many rows were no people."""

    fitted: Fitted
    rows: pl.DataFrame
    source: TableSource
    carried: list[str]
    faults: list[Fault]
    passed_over: dict[str, int]
    sections: dict[str, list[str]]

    @property
    def households(self) -> int:
        """How many households the sheet holds."""
        return self.rows[HOUSEHOLD_NO].n_unique()

    @property
    def passed_over_vi(self) -> list[tuple[str, int]]:
        """Rows passed over, in Vietnamese words."""
        return [(_PASSED[name], number) for name, number in self.passed_over.items()]


def read_people(source: Source, fitted: Fitted, listed: int = FEW) -> SheetPeople:
    """Read one sheet. Raises `FaultsFoundError` when its text mixes two encodings."""
    file, title = source.path.name, fitted.sheet.title
    faults = _encoding_faults(source, fitted)
    found = field_rows(fitted, file, is_1904=source.is_1904, listed=listed)
    rows, names = _with_names(found.rows)
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in PERSON if name not in rows.columns)
    body, strays = without_foot(rows, found.columns, found.source)
    told = found.faults
    if told and 0 < body.height < rows.height:
        last = int(body[SOURCE_ROW][-1])
        told = field_rows(fitted, file, is_1904=source.is_1904, listed=listed, last_row=last).faults
    body = body.select(~cs.starts_with(SAID))
    if fitted.map.rows == "members":
        strays += BARE_NAME.faults(_bare_names(body, fitted), "full_name", found.source)
    typed, bad = type_table(body, found.columns, found.source)
    faults += [*told, *strays, *bad, *_cell_faults(fitted, file, body, listed), *_hidden(fitted, file, body)]
    typed = typed.with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in _NEEDED.items() if name not in typed.columns
    )
    grouped = number_households(typed, fitted.map.households)
    headed = with_heads(grouped, heads_only=fitted.map.rows == "heads")
    passed = {
        "sections": sum(map(len, found.sections.names.values())),
        "totals": found.sections.totals,
        "heads": found.sections.repeated_heads,
        "foot": rows.height - body.height,
    }
    source_there = replace(found.source, letters={title: _letters(found, names)})
    return SheetPeople(fitted, headed, source_there, found.carried, faults, passed, found.sections.names)


def _with_names(rows: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """Every row gets `full_name`: the head's where only that is written (the row of the head)."""
    if "head_name" not in rows.columns:
        return rows, False
    if "full_name" not in rows.columns:
        return rows.with_columns(pl.col("head_name").alias("full_name")), True
    blank = pl.col("full_name").str.strip_chars().fill_null("") == ""
    return rows.with_columns(pl.when(blank).then("head_name").otherwise("full_name").alias("full_name")), False


def _bare_names(body: pl.DataFrame, fitted: Fitted) -> pl.DataFrame:
    """Rows with a name and no relation, birth, sex, number, in a list that has columns for two of these or more."""
    mapped = {column.to for column in fitted.columns.values()} & set(PERSON)
    if len(mapped) < 2:
        return body.clear()
    blank = [pl.col(name).str.strip_chars().fill_null("") == "" for name in mapped]
    return body.filter((pl.col("full_name").str.strip_chars().fill_null("") != "") & pl.all_horizontal(blank))


def _letters(found: FieldRows, names: bool) -> dict[str, str]:
    letters = dict((found.source.letters or {})[found.source.sheet])
    if names:
        letters["full_name"] = letters["head_name"]
    return letters


def _encoding_faults(source: Source, fitted: Fitted) -> list[Fault]:
    wanted, told = fitted.map.encoding, source.encoding(fitted.sheet.title)
    if told.strays:
        rows = _rows_with(fitted.sheet.cells, told.strays)
        raise mixed_encodings(source.path.name, fitted.sheet.title, told.encoding, rows[:FEW], len(rows))
    if told.encoding is not wanted and not (told.encoding is Encoding.UNICODE and not told.is_told):
        return [encoding_differs(source.path.name, fitted.sheet.title, wanted, told.encoding)]
    return []


def _rows_with(cells: list[list[Cell]], texts: frozenset[str]) -> list[int]:
    return [number for number, row in enumerate(cells, start=1) if any(cell in texts for cell in row if cell)]


def _cell_faults(fitted: Fitted, file: str, body: pl.DataFrame, listed: int) -> list[Fault]:
    """Formulas without a value and error values among the rows read; only warnings in columns that no field takes."""
    scan = fitted.sheet.scan
    if not scan.empty_formulas and not scan.errors:
        return []
    rows = set(body[SOURCE_ROW].to_list())
    said = {column_letter(at): column for at, column in fitted.columns.items()}
    faults = []
    for row, letter, value in [*((row, letter, "") for row, letter in scan.empty_formulas), *scan.errors]:
        if row not in rows:
            continue
        column = said.get(letter)
        severity = Severity.ERROR if column is not None and column.to not in _IDLE else Severity.WARNING
        heading = f"{letter} ({' / '.join(column.heading)})" if column is not None and column.heading else letter
        place = (file, fitted.sheet.title, row, heading, f"{letter}{row}")
        faults.append(error_value(*place, value, severity) if value else formula_without_value(*place, severity))
    return faults[:listed] if len(faults) <= listed else [*faults[:listed], _more(faults[listed], len(faults) - listed)]


def _more(fault: Fault, number: int) -> Fault:
    place = replace(fault.place, row=None, column="", cell="")
    vi, en = f"còn {number} chỗ khác cùng lỗi này, không liệt kê", f"{number} more of the same, not listed"
    return replace(fault, vi=vi, en=en, place=place, value="")


def _hidden(fitted: Fitted, file: str, body: pl.DataFrame) -> list[Fault]:
    scan, title = fitted.sheet.scan, fitted.sheet.title
    faults = []
    if scan.hidden_rows:
        read = sorted(set(scan.hidden_rows) & set(body[SOURCE_ROW].to_list()))
        if read:
            faults.append(hidden_read(file, title, f"{len(read)} dòng", f"{len(read)} rows", _few(read)))
    mapped = {column_letter(at) for at, column in fitted.columns.items() if column.to}
    columns = [letter for letter in scan.hidden_columns if letter in mapped]
    if columns:
        faults.append(hidden_read(file, title, f"{len(columns)} cột", f"{len(columns)} columns", _few(columns)))
    return faults


def _few(items: list[int] | list[str]) -> str:
    return ", ".join(map(str, items[:_SHOWN])) + (", ..." if len(items) > _SHOWN else "")
