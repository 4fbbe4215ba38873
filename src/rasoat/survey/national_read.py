"""Read the national list workbook as a `Dataset`.

The workbook has no household code: one is made from a digest of the people listed and the place of the household,
so that codes of two files never meet by chance. Households of the exit lists that also stand on sheet 1 (a shared
personal number) are kept once; `escaped_list` tells on which exit list a household stands.
"""

import polars as pl

from rasoat.law.faults import Severity
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import FEW, SOURCE_ROW, SOURCE_SHEET
from rasoat.survey.fault_words import Words
from rasoat.survey.national_group import LIVES, joined, maybe_same, numbered, with_codes
from rasoat.survey.national_households import households_of
from rasoat.survey.national_layout import LISTED
from rasoat.survey.national_sheet import SheetRows, find_sheets, read_sheets
from rasoat.survey.notices import notice_in, with_notice
from rasoat.survey.sheets import Workbook, numbers_again

_PERSON = [
    "household_id", "member_no", "full_name", "relation", "sex", "birth_date", "birth_year", "ethnicity",
    "personal_id", "age", "note", SOURCE_SHEET, SOURCE_ROW,
]  # fmt: skip
_NUMBERS = ("income_score", "deprivation_score", "age", "household_size")

_MAYBE_SAME = Words(
    "maybe-on-both-lists",
    "chủ hộ trùng tên, năm sinh với người ở danh sách hộ nghèo, hộ cận nghèo nhưng không có số CCCD chung",
    "the head has the name and birth year of somebody on sheet 1, but no personal number in common",
    "ghi số CCCD ở cả hai danh sách nếu là cùng một hộ; chưa rõ thì hộ này chưa có phân loại",
    "write the personal number on both lists when it is the same household; until then it has no class",
    Severity.WARNING,
)


def read_national(book: Workbook, watermark: str = "", listed: int = FEW) -> Dataset:
    """The three sheets as households and members. Raises `FaultsFoundError` when the layout does not fit.

    A watermark above the data of any sheet (a shipped point table's, a simulation's, or `watermark`) becomes the
    `notice` of all households.
    """
    parts = read_sheets(book, find_sheets(book), listed)
    tables = with_codes([numbered(part.rows, part.sheet) for part in parts])
    first = tables[0].with_columns(pl.lit(value=True).alias(LIVES))
    tables = [first, *(joined(first, escaped) for escaped in tables[1:])]
    faults = [fault for part in parts for fault in part.faults]
    doubtful: list[str] = []
    for part, rows in zip(parts[1:], tables[1:], strict=True):
        suspects = maybe_same(first, rows)
        doubtful += suspects["household_id"].to_list()
        faults += _MAYBE_SAME.faults(suspects, "full_name", part.source)
    households, more = households_of(parts, tables, doubtful)
    notice = notice_in((cell for part in parts for row in part.head.iter_rows() for cell in row), watermark)
    return Dataset(
        households=with_notice(households, notice),
        members=_members(tables),
        faults=(*faults, *more),
        carried=_carried(parts, tables),
        source=book.path.name,
        letters={part.source.sheet: part.sheet.letter_of for part in parts},
    )


def _members(tables: list[pl.DataFrame]) -> pl.DataFrame:
    parts = [rows.filter(LIVES).select([name for name in _PERSON if name in rows.columns]) for rows in tables]
    people = pl.concat(parts, how="diagonal")
    return people.select([name for name in _PERSON if name in people.columns])


def _carried(parts: list[SheetRows], tables: list[pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What the model does not know: unknown columns, heads, and exit rows of households that stand on sheet 1."""
    carried: dict[str, pl.DataFrame] = {}
    for part, rows in zip(parts, tables, strict=True):
        known = set(part.sheet.positions)
        names = [name for name in part.raw.columns if name not in {SOURCE_ROW, SOURCE_SHEET}]
        if part.sheet.key == LISTED:
            names = [name for name in names if name not in known]
        keys = rows.select("household_id", "member_no", LIVES)
        visiting = [pl.when(~pl.col(LIVES)).then(name).alias(name) for name in names if name in known]
        cells = keys.hstack(part.raw.select(names)).with_columns(visiting)
        numeric = [numbers_again(cells[name]) for name in names if name not in known or name in _NUMBERS]
        carried[part.sheet.key] = cells.with_columns(numeric)
        carried[f"{part.sheet.key}:head"] = part.head
        carried[f"{part.sheet.key}:merges"] = part.merges
    return carried
