"""Write a submission: the part that surveys, quick keying, signed lists and re-checks share."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.life.steps import not_before
from rasoat.web.reviews.models import Case, Entry, Submission
from rasoat.web.reviews.recording import Told, recorded
from rasoat.web.reviews.survey.answers import Answers, answers_of, likeness, sealed_answers
from rasoat.web.reviews.survey.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody filled it in. `key`: made by the browser, so that sending twice writes once."""

    answers: Answers
    told: Told
    entry: Entry = Entry.FORM
    key: uuid.UUID | None = None
    interpreter: str = ""
    language: str = ""
    seconds: int | None = None
    notes: list[dict[str, str]] = field(default_factory=list)


def already_sent(case: Case, filled: Filled) -> Submission | None:
    """The submission that this key made before. Raises `RefusedError` when it was of another case."""
    if filled.key is None:
        return None
    before = Submission.objects.filter(pk=filled.key).first()
    if before is not None and before.case_id != case.pk:
        raise RefusedError(_("Phiếu này đã ghi cho hộ khác."), remedy=_("Tải lại trang rồi nhập lại."), code="key-used")
    return before


def says_the_same(form: Submission, filled: Filled) -> bool:
    """Whether a form as filled in adds nothing to one that stands already; a scan uploaded anew always does."""
    told = filled.told
    return (
        filled.answers.plain() == answers_of(form).plain()
        and (filled.interpreter, filled.language) == (form.interpreter, form.language)
        and (told.happened_on, told.acted, told.on_behalf) == (form.happened_on, form.acted, form.on_behalf)
        and (told.paper is None or told.paper == form.paper)
    )


def write_submission(
    acting: Acting, case: Case, filled: Filled, sheet: Sheet | None, *, standing: bool = True
) -> Submission:
    """A new submission of a locked case, sealed. `standing`: false for one that never changes the case (a re-check).

    `sheet` None: a result of a signed list. The caller records it in the ledger.
    Raises `RefusedError` for a day before the round.
    """
    not_before(case.round, filled.told.happened_on)
    last = Submission.objects.filter(case=case).order_by("-number").values_list("number", flat=True).first()
    row = Submission(
        id=filled.key or uuid.uuid4(), case=case, province_id=case.province_id, commune_id=case.commune_id,
        village_id=case.village_id, year=case.year, number=(last or 0) + 1, entry=filled.entry,
        packs=_packs(sheet), interpreter=clean(filled.interpreter), language=filled.language,
        seconds=filled.seconds, contradictions=filled.notes, standing=standing, digest=likeness(filled.answers),
        **recorded(acting, filled.told, bound=f"case:{case.public_id}"),
    )  # fmt: skip
    row.sealed = sealed_answers(row, filled.answers)
    row.save(force_insert=True)
    return row


def _packs(sheet: Sheet | None) -> Mapping[str, Any]:
    return {} if sheet is None else {each.standard_id: each.pack.hash for each in sheet.standards}


def standing_form(case: Case) -> Submission | None:
    """The form that counts; results of signed lists stand beside it."""
    rows = Submission.objects.filter(case=case, standing=True).exclude(entry=Entry.SIGNED_LIST)
    return rows.select_related("paper", "entered_by").order_by("-number").first()
