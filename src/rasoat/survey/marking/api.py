"""Faults in one's own file: mark the faulty cells of a workbook, and know a marked copy again when it comes back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.survey.dataset import Dataset
from rasoat.survey.file_kind import FileKind, file_kind, refusal
from rasoat.survey.keys import KEY
from rasoat.survey.marking.helper_sheet import helper_sheet, read_record
from rasoat.survey.marking.names import HELPER_TITLE, SUMMARY_TITLE
from rasoat.survey.marking.paint import paint_of, paint_sheet
from rasoat.survey.marking.placed import MOST_FAULTS, by_cell, gathered, placed
from rasoat.survey.marking.recheck import Examination, examine
from rasoat.survey.marking.record import Record
from rasoat.survey.marking.summary import summary_names, summary_sheet, summary_styles
from rasoat.survey.marking.unmark import unmark
from rasoat.survey.sheets import Workbook
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import sheet_parts, workbook_part
from rasoat.survey.xlsx.tabs import add_sheet


@dataclass(frozen=True, slots=True)
class Marked:
    """What a marked copy shows: its path, coloured cells, faults told, and those that the list only tells of.

    `unplaced`: faults without a cell; `left_out`: faults beyond the number that one copy tells.
    """

    path: Path
    cells: int
    faults: int
    unplaced: int
    left_out: int


def examine_file(path: Path, dataset: Dataset, pack: Pack, on: date) -> Examination:
    """The faults of a workbook that was read with `listed=ALL`.

    A marked copy that comes back is known again: only what changed is checked, with the result of a full check.
    """
    before = None
    if is_marked(path):
        with Workbook(path) as book:
            before = read_record(book)
    return examine(dataset, pack, on, before, salt=salt_of(path))


def mark(
    path: Path, faults: Iterable[Fault], out: Path, *, record: Record | None = None,
    names: Mapping[str, str] | None = None, own_codes: bool = True,
) -> Marked:  # fmt: skip
    """Write a copy of the workbook at `path` to `out`: faulty cells coloured and commented, all faults in a last tab.

    Everything else stays byte for byte; marks of an earlier check are taken away first, and a file
    without faults gets no tab of ours. `record` (of an
    `Examination`) lets the copy be known again when it comes back; `names` are heads' names by household code;
    without `own_codes` the codes were made by the reader, and households are called by these names.
    Raises `FaultsFoundError` when the file is no .xlsx workbook, or `out` is the file itself.
    """
    refuse_unusable(path, out)
    package = Package.read(path)
    _refuse_other_kinds(package)
    earlier = unmark(package)
    sheets = {sheet.title: sheet for sheet in sheet_parts(package) if sheet.kind == "worksheet"}
    found = gathered(placed(faults, list(sheets)))
    told = found[:MOST_FAULTS]
    if not found:
        package.write(out)
        return Marked(out, 0, 0, 0, 0)
    paint = paint_of(package, earlier.colours)
    cells = by_cell(told)
    for title, wanted in cells.items():
        paint_sheet(package, sheets[title], wanted, paint)
    formats = summary_styles(paint.styles, paint.fills)
    package.put(paint.part, paint.styles.content)
    title = _free_title(sheet.title for sheet in sheet_parts(package))
    content = summary_sheet(found, len(told), names or {}, formats, own_codes=own_codes)
    add_sheet(package, title, content, names=summary_names(title, len(told)))
    add_sheet(package, HELPER_TITLE, helper_sheet(record, paint.pairs), state="veryHidden", names={})
    package.write(out)
    return Marked(
        path=out,
        cells=sum(map(len, cells.values())),
        faults=sum(item.number for item in told),
        unplaced=sum(item.number for item in told if item.cell is None),
        left_out=sum(item.number for item in found[MOST_FAULTS:]),
    )


def is_marked(path: Path) -> bool:
    """True for a workbook that holds the record of an earlier check."""
    if path.is_dir() or file_kind(path) is not FileKind.WORKBOOK:
        return False
    try:
        return any(sheet.title == HELPER_TITLE for sheet in sheet_parts(Package.read(path)))
    except FaultsFoundError:
        return False


def refuse_unusable(path: Path, out: Path) -> None:
    """Raise `FaultsFoundError` when `path` is no workbook, or `out` is the file itself or no .xlsx."""
    if path.is_dir() or file_kind(path) is not FileKind.WORKBOOK:
        raise refusal(
            path,
            "not-a-workbook",
            "chỉ đánh dấu được sổ Excel .xlsx",
            "only .xlsx workbooks can be marked",
            "dùng sổ .xlsx, hoặc bỏ --mark và xem danh sách lỗi",
            "use an .xlsx workbook, or check without marking and read the list of faults",
        )
    if out.resolve() == path.resolve():
        raise refusal(
            path,
            "output-is-input",
            "bản đánh dấu trùng với chính tệp đang kiểm tra",
            "the marked copy would take the place of the file itself",
            "đặt tên khác cho bản đánh dấu",
            "give the marked copy another name",
        )
    if out.suffix.lower() != ".xlsx":
        raise refusal(
            out,
            "output-not-xlsx",
            "bản đánh dấu phải là tệp .xlsx",
            "the marked copy must be an .xlsx file",
            "đặt tên bản đánh dấu với đuôi .xlsx",
            "give the marked copy a name that ends in .xlsx",
        )


def heads_of(dataset: Dataset) -> dict[str, str]:
    """Names of the heads by household code, where the file tells them."""
    if "head_name" not in dataset.households.columns:
        return {}
    pairs = dataset.households.select(KEY, "head_name").drop_nulls().iter_rows()
    return {str(code): str(name) for code, name in pairs}


def salt_of(path: Path) -> bytes:
    """What makes the digests of one file's households differ from those of any other file."""
    return blake2b(path.read_bytes(), digest_size=16, person=b"rasoat.salt").digest()


def _free_title(titles: Iterable[str]) -> str:
    taken = {title.casefold() for title in titles}
    number, title = 1, SUMMARY_TITLE
    while title.casefold() in taken:
        number += 1
        title = f"{SUMMARY_TITLE} ({number})"
    return title


def _refuse_other_kinds(package: Package) -> None:
    """Refuse workbooks with macros, and those saved in the strict edition of the format."""
    part = workbook_part(package)
    kind = package.content_types.of(part)
    if "macroEnabled" in kind or any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise _kind(package, "workbook-macros", "có macro (.xlsm)", "has macros (.xlsm)")
    if b"purl.oclc.org/ooxml" in package.part(part):
        raise _kind(package, "workbook-strict", "lưu ở dạng Strict Open XML", "is saved as Strict Open XML")


def _kind(package: Package, rule: str, vi: str, en: str) -> FaultsFoundError:
    return refusal(
        package.path,
        rule,
        f"sổ Excel {vi}, chưa đánh dấu được",
        f"the workbook {en} and cannot be marked",
        "lưu thành Excel Workbook (*.xlsx) rồi thử lại",
        "save it as Excel Workbook (*.xlsx) and retry",
    )
