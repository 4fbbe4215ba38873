"""Make the law packs of a classification from the law book, store them, and read them back."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError, Place
from rasoat.law.pack import Pack, read_pack
from rasoat.law.whole_file import write_whole
from rasoat.scoring.assumption import Assumption
from rasoat.scoring.faults import make_fault
from rasoat.scoring.table_choice import refuse_unfit, refuse_unused, table_as_used, table_as_written, table_for
from rasoat.survey.questionnaire_build import questionnaire_for

_HASH_NAME = re.compile(r"[0-9a-f]{64}")


def make_pack(
    book: LawBook,
    standard_id: str,
    table_name: str | None = None,
    assumption: Assumption | None = None,
    on: date | None = None,
) -> Pack:
    """The pack of a standard, with a point table when answers are to be scored.

    A table is named by its id, or `ID@PROVINCE@YEAR` when provinces have switches in it. A table or an assumption of
    another standard is left out: with several standards each takes its own. `on` is the review date, when an official
    table must be in force. Raises `FaultsFoundError` for an unknown id, for an official table that two people have
    not signed or that is not in force, and for switches without province and year.
    """
    standard = book.standard(standard_id)
    table = None
    if table_name and (written := table_as_written(book, table_name)).standard_id == standard_id:
        refuse_unfit(written, book, on)
        table = table_as_used(book, table_name)
    assumptions: tuple[str, ...] = ()
    if assumption is not None and assumption.standard == standard_id:
        standard, assumptions = assumption.applied_to(standard), (assumption.label,)
    questionnaire = questionnaire_for(standard, table).to_json()
    return Pack(standard=standard, point_table=table, questionnaire=questionnaire, assumptions=assumptions)


def make_packs(
    book: LawBook,
    standards: Sequence[str],
    tables: Sequence[str] = (),
    assumption: Assumption | None = None,
    on: date | None = None,
) -> list[Pack]:
    """One pack a standard, each with its own table: the one of `tables`, else the only signed official one.

    `on` is the review date, when an official table must be in force (None: not checked).

    Raises `FaultsFoundError` for an unknown id, and when a table or the assumption serves none of the standards.
    """
    wanted = list(dict.fromkeys(standards))
    refuse_unused(book, wanted, tables)
    if assumption is not None and assumption.standard not in wanted:
        place = Place(file=assumption.file_name)
        raise FaultsFoundError([make_fault("assumption-unused", place, standard=assumption.standard)])
    names = {standard_id: table_for(book, book.standard(standard_id), tables, on) for standard_id in wanted}
    return [make_pack(book, standard_id, name, assumption, on) for standard_id, name in names.items()]


def compared_packs(
    book: LawBook, standard: str, under: str | None, tables: Sequence[str] = (), assumption: Assumption | None = None
) -> tuple[Pack, Pack]:
    """The two packs of a what-if: the standard as it is, and the other (or the same) one under the assumption."""
    other = under or standard
    before = make_packs(book, [standard, other], tables)[0]
    own = [name for name in tables if table_as_written(book, name).standard_id == other]
    return before, make_packs(book, [other], own, assumption)[0]


def write_pack(pack: Pack, directory: Path) -> Path:
    """Store a pack under its hash; the same content is the same file."""
    path = directory / f"{pack.hash}.json"
    if not path.exists():
        write_whole(path, pack.to_bytes())
    return path


def read_packs(paths: Sequence[Path]) -> list[Pack]:
    """Packs read back for a replay, each once.

    Raises `FaultsFoundError` when a file is not a pack, is not canonical, or is named by another hash than its own.
    """
    packs: dict[str, Pack] = {}
    for path in paths:
        pack = read_pack(path)
        if _HASH_NAME.fullmatch(path.stem) and path.stem != pack.hash:
            raise FaultsFoundError([make_fault("pack-edited", Place(file=str(path)), value=pack.hash)])
        packs[pack.hash] = pack
    return list(packs.values())
