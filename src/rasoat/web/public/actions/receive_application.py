"""A request (Mẫu 01, Mẫu 04) sent in online, where the province has opened that way."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import nobody
from rasoat.web.areas.models import Unit
from rasoat.web.complaints.receipts import new_code
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.queries import site_of
from rasoat.web.reviews.applications.drafts import sealed_details
from rasoat.web.reviews.models import Application, RequestChannel, RequestKind

SENDER = "Người đề nghị trên trang công khai"


def receive_online(
    commune: Unit, *, kind: RequestKind, applicant: str, reason: str, details: Mapping[str, Any],
    village: Unit | None = None,
) -> Application:  # fmt: skip
    """The row waits among the commune's requests; its code is the receipt. Raises `RefusedError` where it is closed.

    The officer still asks for the signed form: what came online begins the file and proves nothing.
    """
    assert commune.province is not None
    if not site_of(commune.province).applications:
        raise RefusedError(
            _("Tỉnh chưa nhận giấy đề nghị qua mạng."), remedy=_("Nộp tại Ủy ban nhân dân xã hoặc qua bưu điện."),
            code="closed",
        )  # fmt: skip
    acting = replace(nobody(), on_behalf_of=SENDER)
    with transaction.atomic():
        locked_chain(commune)
        row = Application(
            province=commune.province, commune=commune, village=village, year=acting.today().year, kind=kind,
            channel=RequestChannel.ONLINE, applicant=clean(applicant), reason=reason.strip(),
            file_code=f"TM-{new_code()}", happened_on=acting.today(),
        )  # fmt: skip
        row.details = sealed_details(row, details)
        row.save(force_insert=True)
        record(
            acting,
            "public.application_received",
            row,
            unit=commune,
            rows=[row],
            after={"file_code": row.file_code, "kind": kind},
        )
    return row
