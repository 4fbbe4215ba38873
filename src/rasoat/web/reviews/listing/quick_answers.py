"""The quick forms of a case as its page shows them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from rasoat.web.reviews.models import Case, QuickAnswers
from rasoat.web.vault.canonical import canonical
from rasoat.web.vault.sealing import seal, unseal

Answered = Sequence[tuple[str, bool]]
"""Questions in their words, each with yes or no."""


@dataclass(frozen=True, slots=True)
class QuickShown:
    """A quick form, its answers opened."""

    row: QuickAnswers
    answers: Answered


def sealed_quick(row: QuickAnswers, answers: Answered) -> bytes:
    """The answers, sealed to the row."""
    return seal(canonical([[item, yes] for item, yes in answers]), bound_to=row.seal_bond("sealed"))


def quick_forms_of(case: Case) -> list[QuickShown]:
    """The quick forms of a case, the newest first (one query)."""
    rows = case.quick_forms.select_related("entered_by", "paper").order_by("-entered_at")
    return [QuickShown(row, _opened(row)) for row in rows]


def _opened(row: QuickAnswers) -> Answered:
    return [(item, yes) for item, yes in json.loads(unseal(row.sealed, bound_to=row.seal_bond("sealed")))]
