"""Phiếu A (quick form) as data: its items are missing in the law that was read; a province may set its own."""

from dataclasses import dataclass

from rasoat.web.law import book
from rasoat.web.rounds.law import procedure, words
from rasoat.web.rounds.mark_words import MARKS
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.parameters import settings_of

ITEMS = "quick_form_items"
CUT_OFF = "quick_form_cutoff"


@dataclass(frozen=True, slots=True)
class QuickForm:
    """`items`: of the parameter, one a line or between semicolons.

    Empty while nobody has set them: then `ask` says which document to get.
    """

    items: tuple[str, ...]
    cut_off: str
    mark: str
    without: str
    ask: str


def quick_form_of(row: Round) -> QuickForm:
    """The quick form of a round. Raises `RefusedError` for an unknown procedure."""
    known = settings_of(row.province, row.procedure_id, row.starts_on, keys=[ITEMS, CUT_OFF])
    setting = known.get(ITEMS)
    if setting is None:
        return QuickForm((), "", "", "", "")
    lines = tuple(line.strip() for line in str(setting.value or "").replace(";", "\n").splitlines() if line.strip())
    cut_off = known[CUT_OFF].value if CUT_OFF in known else None
    ask = setting.fact.ask if setting.fact is not None else ""
    document = book().documents.get(ask or "")
    return QuickForm(
        lines, "" if cut_off is None else str(cut_off), str(MARKS[setting.mark].label),
        words(procedure(row.procedure_id).parameters[ITEMS].without_value),
        words(document.name) if document else ask or "",
    )  # fmt: skip
