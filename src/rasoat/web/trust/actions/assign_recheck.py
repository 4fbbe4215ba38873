"""Name the person who looks at a drawn household again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.order_recheck import RecheckOrder, order_recheck
from rasoat.web.reviews.models import RecheckCause
from rasoat.web.reviews.recheck import Checker
from rasoat.web.trust.models import SampledCase


def assign_recheck(acting: Acting, sampled: SampledCase, checker: Checker, *, on: date, due: date) -> SampledCase:
    """Raises `NotAllowedError`; `RefusedError` for the reviewer, a relative, nobody, or a household assigned before."""
    with transaction.atomic():
        rows = SampledCase.objects.select_for_update(of=("self",)).select_related("case__round", "commune")
        sampled = rows.get(pk=sampled.pk)
        if sampled.recheck_id is not None:
            raise RefusedError(_("Hộ này đã có người phúc tra."), code="twice")
        order = RecheckOrder(checker, on, RecheckCause.SAMPLE, due)
        sampled.recheck = order_recheck(acting, sampled.case, order)
        sampled.save(update_fields=["recheck"])
        record(
            acting, "trust.assigned", sampled, unit=sampled.commune, rows=[sampled],
            after={"checker": sampled.recheck.checker_name},
            role=acting.role_for(Capability.RECHECK_DRAW, sampled.case),
        )  # fmt: skip
    return sampled
