"""One move of one certificate: locked, led by the graph, with its event and its entry in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.certificates.graphs import CERTIFICATE
from rasoat.web.certificates.models import Certificate, CertificateEvent
from rasoat.web.certificates.places import may_issue
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.reviews.recording import Told, kept_paper, recorded


@dataclass(frozen=True, slots=True)
class Step:
    """A move as told: when and by whom, why, by which document; on a hand-out who received the paper."""

    told: Told
    reason: str = ""
    document: str = ""
    received_by: str = ""
    relation: str = ""

    @property
    def on(self) -> date:
        """The day it happened."""
        return self.told.happened_on


def locked(acting: Acting, certificate: Certificate, version: int | None = None) -> Certificate:
    """The certificate, locked until the transaction ends.

    Raises `NotAllowedError`; `StaleError` when somebody wrote it since `version` was read.
    """
    if not may_issue(acting, certificate):
        acting.require(Capability.CERTIFICATE_ISSUE, certificate)
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("commune", "province", "household")
    row = rows.get(pk=certificate.pk)
    if version is not None and row.version != version:
        raise StaleError({}, {})
    return row


def moved(
    acting: Acting, row: Certificate, move: str, step: Step, *, after: Mapping[str, Any] | None = None
) -> CertificateEvent:
    """Move a locked certificate and write what happened. Inside the action's transaction.

    Raises `RefusedError` for a move that the graph does not allow, a missing reason, a day to come or before its issue.
    """
    row.state = CERTIFICATE.target(move, row.state, reason=step.reason)
    if step.on < row.issued_on:
        raise RefusedError(
            _("Ngày này trước ngày cấp giấy (%(day)s).") % {"day": f"{row.issued_on:%d/%m/%Y}"},
            remedy=_("Sửa lại ngày."), field="happened_on",
        )  # fmt: skip
    columns = recorded(acting, step.told, bound=f"certificate:{row.public_id}")
    row.version += 1
    row.save()
    event = CertificateEvent.objects.create(
        certificate=row, move=move, reason=step.reason.strip(), document=step.document.strip(),
        received_by=step.received_by.strip(), relation=step.relation.strip(), **columns,
    )  # fmt: skip
    record(
        acting, f"certificates.{move}", row, unit=row.commune, rows=[row, event, *kept_paper(columns)],
        after={"number": row.number, "state": row.state, **(after or {})}, reason=step.reason,
        role=acting.role_for(Capability.CERTIFICATE_ISSUE, row),
    )  # fmt: skip
    return event
