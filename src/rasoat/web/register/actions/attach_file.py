"""Add a paper or photo to a household."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.files import KINDS, PHOTO
from rasoat.web.register.models import Attachment, Household
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import store


def attach_file(
    acting: Acting, home: Household, upload: UploadedFile, *, kind: str, label: str = "", on: date | None = None
) -> Attachment:
    """Keep an upload sealed with the household. Raises `NotAllowedError`; `RefusedError` for a wrong kind or size."""
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    if kind not in KINDS:
        raise RefusedError(_("Chưa chọn loại giấy tờ."), remedy=_("Chọn một loại trong danh mục."), field="kind")
    accepts = Accepts.PHOTO if kind == PHOTO else Accepts.PAPER
    with transaction.atomic():
        file = store(upload, media_type=accepts, bound=f"household:{home.public_id}", field="file")
        row = Attachment.objects.create(
            household=home, file=file, kind=kind, label=label.strip() or str(KINDS[kind]), on=on, added_by=acting.user
        )
        record(
            acting, "register.file_attached", home, unit=home.commune, rows=[row, file],
            after={"kind": kind, "label": row.label}, role=acting.role_for(Capability.HOUSEHOLD_EDIT, home),
        )  # fmt: skip
    return row
