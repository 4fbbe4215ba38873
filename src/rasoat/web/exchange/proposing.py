"""What the columns of a file seem to be, as plain data for the page where people confirm them."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.mapping.head_rows import DEEPEST, head_at, spread_merges
from rasoat.survey.mapping.heading_words import Target
from rasoat.survey.mapping.profile import ColumnMap, Grouping, MappingProfile, SheetMap
from rasoat.survey.mapping.propose import ProposedColumn, SheetProposal, propose_from
from rasoat.survey.mapping.source import Source, in_unicode
from rasoat.survey.sheets import cell_text, column_letter
from rasoat.survey.text import fold
from rasoat.web.exchange.field_names import names_to_choose, target_name

SAMPLES = 3
_LONG_NUMBER = re.compile(r"\d{9,}")
NOTHING = "-"
"""The choice that keeps a column as it is."""


def proposal_of(path: Path, sheets: Sequence[str] = ()) -> dict[str, Any]:
    """The proposal of a file. Raises `FaultsFoundError` when it cannot be read or holds no list of households."""
    with Source(path) as source:
        found = propose_from(source, sheets=sheets)
        if found.profile is None:
            raise FaultsFoundError([_no_list(path, found.passed_over)])
        return {
            "profile": found.profile.text(),
            "sheets": [_sheet(source, sheet) for sheet in found.sheets],
            "titles": list(source.titles), "hidden": list(found.hidden), "passed_over": found.passed_over,
        }  # fmt: skip


def _sheet(source: Source, sheet: SheetProposal) -> dict[str, Any]:
    cells = source.sheet(sheet.titles[0]).columns(sheet.map.first_row)
    return {
        "titles": list(sheet.titles), "layout": sheet.layout.why_vi, "layout_sure": sheet.layout.is_sure,
        "head_rows": list(sheet.map.head_rows), "first_row": sheet.map.first_row, "rows": sheet.map.rows,
        "columns": [_column(column, _samples(cells, column.letter)) for column in sheet.columns],
    }  # fmt: skip


def _samples(cells: Any, letter: str) -> list[str]:
    """The first different values of a column: people know a column by what stands in it."""
    at = next((index for index in range(len(cells)) if column_letter(index) == letter), None)
    texts = (cell_text(cell) for cell in (cells[at] if at is not None else ()) if cell not in (None, ""))
    found: list[str] = []
    for text in texts:
        shown = _LONG_NUMBER.sub(_masked, text[:40]) if text else ""
        if shown and shown not in found:
            found.append(shown)
        if len(found) == SAMPLES:
            break
    return found


def _masked(number: "re.Match[str]") -> str:
    """An identity number shows its last three digits only."""
    return "•" * (len(number[0]) - 3) + number[0][-3:]


def _column(column: ProposedColumn, samples: list[str]) -> dict[str, Any]:
    choice = column.choice
    target = choice.target
    return {
        "at": column.letter,
        "heading": " / ".join(column.heading),
        "samples": samples,
        "choice": choice_code(target.field, target.mark, target.sex) if target else NOTHING,
        "certainty": choice.certainty if target else None,
        "why": choice.why_vi,
        "look": target is not None and (not choice.is_sure or bool(column.unknown)),
        "unknown": list(column.unknown[:5]),
    }


def choice_code(field: str, mark: str = "", sex: str = "") -> str:
    """A target as one text: field, what a mark means, the sex of a filled cell."""
    return ":".join((field, mark, sex)).rstrip(":")


def choices() -> list[tuple[str, str]]:
    """Every field that a column may be, by name; marks and births by sex are chosen by proposal only."""
    names = names_to_choose()
    return [(NOTHING, _("(giữ nguyên, không đọc)")), *sorted(names.items(), key=lambda item: fold(item[1]))]


def label_of(code: str) -> str:
    """The name of a choice that is not among `choices`."""
    return target_name(Target(*code.split(":")))


def chosen_profile(
    profile: MappingProfile,
    picks: dict[tuple[int, str], str],
    heads: dict[int, tuple[int, int, int]],
    rows: dict[int, str],
    path: Path,
) -> MappingProfile:
    """The profile with what people chose: targets by (sheet, letter), heading rows and first data row by sheet.

    Raises pydantic's `ValidationError` or `FaultsFoundError` when the choices do not fit together.
    """
    sheets = []
    for at, sheet in enumerate(profile.sheets):
        head = heads.get(at, (*sheet.head_rows, sheet.first_row))
        columns = tuple(_picked(column, picks.get((at, column.at))) for column in sheet.columns)
        values = {**sheet.model_dump(), "columns": [column.model_dump() for column in columns]}
        if head != (*sheet.head_rows, sheet.first_row):
            values["columns"] = _with_headings(path, sheet, columns, head)
            values |= {"head_rows": head[:2], "first_row": head[2]}
        values |= _grouping(sheet, rows.get(at, sheet.rows), columns)
        sheets.append(SheetMap.model_validate(values))
    return MappingProfile.model_validate({**profile.model_dump(), "sheets": [sheet.model_dump() for sheet in sheets]})


def _picked(column: ColumnMap, choice: str | None) -> ColumnMap:
    if (
        choice is None
        or choice == choice_code(column.to, column.mark, column.sex)
        or (choice == NOTHING and not column.to)
    ):
        return column
    field, mark, sex = (["", "", ""] if choice == NOTHING else [*choice.split(":"), "", ""])[:3]
    return column.model_copy(update={"to": field, "mark": mark, "sex": sex, "codes": {}, "certainty": None})


def _grouping(sheet: SheetMap, rows: str, columns: Sequence[ColumnMap]) -> dict[str, Any]:
    """How households are told apart, by the fields that are left after the choices."""
    fields = {column.to for column in columns}
    if rows == "heads":
        return {"rows": "heads", "households": "code" if "household_id" in fields else "row"}
    needed: dict[Grouping, str] = {"code": "household_id", "number": "household_no", "head_name": "head_name"}
    way = sheet.households
    if sheet.rows != rows or way == "row" or needed.get(way, "full_name") not in fields:
        way = next((name for name, field in needed.items() if field in fields and name != "head_name"), "head")
    return {"rows": "members", "households": way}


def _with_headings(
    path: Path, sheet: SheetMap, columns: Sequence[ColumnMap], head: tuple[int, int, int]
) -> list[dict[str, Any]]:
    """The columns with the headings that stand in other rows."""
    with Source(path) as source:
        title = next((name for name in source.titles if name in sheet.titles), source.titles[0])
        there = source.sheet(title)
        cells = in_unicode(there.cells[:DEEPEST], sheet.encoding)
        texts = [[cell_text(cell) or "" for cell in row] for row in cells]
        found = head_at(texts, spread_merges(texts, there.merges), there.merges, head[0] - 1, head[1] - 1)
    by_letter = {column_letter(at): parts for at, parts in enumerate(found.headings)}
    return [column.model_copy(update={"heading": by_letter.get(column.at, ())}).model_dump() for column in columns]


def _no_list(path: Path, passed: dict[str, str]) -> Fault:
    told = "; ".join(f"trang “{title}”: {why}" for title, why in passed.items()) or "không có trang nào đọc được"
    return Fault(
        "no-list-found", f"không tìm thấy danh sách hộ nào trong tệp ({told})", "no list of households was found",
        "danh sách phải có dòng tiêu đề trong 40 dòng đầu, với cột “Họ và tên” hoặc “Họ tên chủ hộ”; bỏ ẩn trang",
        "the list needs a row of headings within 40 rows, with a column of names", Place(file=path.name),
    )  # fmt: skip
