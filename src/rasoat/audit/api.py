"""`audit_path`: a file or a folder of published tables, by rules that a person gives or by the official layouts."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rasoat.audit.grid import read_grids
from rasoat.audit.model import AuditInput
from rasoat.audit.official import official_input, read_official
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


def official_audit(
    paths: Sequence[Path], *, layout: str | None = None, sheet: str | None = None, head_row: int | None = None,
    standard: str = "national_2022", previous: Path | None = None, stop: Callable[[], bool] = lambda: False,
) -> list[AuditResult]:  # fmt: skip
    """Audit official tables, all files together: figures that two of them print must be the same.

    `layout` is one of `LAYOUTS`. Raises `FaultsFoundError` for files that cannot be read, all of them told, and when
    no official table is found.
    """
    number = layout.removeprefix("report-") if layout else None
    if number in ("14", "15"):
        return [audit(list_input(read_list(path, number, sheet))) for path in paths]
    faults: list[Fault] = []
    books = []
    for path in paths:
        try:
            books.append(read_official(path, number, sheet, standard, head_row))
        except FaultsFoundError as error:
            faults += error.faults
    if faults:
        raise FaultsFoundError(faults)
    for path, book in zip(paths, books, strict=True):
        if not book.tables:
            raise refusal(
                path, "audit-no-layout", "không nhận ra biểu nào trong biểu 1-13", "none of reports 1-13 is found",
                "thêm --layout report-N, hoặc tự nêu quy tắc bằng --rule", "add --layout report-N, or give --rule",
            )  # fmt: skip
    before = None if previous is None else read_official(previous, number, None, standard, head_row)
    return [audit(official_input(books, before), stop)]


def plain_audits(
    paths: Sequence[Path], options: PlainOptions, *, sheet: str | None = None, head_row: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[AuditResult]:  # fmt: skip
    """Audit each file by the same rules: its sheet of that name, or the first sheet that holds a table."""
    for path in paths:
        yield audit(_plain(path, options, sheet, head_row), stop)


def _plain(path: Path, options: PlainOptions, sheet: str | None, head_row: int | None) -> AuditInput:
    grid = next(read_grids(path, sheet, head_row), None)
    if grid is None:
        raise refusal(
            path, "header-not-found", "không thấy bảng số liệu (tiêu đề, dòng số)", "no table of figures is found",
            "chọn trang bằng --sheet, dòng tiêu đề cuối bằng --head", "name it by --sheet, its last heading by --head",
        )  # fmt: skip
    return plain_input(grid, options)
