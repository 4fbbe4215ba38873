"""Write an export: everything is checked before anything is written, and the watermark of the data is never lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, Place, Severity, refuse_if_any
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.check import check_template
from rasoat.survey.exporting.check_values import room_faults, rule_faults
from rasoat.survey.exporting.facts import is_held, sheet_facts
from rasoat.survey.exporting.fill import Filling, fill_template
from rasoat.survey.exporting.fresh import write_fresh
from rasoat.survey.exporting.profile import ExportProfile, Sheet
from rasoat.survey.exporting.template import Template, TemplateSheet
from rasoat.survey.exporting.values import sheet_cells
from rasoat.survey.exporting.words import NOT_REVIEWED, Told
from rasoat.survey.notices import NOTICE, notices_of

_NOTICE_LOST = Told(
    "export-notice-lost",
    "dữ liệu mang ghi chú bắt buộc nhưng trang này của hồ sơ không có cột hay ô nào ghi nó",
    "the data bear a notice and this sheet of the profile has no column nor cell for it",
    "thêm một cột có from: notice, hoặc một ô trong mục cells; đừng gửi số liệu minh họa, mô phỏng như số liệu thật",
    "add a column with from: notice or a cell under cells; never send illustrative or simulated figures as real ones",
)
_OTHER_TEMPLATE = Told(
    "export-template-not-checked",
    "hồ sơ chưa được kiểm với đúng tệp mẫu này{before}",
    "the profile was not checked against this template{before_en}",
    "chạy rasoat export check với tệp mẫu này, xem kết quả rồi ghi lại",
    "run rasoat export check with this template, look at the result, then write again",
)
_FACT_ABSENT = Told(
    "export-fact-absent",
    "dữ liệu không có dữ kiện “{code}”; cột sẽ để trống",
    "the data have no “{code}”; the column stays empty",
    "kiểm tra tệp nguồn; hệ thống không cần cột này thì ghi empty: true",
    "check the source file; when the system does not need the column write empty: true",
    Severity.WARNING,
)
_FILTER_ABSENT = Told(
    "export-filter-absent",
    "trang này chỉ lấy hộ theo “{code}” nhưng dữ liệu không có dữ kiện đó: trang sẽ không có dòng nào",
    "this sheet takes households by “{code}”, which the data do not hold: it gets no rows",
    "kiểm tra tệp nguồn, hoặc sửa mục where của trang trong hồ sơ",
    "check the source file, or mend where of the sheet in the profile",
    Severity.WARNING,
)
_SAME_FILE = Told(
    "export-over-template",
    "tệp ghi ra trùng với tệp mẫu",
    "the file to be written is the template itself",
    "đặt tên khác cho tệp ghi ra, giữ tệp mẫu trống",
    "give the output another name and keep the template empty",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows of each sheet, and warnings."""

    rows: dict[str, int]
    warnings: tuple[Fault, ...]


def write_export(dataset: Dataset, profile: ExportProfile, out: Path, template: Path | None = None) -> Exported:
    """Write the data as the receiving system wants them, into a copy of its template or as a new workbook.

    Raises `FaultsFoundError` with everything wrong (facts missing, codes without a word, values that the template does
    not take, a template that differs from the one checked, a notice that would be lost); then nothing is written.
    """
    opened = _opened(profile, template, out)
    notice = notices_of(dataset.households)
    faults: list[Fault] = []
    tables: list[pl.DataFrame] = []
    sheets: list[TemplateSheet] = []
    for sheet in profile.sheets:
        faults += _sheet_faults(dataset, sheet, notice)
        facts = sheet_facts(dataset, sheet)
        cells, found = sheet_cells(facts, sheet)
        faults += found
        tables.append(cells)
        if opened is None:
            faults += room_faults(sheet, facts.height, None, out.name)
            continue
        tab = opened.tab(sheet.name)
        assert tab is not None
        there = opened.sheet(tab, sheet.first_row)
        sheets.append(there)
        faults += room_faults(sheet, facts.height, there, opened.path.name)
        faults += rule_faults(sheet, cells, facts, there, opened.path.name)
    refuse_if_any(faults)
    if opened is None:
        write_fresh(profile, tables, notice, out)
    else:
        _fill(opened, profile.sheets, sheets, tables, notice, out)
    rows = {sheet.name: cells.height for sheet, cells in zip(profile.sheets, tables, strict=True)}
    return Exported(rows, tuple(faults))


def _opened(profile: ExportProfile, path: Path | None, out: Path) -> Template | None:
    """The template, found to be the one checked and still fitting."""
    if path is None:
        proposed = [
            NOT_REVIEWED.at(Place(sheet=sheet.name, column=column.label), column.source)
            for sheet in profile.sheets
            for column in sheet.columns
            if column.review
        ]
        refuse_if_any(proposed)
        return None
    if path.resolve() == out.resolve():
        raise FaultsFoundError([_SAME_FILE.at(Place(file=path.name))])
    template = Template(path)
    known = profile.template
    if known is None or known.sha256 != template.sha256:
        before = f"; lần kiểm trước là với “{known.file}”, nội dung khác" if known else ""
        before_en = f"; it was checked against “{known.file}” of another content" if known else ""
        raise FaultsFoundError([_OTHER_TEMPLATE.at(Place(file=path.name), before=before, before_en=before_en)])
    refuse_if_any(check_template(profile, template))
    return template


def _sheet_faults(dataset: Dataset, sheet: Sheet, notice: str) -> list[Fault]:
    where = Place(sheet=sheet.name)
    faults = []
    told = any(column.source and sheet.fact(column.source).field.code == NOTICE for column in sheet.written)
    if notice and not told and not any(cell.source == NOTICE for cell in sheet.cells):
        faults.append(_NOTICE_LOST.at(where, notice))
    faults += [
        _FACT_ABSENT.at(replace(where, column=column.label), code=column.source)
        for column in sheet.written
        if column.source and not column.required and not is_held(dataset, sheet.fact(column.source))
    ]
    faults += [
        _FILTER_ABSENT.at(where, code=code) for code in sheet.where if not is_held(dataset, sheet.fact(code))
    ]  # fmt: skip
    return faults


def _fill(
    template: Template,
    sheets: Sequence[Sheet],
    found: Sequence[TemplateSheet],
    tables: Sequence[pl.DataFrame],
    notice: str,
    out: Path,
) -> None:
    fillings = []
    for sheet, there, cells in zip(sheets, found, tables, strict=True):
        head = {(cell.row, cell.column): cell.constant or notice for cell in sheet.cells if cell.constant or notice}
        fillings.append(Filling(there, cells, head))
    fill_template(template, fillings, out)
