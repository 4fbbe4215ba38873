"""Hand out certificates: to whom and when, one or a whole page of the book at once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.certificates.happening import Step, locked, moved
from rasoat.web.certificates.models import Certificate, CertificateEvent
from rasoat.web.look.refusals import RefusedError


def hand_out(acting: Acting, certificate: Certificate, step: Step, *, version: int | None = None) -> CertificateEvent:
    """Note who received the paper. Raises `NotAllowedError`, `RefusedError`, `StaleError`."""
    if not step.received_by.strip():
        raise RefusedError(
            _("Chưa ghi người nhận giấy."), remedy=_("Ghi họ tên người đã ký nhận."), field="received_by"
        )
    with transaction.atomic():
        return moved(acting, locked(acting, certificate, version), "hand_out", step, after={"to": step.received_by})


def hand_out_many(acting: Acting, given: Sequence[tuple[Certificate, Step]]) -> int:
    """All or none; returns how many. Papers already handed out (the form was sent twice) are passed over."""
    with transaction.atomic():
        waiting = [(row, step) for row, step in given if row.state != "handed_out"]
        for row, step in waiting:
            hand_out(acting, row, step)
    return len(waiting)
