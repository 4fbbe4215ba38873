"""Reports 14 and 15 as printed: households and members numbered on, one year of birth, one way into the list."""

from collections.abc import Iterator
from pathlib import Path

from rasoat.audit.grid import Grid, is_number_row
from rasoat.audit.model import AuditInput, Defect
from rasoat.audit.official_layout import report_number
from rasoat.audit.printed_numbers import is_blank, read_count
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.code_lists import code_list
from rasoat.survey.file_kind import refusal
from rasoat.survey.foot_words import says_foot
from rasoat.survey.mapping.head_rows import find_head
from rasoat.survey.mapping.source import Source, in_unicode
from rasoat.survey.sheets import Cell, column_letter
from rasoat.survey.sheets import cell_text as text
from rasoat.survey.text import clean, squash

_WANTED = {
    "household_no": ("STT hộ",), "member_no": ("STT thành viên",), "full_name": ("Họ và tên", "Họ tên"),
    "male": ("Nam",), "female": ("Nữ",), "relation": ("Quan hệ với chủ hộ", "Quan hệ"),
    "new": ("Nghèo mới", "Cận nghèo mới"), "again": ("Tái nghèo", "Tái cận nghèo"),
    "old": ("Nghèo cũ", "Cận nghèo cũ"),
}  # fmt: skip
_WAYS = ("new", "again", "old")
_BIRTHS = range(1850, 2051)


def list_input(grid: Grid) -> AuditInput:
    """The rules of the detailed lists on a grid. Raises `FaultsFoundError` when a column they need is not there."""
    columns = _columns(grid)
    return AuditInput(grid.sheet or grid.file, (), (), defects=tuple(_defects(grid, columns)))


def _columns(grid: Grid) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, headings in _WANTED.items():
        wanted = {squash(heading) for heading in headings}
        for at, parts in enumerate(grid.headings):
            if parts and squash(parts[-1]) in wanted:
                found.setdefault(name, at)
    missing = [name for name in _WANTED if name not in found]
    if missing:
        told = ", ".join(_WANTED[name][0] for name in missing)
        raise FaultsFoundError([Fault(
            "audit-list-columns", "không phải danh sách theo biểu 14, 15: thiếu cột", "not a list of report 14 or 15",
            "dùng danh sách đúng mẫu, hoặc chọn --sheet khác", "use a list of that form, or another --sheet",
            Place(file=grid.file, sheet=grid.sheet), value=told,
        )])  # fmt: skip
    return found


def _defects(grid: Grid, at: dict[str, int]) -> Iterator[Defect]:
    place, household, member, fresh = grid.sheet or grid.file, 0, 0, True
    for number, row in enumerate(grid.rows):
        cells = {name: row[column] if column < len(row) else "" for name, column in at.items()}
        name = clean(str(cells["full_name"]))
        if not _is_person(cells) or says_foot(name):
            if name and not says_foot(name) and all(is_blank(cells[key]) for key in cells if key != "full_name"):
                place, fresh = name, True
            continue
        is_head = not is_blank(cells["household_no"]) or _relation(cells) == "head"
        household, member = (household + 1, 1) if is_head else (household, member + 1)
        if is_head and fresh and read_count(cells["household_no"]) == 1:
            household = 1
        fresh = False
        for key, vi in _row(cells, household if is_head else None, member):
            address = f"{column_letter(at[key])}{grid.first_row + number}"
            yield Defect(place, f"{grid.sheet}!{address}" if grid.sheet else address, vi, grid.file)


def _relation(cells: dict[str, Cell]) -> str | None:
    return code_list("relation").match(str(text(cells["relation"]) or ""))


def _is_person(cells: dict[str, Cell]) -> bool:
    """Whether a row tells of a member: a relation, a year of birth or a number where it belongs."""
    numbered = any(read_count(cells[name]) is not None for name in ("male", "female", "member_no"))
    return numbered or _relation(cells) is not None


def _row(cells: dict[str, Cell], household: int | None, member: int) -> Iterator[tuple[str, str]]:
    """What is wrong in one row: the head of household `household`, or (None) its member `member`."""
    if household is not None and read_count(cells["household_no"]) != household:
        yield "household_no", f"số thứ tự hộ phải là {household}"
    if read_count(cells["member_no"]) != member:
        yield "member_no", f"số thứ tự thành viên phải là {member}"
    if household is not None and _relation(cells) != "head":
        yield "relation", "dòng có số thứ tự hộ phải là của chủ hộ"
    if is_blank(cells["full_name"]):
        yield "full_name", "thiếu họ tên"
    born = [key for key in ("male", "female") if not is_blank(cells[key])]
    if len(born) != 1:
        yield "male", "phải ghi năm sinh ở đúng một cột Nam hoặc Nữ"
    elif read_count(cells[born[0]]) not in _BIRTHS:
        yield born[0], f"“{cells[born[0]]}” không phải năm sinh"
    marks = sum(_is_marked(cells[way]) for way in _WAYS)
    if marks > (household is not None):
        yield "new", "chỉ chủ hộ có dấu, và chỉ một dấu: mới, tái nghèo hoặc cũ"


def _is_marked(cell: Cell) -> bool:
    return (isinstance(cell, str) and bool(cell.strip())) or (isinstance(cell, int | float) and bool(cell))


def read_list(path: Path, number: str, sheet: str | None = None) -> Grid:
    """The list of report `number` ("14" or "15"): the sheet named, the one whose tab or title says so, or the first.

    Raises `FaultsFoundError` when no sheet has headings of a list.
    """
    found = []
    with Source(path) as source:
        for title in source.titles if sheet is None else [sheet]:
            read = source.sheet(title)
            cells = in_unicode(read.cells, source.encoding(title).encoding)
            head = find_head(cells, read.merges)
            if head is not None:
                first = head.first_row - 1
                while first < len(cells) and is_number_row([clean(text(cell) or "") for cell in cells[first]]):
                    first += 1
                found.append(Grid(path.name, title, head.headings, (), first + 1, cells[first:], head.titles))
    if not found:
        raise refusal(
            path, "header-not-found", "không thấy danh sách nào", "no list is found",
            "chọn trang bằng --sheet", "name the sheet by --sheet",
        )  # fmt: skip
    return next((grid for grid in found if report_number(grid) == number), found[0])
