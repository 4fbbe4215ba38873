"""Print the papers, or the year boxes, of a decision: one PDF for a commune or a village, in the background."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.certificates.models import CertificateRun, RunKind
from rasoat.web.certificates.print_job import KIND
from rasoat.web.certificates.printing import boxes_to_print, papers_to_print
from rasoat.web.jobs.actions.enqueue import enqueue, owner_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.reviews.models import RoundDecision


def order_print(acting: Acting, decision: RoundDecision, kind: RunKind, village: Unit | None = None) -> CertificateRun:
    """Order the job. Raises `NotAllowedError`; `RefusedError` when nothing is to be printed."""
    acting = acting_there(acting, decision.commune)
    acting.require(Capability.CERTIFICATE_ISSUE, decision.commune)
    wanted = boxes_to_print if kind == RunKind.BOXES else papers_to_print
    count = wanted(decision, village).count()
    if not count:
        raise RefusedError(
            _("Không có giấy nào để in."), remedy=_("Cấp giấy theo quyết định trước, hoặc chọn thôn khác.")
        )
    with transaction.atomic():
        run = CertificateRun.objects.create(
            province=decision.province, commune=decision.commune, village=village, kind=kind, decision=decision,
            owner=owner_of(acting),
        )  # fmt: skip
        run.job = enqueue(
            acting, KIND,
            label=Said(gettext_noop("In giấy chứng nhận %(unit)s"), {"unit": (village or decision.commune).full_name}),
            arguments={"run": str(run.pk)}, unit=decision.commune, steps=count,
        )  # fmt: skip
        run.save(update_fields=["job"])
        record(
            acting, "certificates.print_ordered", run, unit=decision.commune,
            after={"kind": kind, "papers": count, "decision": decision.number},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, decision.commune),
        )  # fmt: skip
    return run
