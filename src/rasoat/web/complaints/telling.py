"""What people wrote, sealed into a letter or a step, and read back."""

import json
from typing import Any

from rasoat.web.complaints.models import Complaint, Denunciation
from rasoat.web.complaints.models.common import Step
from rasoat.web.vault.canonical import canonical
from rasoat.web.vault.sealing import seal, unseal

ANSWER = "answer"


def seal_told(letter: Complaint | Denunciation, **told: str) -> None:
    """Seal who sent the letter and what it says; not saved."""
    letter.told = seal(canonical(told), bound_to=letter.seal_bond("told"))


def told_of(letter: Complaint | Denunciation) -> dict[str, str]:
    """`name`, `contact`, `text` (and `denounced`). Raises `SealBrokenError` or `KeysMissingError`."""
    found: dict[str, Any] = json.loads(unseal(letter.told, bound_to=letter.seal_bond("told")))
    return {key: str(value) for key, value in found.items()}


def seal_answer(complaint: Complaint, text: str) -> None:
    """Seal the answer; not saved."""
    complaint.answer = seal(text.encode(), bound_to=complaint.seal_bond(ANSWER))


def answer_of(complaint: Complaint) -> str:
    """The text of the answer; empty while there is none."""
    return unseal(complaint.answer, bound_to=complaint.seal_bond(ANSWER)).decode() if complaint.answer else ""


def seal_note(step: Step, text: str) -> None:
    """Seal what was written down with a step; nothing for nothing; not saved."""
    step.note = seal(text.encode(), bound_to=step.seal_bond("note")) if text else b""


def note_of(step: Step) -> str:
    """What was written down with a step."""
    return unseal(step.note, bound_to=step.seal_bond("note")).decode() if step.note else ""
