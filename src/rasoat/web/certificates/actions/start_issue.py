"""Issue the certificates of a confirmed decision, in the background."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.certificates.issue_job import KIND
from rasoat.web.certificates.layouts import layout_of, need_box
from rasoat.web.certificates.models import CertificateRun, RunKind
from rasoat.web.jobs.actions.enqueue import enqueue, owner_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.reviews.models import RoundDecision


def start_issue(acting: Acting, decision: RoundDecision) -> CertificateRun:
    """Order the job; asked again it returns the run ordered before.

    Raises `NotAllowedError`; `RefusedError` for a decision that is not in force, or when the paper has no box for its
    year (papers of training and demo rounds get one).
    """
    acting = acting_there(acting, decision.commune)
    acting.require(Capability.CERTIFICATE_ISSUE, decision.commune)
    if decision.state != "confirmed":
        raise RefusedError(
            _("Quyết định này chưa có hiệu lực."), remedy=_("Người thứ hai xác nhận quyết định rồi mới cấp giấy.")
        )
    if decision.round.counts:
        need_box(layout_of(decision.province, decision.standard_id), decision.year)
    with transaction.atomic():
        run, new = CertificateRun.objects.get_or_create(
            decision=decision, kind=RunKind.ISSUE,
            defaults={"province": decision.province, "commune": decision.commune, "owner": owner_of(acting)},
        )  # fmt: skip
        if not new:
            return run
        run.job = enqueue(
            acting, KIND,
            label=Said(gettext_noop("Cấp giấy chứng nhận %(unit)s"), {"unit": decision.commune.full_name}),
            arguments={"run": str(run.pk)}, unit=decision.commune, dedupe=f"issue:{decision.pk}",
            steps=decision.cases.count(),
        )  # fmt: skip
        run.save(update_fields=["job"])
        record(
            acting, "certificates.issue_ordered", run, unit=decision.commune,
            after={"decision": decision.number, "standard": decision.standard_id},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, decision.commune),
        )  # fmt: skip
    return run
