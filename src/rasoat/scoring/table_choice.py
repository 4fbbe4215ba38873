"""Which point table scores the answers of a standard: the one named, else the only signed official one.

A table is named by its id. One with switches of provinces is named `ID@PROVINCE@YEAR`: its points are those that the
switches of that province and review year give it, so without them it scores nothing.
"""

from collections.abc import Collection, Sequence
from datetime import date

from rasoat.law.book import LawBook, shipped_law
from rasoat.law.faults import FaultsFoundError
from rasoat.law.point_table.effective import with_switches
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.state import TableState, official_use_faults, state_of, why_not_signed
from rasoat.law.standard import Standard
from rasoat.scoring.faults import make_fault

NO_PROVINCE = "-"
"""Named for a province that has no switch in the table, so that a misspelled name never passes for one."""


def table_as_written(book: LawBook, name: str) -> PointTable:
    """The table of a name, without its switches applied. Raises `FaultsFoundError` for an unknown id."""
    return book.point_table(name.partition("@")[0])


def table_as_used(book: LawBook, name: str) -> PointTable:
    """The table of a name, with the switches of the province and year named applied.

    Raises `FaultsFoundError` for an unknown id, and for a table with switches when the name has not both.
    """
    table = table_as_written(book, name)
    _, *of = name.split("@")
    if not table.switches and not of:
        return table
    named = {(item.province, str(item.review_year)) for item in table.switches}
    if len(of) == 2 and of[0] == NO_PROVINCE and of[1].isdecimal():
        return with_switches(table, NO_PROVINCE, int(of[1]))
    if len(of) != 2 or (of[0], of[1]) not in named:
        forms = [f"{table.table_id}@{province}@{year}" for province, year in sorted(named)]
        known = ", ".join([*forms, f"{table.table_id}@{NO_PROVINCE}@NĂM"] if forms else [table.table_id])
        raise FaultsFoundError([make_fault("point-table-province", value=name, known=known)])
    return with_switches(table, of[0], int(of[1]))


def table_for(book: LawBook, standard: Standard, named: Sequence[str], on: date | None = None) -> str | None:
    """The name among `named` of a table of the standard, else the id of the only signed official one, else None.

    Superseded tables, and those not in force on `on`, are never taken unasked; with several signed ones none is.
    Raises `FaultsFoundError` for an unknown id and for two tables of one standard.
    """
    chosen = [name for name in dict.fromkeys(named) if table_as_written(book, name).standard_id == standard.id]
    if len(chosen) > 1:
        known = ", ".join(chosen)
        raise FaultsFoundError([make_fault("point-table-twice", standard=standard.id, known=known)])
    if chosen:
        return chosen[0]
    signed = [table for table in _official(book, standard) if state_of(table, book) is TableState.SIGNED]
    if on is not None:
        signed = [table for table in signed if not official_use_faults(table, book, table.areas[0], on)]
    return signed[0].table_id if len(signed) == 1 and standard.uses_points else None


def refuse_unfit(table: PointTable, book: LawBook, on: date | None = None) -> None:
    """Raise `FaultsFoundError` for an official table that two people have not signed, or not in force on `on`.

    An illustrative one may pass: its outputs bear the watermark.
    """
    if table.kind != "official":
        return
    if faults := why_not_signed(table, book):
        raise FaultsFoundError([make_fault("point-table-unsigned", value=table.table_id), *faults])
    if on is not None and (faults := official_use_faults(table, book, table.areas[0], on)):
        raise FaultsFoundError(faults)


def refuse_unused(book: LawBook, standards: Collection[str], named: Sequence[str]) -> None:
    """Raise `FaultsFoundError` for a table that serves none of the standards: it would be left out unnoticed."""
    owners = {name: table_as_written(book, name).standard_id for name in named}
    unused = {name: owner for name, owner in owners.items() if owner not in standards}
    if unused:
        raise FaultsFoundError(
            make_fault("point-table-unused", value=name, standard=owner) for name, owner in unused.items()
        )


def illustrations(standard_id: str) -> str:
    """Ids of the shipped illustrative tables of a standard, for a message that offers them."""
    tables = shipped_law().point_tables.values()
    found = [table.table_id for table in tables if table.kind == "illustrative" and table.standard_id == standard_id]
    return ", ".join(found) or "-"


def _official(book: LawBook, standard: Standard) -> list[PointTable]:
    return [
        table for table in book.point_tables.values() if table.standard_id == standard.id and table.kind == "official"
    ]
