"""Write our survey workbook: an empty form to fill, or the data of a round, with drop-downs and guards."""

from pathlib import Path
from typing import Any

from rasoat.law.watermark import join_watermarks
from rasoat.survey.choices import CodeList
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Kind
from rasoat.survey.dataset import Dataset
from rasoat.survey.notices import notices_of, page_header
from rasoat.survey.questionnaire import Item, Questionnaire, Table
from rasoat.survey.sheets import column_letter
from rasoat.survey.survey_guards import guard
from rasoat.survey.survey_guide import write_guide
from rasoat.survey.survey_layout import CODE_ROW, FIRST_ROW, LABEL_ROW, LISTS_TAB, TABS, SheetColumn, sheet_columns
from rasoat.survey.survey_words import in_words
from rasoat.survey.workbook_out import FONT, new_workbook, write_row

_SPARE_ROWS = 2000
_A3 = 8
_TITLES = {"household": "PHIẾU RÀ SOÁT: HỘ GIA ĐÌNH", "member": "PHIẾU RÀ SOÁT: THÀNH VIÊN"}


def write_survey_template(questionnaire: Questionnaire, path: Path, dataset: Dataset | None = None) -> None:
    """Write the workbook for a questionnaire, filled with `dataset` when given.

    Identity numbers, codes and dates are text. Beside the titles stand the watermark of the questionnaire and the
    notices of the households. The file appears whole or not at all.
    """
    with new_workbook(path, by_rows=False) as book:
        formats = _formats(book)
        notice = join_watermarks(questionnaire.watermark, notices_of(dataset.households) if dataset else "")
        write_guide(book.add_worksheet("Hướng dẫn"), questionnaire, formats)
        pages = {table: book.add_worksheet(tab) for table, tab in TABS.items()}
        sources = _write_lists(book, questionnaire)
        for table, page in pages.items():
            data = None if dataset is None else (dataset.households if table == "household" else dataset.members)
            columns = sheet_columns(questionnaire, table, data)
            last_row = FIRST_ROW + (data.height if data is not None else 0) + _SPARE_ROWS
            _write_head(page, table, notice, columns, formats)
            _set_columns(page, table, columns, sources, last_row, formats)
            if data is not None:
                words = in_words(data, columns, questionnaire)
                for number, row in enumerate(words.iter_rows(), start=FIRST_ROW - 1):
                    write_row(page, number, row, formats["text"], formats["number"])
        pages["household"].activate()


def _write_head(page: Any, table: Table, notice: str, columns: list[SheetColumn], formats: dict[str, Any]) -> None:
    page.write_string(0, 0, _TITLES[table], formats["title"])
    if notice:
        page.write_string(0, 4, notice, formats["watermark"])
        page.set_header(page_header(notice))
    page.set_row(LABEL_ROW - 1, 78)
    for at, column in enumerate(columns):
        required = column.item is not None and column.item.required
        page.write_string(LABEL_ROW - 1, at, column.heading, formats["required" if required else "head"])
        page.write_string(CODE_ROW - 1, at, column.code, formats["code"])
    page.freeze_panes(FIRST_ROW - 1, 1 if table == "household" else 3)
    page.set_landscape()
    page.set_paper(_A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(LABEL_ROW - 1, CODE_ROW - 1)


def _set_columns(
    page: Any,
    table: Table,
    columns: list[SheetColumn],
    sources: dict[str, str],
    last_row: int,
    formats: dict[str, Any],
) -> None:
    for at, column in enumerate(columns):
        item = column.item
        page.set_column(at, at, _width(column), formats[_format(item)])
        rule = guard(item, table, at, sources.get(_list_name(item), ""), last_row) if item else None
        if rule is not None:
            page.data_validation(FIRST_ROW - 1, at, last_row - 1, at, rule)


def _format(item: Item | None) -> str:
    if item is None or item.type is not Kind.INT or item.choices:
        return "text"
    return "decimal" if item.written else "number"


def _width(column: SheetColumn) -> int:
    if column.item is None or column.item.type is Kind.TEXT:
        return 22 if column.code.endswith(("name", "address")) else 16
    return 12 if column.item.type in {Kind.INT, Kind.BIT, Kind.BOOL} else 16


def _list_name(item: Item) -> str:
    return "yes_no" if item.type in {Kind.BOOL, Kind.BIT} else item.choices


def _write_lists(book: Any, questionnaire: Questionnaire) -> dict[str, str]:
    """The hidden sheet of drop-down values; list name -> its range."""
    page = book.add_worksheet(LISTS_TAB)
    page.hide()
    sources: dict[str, str] = {}
    lists: dict[str, CodeList] = {**questionnaire.lists, "yes_no": code_list("yes_no")}
    for at, (name, codes) in enumerate(lists.items()):
        page.write_string(0, at, name)
        for row, label in enumerate(codes.labels_vi.values(), start=1):
            page.write_string(row, at, label)
        letter = column_letter(at)
        sources[name] = f"='{LISTS_TAB}'!${letter}$2:${letter}${len(codes.choices) + 1}"
    return sources


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    head = base | {"bold": True, "align": "center", "text_wrap": True, "border": 1}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 14}),
        "watermark": book.add_format(base | {"bold": True, "font_color": "#C00000"}),
        "head": book.add_format(head | {"bg_color": "#E8EEF4"}),
        "required": book.add_format(head | {"bg_color": "#FCE4D6"}),
        "code": book.add_format(base | {"font_size": 8, "font_color": "#808080", "border": 1, "align": "center"}),
        "text": book.add_format(base | {"num_format": "@"}),
        "number": book.add_format(base | {"num_format": "0"}),
        "decimal": book.add_format(base | {"num_format": "0.###"}),
        "wrap": book.add_format(base | {"text_wrap": True, "valign": "top"}),
        "bold": book.add_format(base | {"bold": True}),
    }
