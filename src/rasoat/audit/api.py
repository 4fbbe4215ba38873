"""`audit_path`: a file or a folder of published tables, by rules that a person gives or by the official layouts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasoat.audit.grid import read_grids
from rasoat.audit.localise.hitting import Stop
from rasoat.audit.model import AuditInput
from rasoat.audit.official import official_input
from rasoat.audit.official_read import LISTS, Blank, read_official
from rasoat.audit.people_lists import list_input, read_list
from rasoat.audit.plain import PlainOptions, plain_input
from rasoat.audit.run import AuditResult, audit
from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.survey.file_kind import refusal

LAYOUTS = tuple(f"report-{number}" for number in range(1, 16))
TABLES = (".xlsx", ".csv")


def tables_in(path: Path) -> list[Path]:
    """The file itself, or the workbooks and CSV files of a folder in the order of their names.

    Raises `FaultsFoundError` for a folder without any.
    """
    if not path.is_dir():
        return [path]
    found = sorted(
        entry for entry in path.iterdir() if entry.suffix.lower() in TABLES and not entry.name.startswith(("~$", "."))
    )
    if not found:
        raise refusal(
            path, "no-rows", "thư mục không có sổ .xlsx hoặc tệp .csv nào", "the folder holds no .xlsx or .csv",
            "chỉ đúng thư mục chứa báo cáo", "name the folder of the reports",
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Audits:
    """Results, and the faults of files that could not be audited."""

    results: Sequence[AuditResult]
    faults: Sequence[Fault] = ()


def official_audit(
    paths: Sequence[Path], *, layout: str | None = None, sheet: str | None = None, head_row: int | None = None,
    standard: str = "national_2022", previous: Path | None = None, blank: Blank = "unknown",
    stop: Stop = lambda: False,
) -> Audits:  # fmt: skip
    """Audit official tables, all files together: what one says of its own unit, another must say of it too.

    `layout` is one of `LAYOUTS`. Files that cannot be read, or hold no official table, are told as faults.
    """
    number = layout.removeprefix("report-") if layout else None
    if number in LISTS:
        return _each(paths, lambda path: audit(list_input(read_list(path, str(number), sheet))))
    faults: list[Fault] = []
    books = []
    for path in paths:
        try:
            book = read_official(path, number, sheet, standard, head_row, blank)
            if not book.tables:
                raise _no_table(path, number)
            books.append(book)
        except FaultsFoundError as error:
            faults += error.faults
    before = None if previous is None else read_official(previous, number, None, standard, head_row)
    return Audits([audit(official_input(books, before), stop)] if books else [], faults)


def plain_audits(
    paths: Sequence[Path], options: PlainOptions, *, sheet: str | None = None, head_row: int | None = None,
    stop: Stop = lambda: False,
) -> Audits:  # fmt: skip
    """Audit each file by the same rules: its sheet of that name, or the first sheet that holds a table."""
    return _each(paths, lambda path: audit(_plain(path, options, sheet, head_row), stop))


def _each(paths: Sequence[Path], one: Callable[[Path], AuditResult]) -> Audits:
    results: list[AuditResult] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            results.append(one(path))
        except FaultsFoundError as error:
            faults += error.faults
    return Audits(results, faults)


def _plain(path: Path, options: PlainOptions, sheet: str | None, head_row: int | None) -> AuditInput:
    grid = next(read_grids(path, sheet, head_row), None)
    if grid is None:
        raise refusal(
            path, "header-not-found", "không thấy bảng số liệu (tiêu đề, dòng số)", "no table of figures is found",
            "chọn trang bằng --sheet (cả trang ẩn), dòng tiêu đề cuối bằng --head",
            "name it by --sheet (a hidden one too), its last heading by --head",
        )  # fmt: skip
    return plain_input(grid, options)


def _no_table(path: Path, number: str | None) -> FaultsFoundError:
    if number is None:
        return refusal(
            path, "audit-no-layout", "không nhận ra biểu nào trong biểu 1-13", "none of reports 1-13 is found",
            "thêm --layout report-N và --sheet (cả trang ẩn), hoặc tự nêu quy tắc bằng --rule",
            "add --layout report-N and --sheet (a hidden one too), or give --rule",
        )  # fmt: skip
    return refusal(
        path, "audit-not-this-layout", f"không thấy các cột của biểu {number}",
        f"the columns of report {number} are not found",
        "nêu đúng biểu, trang bằng --sheet, dòng tiêu đề cuối bằng --head; hoặc tự nêu quy tắc bằng --rule",
        "name the right report, the sheet by --sheet, its last heading by --head; or give --rule",
    )  # fmt: skip
