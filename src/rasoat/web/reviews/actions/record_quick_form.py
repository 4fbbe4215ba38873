"""Keep the answers of a quick form (Phiếu A) of a household, and what the paper says came of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, note
from rasoat.web.reviews.listing.quick_answers import sealed_quick
from rasoat.web.reviews.listing.quick_form import quick_form_of
from rasoat.web.reviews.models import Case, QuickAnswers, QuickOutcome
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.state_graphs import CASE
from rasoat.web.reviews.survey.allowed import require_fill


@dataclass(frozen=True, slots=True)
class QuickDraft:
    """`answers`: yes or no by question, in the order of the province's form."""

    answers: Sequence[bool | None]
    outcome: QuickOutcome
    told: Told
    reason: str = ""


def record_quick_form(acting: Acting, case: Case, draft: QuickDraft) -> QuickAnswers:
    """The case stays as it is: leaving it out is a step of its own, with a reason. The same request again gives the
    form that is kept.

    Raises `NotAllowedError`; `RefusedError`: the province has set no questions, one is not answered, an outcome that
    needs a reason has none, or the case has come to an end.
    """
    with transaction.atomic():
        case = locked(case)
        require_fill(acting, case)
        before = QuickAnswers.objects.filter(pk=draft.told.key, case=case).first() if draft.told.key else None
        if before is not None:
            return before
        items = quick_form_of(case.round).items
        _check(case, items, draft)
        made = QuickAnswers(
            id=draft.told.key or uuid.uuid4(), case=case, province_id=case.province_id, commune_id=case.commune_id,
            village_id=case.village_id, year=case.year, outcome=draft.outcome, reason=draft.reason.strip(),
            **recorded(acting, draft.told, bound=f"case:{case.public_id}"),
        )  # fmt: skip
        made.sealed = sealed_quick(made, [(item, bool(yes)) for item, yes in zip(items, draft.answers, strict=True)])
        made.save(force_insert=True)
        note(
            acting, "reviews.quick_form_recorded", case, [made, *kept_paper({"paper": made.paper})],
            capability=Capability.REVIEW_SURVEY, after={"outcome": made.outcome}, reason=made.reason,
        )  # fmt: skip
    return made


def _check(case: Case, items: Sequence[str], draft: QuickDraft) -> None:
    if CASE.states[case.state].end:
        raise RefusedError(
            _("Hộ đang ở bước “%(state)s”: không ghi Phiếu A nữa.") % {"state": CASE.states[case.state].label}
        )
    if not items:
        raise RefusedError(
            _("Tỉnh chưa nạp các câu của Phiếu A."), remedy=_("Mở trang Phiếu A của đợt: cần xin văn bản nào."),
            code="no-questions",
        )  # fmt: skip
    if len(draft.answers) != len(items) or None in draft.answers:
        raise RefusedError(_("Còn câu chưa trả lời."), remedy=_("Đánh dấu Có hoặc Không cho mọi câu."))
    if draft.outcome != QuickOutcome.PASSED and not draft.reason.strip():
        raise RefusedError(_("Kết quả này phải ghi lý do."), remedy=_("Ghi lý do như trên phiếu."), field="reason")
