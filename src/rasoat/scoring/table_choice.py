"""Which point table scores the answers of a standard: the one named, else the only signed official one."""

from collections.abc import Collection, Sequence

from rasoat.law.book import LawBook, shipped_law
from rasoat.law.faults import FaultsFoundError
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.state import TableState, state_of, why_not_signed
from rasoat.law.standard import Standard
from rasoat.scoring.faults import make_fault


def table_for(book: LawBook, standard: Standard, named: Sequence[str]) -> PointTable | None:
    """The table among `named` that is of the standard, else the only signed official one, else None.

    Superseded tables are never taken unasked; with several signed ones none is. Raises `FaultsFoundError` for an
    unknown id and for two tables of one standard.
    """
    chosen = [table for table in map(book.point_table, dict.fromkeys(named)) if table.standard_id == standard.id]
    if len(chosen) > 1:
        known = ", ".join(table.table_id for table in chosen)
        raise FaultsFoundError([make_fault("point-table-twice", standard=standard.id, known=known)])
    if chosen:
        return chosen[0]
    signed = [table for table in _official(book, standard) if state_of(table, book) is TableState.SIGNED]
    return signed[0] if len(signed) == 1 and standard.uses_points else None


def refuse_unsigned(table: PointTable | None, book: LawBook) -> None:
    """Raise `FaultsFoundError` for an official table that two people have not signed. An illustrative one may pass."""
    if table is not None and table.kind == "official" and (faults := why_not_signed(table, book)):
        raise FaultsFoundError([make_fault("point-table-unsigned", value=table.table_id), *faults])


def refuse_unused(book: LawBook, standards: Collection[str], named: Sequence[str]) -> None:
    """Raise `FaultsFoundError` for a table that serves none of the standards: it would be left out unnoticed."""
    owners = {table_id: book.point_table(table_id).standard_id for table_id in named}
    unused = {table_id: owner for table_id, owner in owners.items() if owner not in standards}
    if unused:
        raise FaultsFoundError(
            make_fault("point-table-unused", value=table_id, standard=owner) for table_id, owner in unused.items()
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
