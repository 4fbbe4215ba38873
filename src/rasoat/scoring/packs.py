"""Make the law pack of a classification from the law book."""

from pathlib import Path

from rasoat.law.book import LawBook
from rasoat.law.pack import Pack
from rasoat.scoring.assumption import Assumption
from rasoat.survey.questionnaire_build import questionnaire_for


def make_pack(
    book: LawBook, standard_id: str, table_id: str | None = None, assumption: Assumption | None = None
) -> Pack:
    """The pack of a standard, with a point table when answers are to be scored.

    A table or an assumption of another standard is left out: with several standards each takes its own.
    Raises `FaultsFoundError` for an unknown id.
    """
    standard = book.standard(standard_id)
    table = book.point_table(table_id) if table_id else None
    if table is not None and table.standard_id != standard_id:
        table = None
    assumptions: tuple[str, ...] = ()
    if assumption is not None and assumption.standard == standard_id:
        standard, assumptions = assumption.applied_to(standard), (assumption.label,)
    questionnaire = questionnaire_for(standard, table).to_json()
    return Pack(standard=standard, point_table=table, questionnaire=questionnaire, assumptions=assumptions)


def write_pack(pack: Pack, directory: Path) -> Path:
    """Store a pack under its hash; the same content is the same file."""
    directory.mkdir(parents=True, exist_ok=True)
    content = pack.to_bytes()
    path = directory / f"{pack.hash}.json"
    if not path.exists():
        partial = path.with_suffix(".part")
        partial.write_bytes(content)
        partial.replace(path)
    return path
