"""Reports 14 and 15 as printed: households and members numbered on, one year of birth, one way into the list."""

from collections.abc import Iterator, Sequence

from rasoat.audit.grid import Grid
from rasoat.audit.model import AuditInput, Defect
from rasoat.audit.printed_numbers import is_blank, read_count
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.code_lists import code_list
from rasoat.survey.foot_words import says_foot
from rasoat.survey.sheets import Cell, cell_text, column_letter
from rasoat.survey.text import clean, squash

_WANTED = {
    "household_no": ("stthộ",), "member_no": ("sttthànhviên",), "full_name": ("họvàtên", "họtên"),
    "male": ("nam",), "female": ("nữ",), "relation": ("quanhệvớichủhộ", "quanhệ"),
    "new": ("nghèomới",), "again": ("táinghèo",), "old": ("nghèocũ",),
}  # fmt: skip
_WAYS = ("new", "again", "old")


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
    place, household, member = grid.sheet or grid.file, 0, 0
    heads = code_list("relation")
    for number, row in enumerate(grid.rows):
        cells = {name: row[column] if column < len(row) else "" for name, column in at.items()}
        if not str(cells["full_name"]).strip() or says_foot(str(cells["full_name"])):
            texts = [clean(str(cell)) for cell in row if isinstance(cell, str) and cell.strip()]
            if len(texts) == 1 and not says_foot(texts[0]):
                place, household, member = texts[0], 0, 0
            continue
        wrong = list(_row(cells, household, member))
        written = read_count(cells["household_no"])
        household = written if written is not None else household
        member = 1 if written is not None else member + 1
        is_head = heads.match(str(cell_text(cells["relation"]) or "")) == "head"
        if is_head != (written is not None):
            wrong.append(("relation", "số thứ tự hộ phải đứng ở dòng chủ hộ, và chỉ ở dòng chủ hộ"))
        for name, vi in wrong:
            address = f"{column_letter(at[name])}{grid.first_row + number}"
            yield Defect(place, f"{grid.sheet}!{address}" if grid.sheet else address, vi, grid.file)


def _row(cells: dict[str, Cell], household: int, member: int) -> Iterator[tuple[str, str]]:
    """What is wrong in one row, after household `household` and its member `member`."""
    number, own = read_count(cells["household_no"]), read_count(cells["member_no"])
    if number is not None and number != household + 1:
        yield "household_no", f"số thứ tự hộ là {number}, phải là {household + 1}"
    expected = 1 if number is not None else member + 1
    if own != expected:
        yield "member_no", f"số thứ tự thành viên phải là {expected}"
    if is_blank(cells["male"]) == is_blank(cells["female"]):
        yield "male", "phải ghi năm sinh ở đúng một cột Nam hoặc Nữ"
    marks = sum(_is_marked(cells[way]) for way in _WAYS)
    if number is not None and marks != 1:
        yield "new", "chủ hộ phải có đúng một dấu: nghèo mới, tái nghèo hoặc nghèo cũ"


def _is_marked(cell: Cell) -> bool:
    return (isinstance(cell, str) and bool(cell.strip())) or (isinstance(cell, int | float) and bool(cell))


def first_list(grids: Sequence[Grid]) -> Grid | None:
    """The first of the grids that is such a list."""
    for grid in grids:
        try:
            _columns(grid)
        except FaultsFoundError:
            continue
        return grid
    return None
