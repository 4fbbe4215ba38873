"""Read our own survey workbook."""

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.watermark import join_watermarks
from rasoat.survey.columns import Column
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import FEW, SOURCE_SHEET, TableSource
from rasoat.survey.keys import KEY, household_key_faults, member_key_faults
from rasoat.survey.known_columns import shipped_ticks
from rasoat.survey.notices import notice_in, with_notice
from rasoat.survey.questionnaire import Questionnaire, Table
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.sheets import Cell, Workbook, cell_text, column_letter, table
from rasoat.survey.survey_layout import FIRST_ROW, LABEL_ROW, TABS, find_tabs, heading
from rasoat.survey.typed_tables import type_table

_DEEPEST_HEAD = 10


def read_survey(book: Workbook, questionnaire: Questionnaire | None = None, listed: int = FEW) -> Dataset:
    """Households and members of our workbook.

    `questionnaire` adds its ticks and point questions to the common items (the ticks of the shipped standards when
    None). A watermark above the codes of a sheet becomes the `notice` of all households. Raises `FaultsFoundError`
    when a sheet, its code row or a required column is missing.
    """
    tabs = find_tabs(book.titles)
    missing = [_sheet_missing(book, tab) for name, tab in TABS.items() if name not in tabs]
    if missing:
        raise FaultsFoundError(missing)
    faults: list[Fault] = []
    tables: dict[Table, pl.DataFrame] = {}
    sources: dict[Table, TableSource] = {}
    notice = ""
    for name, title in tabs.items():
        tables[name], sources[name], found = _read_sheet(book, name, title, questionnaire, listed)
        faults += found
        notice = join_watermarks(notice, _notice(book, title, questionnaire))
    if tables["household"].is_empty():
        raise FaultsFoundError([_no_rows(book, tabs["household"])])
    faults += household_key_faults(tables["household"], sources["household"])
    faults += member_key_faults(tables["member"], tables["household"], sources["member"])
    letters = {title: marks for source in sources.values() for title, marks in (source.letters or {}).items()}
    households = with_notice(tables["household"], notice)
    return Dataset(households, tables["member"], tuple(faults), source=book.path.name, letters=letters)


def _notice(book: Workbook, title: str, questionnaire: Questionnaire | None) -> str:
    cells = book.rows(title, limit=_DEEPEST_HEAD)
    head = cells[: _code_row(cells) or 0]
    return notice_in(
        (cell_text(cell) for row in head for cell in row), questionnaire.watermark if questionnaire else ""
    )


def _read_sheet(
    book: Workbook, name: Table, title: str, questionnaire: Questionnaire | None, listed: int
) -> tuple[pl.DataFrame, TableSource, list[Fault]]:
    cells = book.rows(title)
    code_row = _code_row(cells)
    if code_row is None:
        raise FaultsFoundError([_no_codes(book, title)])
    codes = _codes(cells, code_row)
    absent = [
        _column_missing(book, title, code_row, f"{item.code} ({heading(item)})")
        for item in full_questionnaire().items(name)
        if item.required and item.code not in codes
    ]
    if absent:
        raise FaultsFoundError(absent)
    raw = table(cells, code_row + 1, codes).select(pl.exclude("^_blank_.*$"))
    headings = {code: f"{column_letter(at)} ({code})" for at, code in enumerate(codes)}
    letters = {code: column_letter(at) for at, code in enumerate(codes)}
    source = TableSource(book.path.name, title, headings, {title: letters}, listed)
    raw = raw.with_columns(pl.lit(title).alias(SOURCE_SHEET))
    typed, faults = type_table(raw, _columns(name, questionnaire), source)
    return typed, source, faults


def _columns(name: Table, questionnaire: Questionnaire | None) -> dict[str, Column]:
    columns = full_questionnaire().columns(name, written=True)
    if questionnaire is not None:
        return columns | questionnaire.columns(name, written=True)
    return columns | shipped_ticks() if name == "household" else columns


def _code_row(cells: list[list[Cell]]) -> int | None:
    """The row (from 1) that holds the codes."""
    for number, row in enumerate(cells[:_DEEPEST_HEAD], start=1):
        if any(isinstance(cell, str) and cell.strip() == KEY for cell in row):
            return number
    return None


def _codes(cells: list[list[Cell]], code_row: int) -> list[str]:
    """Codes of all columns; one without a code goes by its heading, one without either by its letter."""
    labels = cells[code_row - 2] if code_row >= LABEL_ROW else []
    codes: list[str] = []
    for at, cell in enumerate(cells[code_row - 1]):
        label = cell_text(labels[at]) if at < len(labels) else None
        code = (cell_text(cell) or label or f"_blank_{column_letter(at)}").strip()
        codes.append(code if code not in codes else f"{code} ({column_letter(at)})")
    return codes


def _sheet_missing(book: Workbook, tab: str) -> Fault:
    return Fault(
        "sheet-missing",
        f"thiếu trang tính “{tab}”",
        f"the sheet “{tab}” is missing",
        f"dùng mẫu do phần mềm xuất, không đổi tên trang; đang có: {', '.join(book.titles)}",
        f"use the exported form, keep its sheet names; found: {', '.join(book.titles)}",
        Place(file=book.path.name, sheet=tab),
    )


def _no_codes(book: Workbook, title: str) -> Fault:
    return Fault(
        "header-not-found",
        f"không thấy dòng mã cột (có {KEY}) trong {_DEEPEST_HEAD} dòng đầu",
        f"no row of column codes (with {KEY}) in the first {_DEEPEST_HEAD} rows",
        "xuất lại mẫu và chép dữ liệu vào, không xóa dòng mã màu xám",
        "export the form again and copy the data into it; keep the grey row of codes",
        Place(file=book.path.name, sheet=title),
    )


def _no_rows(book: Workbook, title: str) -> Fault:
    return Fault(
        "no-rows",
        "chưa có hộ nào được nhập",
        "no household has been entered",
        f"nhập từ dòng {FIRST_ROW} của trang tính này",
        f"enter households from row {FIRST_ROW} on",
        Place(file=book.path.name, sheet=title, row=FIRST_ROW),
    )


def _column_missing(book: Workbook, title: str, code_row: int, column: str) -> Fault:
    return Fault(
        "column-missing",
        f"thiếu cột {column}",
        f"the column {column} is missing",
        "thêm lại cột với đúng mã ở dòng mã màu xám",
        "put the column back, with its code in the grey row",
        Place(file=book.path.name, sheet=title, row=code_row, column=column),
    )
