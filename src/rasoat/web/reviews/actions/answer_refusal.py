"""Note the day on which a household that was not recognised got its written answer."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import DecidedCase, DecidedKind


def answer_refusal(acting: Acting, line: DecidedCase, answered_on: date) -> DecidedCase:
    """Raises `NotAllowedError`; `RefusedError` when it is no refusal, not decided yet, or a day that cannot be."""
    acting = acting_there(acting, line.decision.commune)
    acting.require(Capability.DECISION_PREPARE, line.decision.commune)
    with transaction.atomic():
        kept = DecidedCase.objects.select_for_update(of=("self",)).select_related("decision__commune").get(pk=line.pk)
        decision = kept.decision
        if kept.kind != DecidedKind.REFUSED or decision.state != "confirmed" or decision.signed_on is None:
            raise RefusedError(_("Chỉ trả lời hộ không được công nhận trong quyết định đã có hiệu lực."))
        if not decision.signed_on <= answered_on <= acting.today():
            raise RefusedError(
                _("Ngày trả lời phải từ ngày ký quyết định đến hôm nay."), remedy=_("Sửa lại ngày."),
                field="answered_on",
            )  # fmt: skip
        kept.answered_on = answered_on
        kept.save(update_fields=["answered_on"])
        record(
            acting, "reviews.refusal_answered", kept, unit=decision.commune, rows=[kept],
            after={"answered_on": answered_on}, role=acting.role_for(Capability.DECISION_PREPARE, decision.commune),
        )  # fmt: skip
    return kept
