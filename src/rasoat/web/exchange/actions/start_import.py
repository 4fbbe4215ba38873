"""Take a file in: checked, sealed, and read by a job."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.exchange.models import Import, ImportState
from rasoat.web.exchange.read_job import KIND, STEPS
from rasoat.web.jobs.actions.enqueue import enqueue, owner_of
from rasoat.web.law import book
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import store


def start_import(acting: Acting, place: Unit, upload: UploadedFile, *, list_date: date, standard_id: str) -> Import:
    """Keep an upload for a commune (or a whole province) and order its reading.

    Raises `NotAllowedError`; `RefusedError` for a file that is not taken (type, size, bomb), a date in the future, a
    place that is no living commune or province, or an unknown standard.
    """
    acting.require(Capability.IMPORT_RUN, place)
    if place.level not in {Level.COMMUNE, Level.PROVINCE} or place.valid_until is not None or place.province is None:
        raise RefusedError(_("Chỉ nhập vào xã hoặc tỉnh đang hoạt động."), remedy=_("Chọn lại đơn vị."), field="place")
    if list_date > acting.today():
        raise RefusedError(
            _("Ngày của danh sách không được ở tương lai."), remedy=_("Sửa lại ngày."), field="list_date"
        )
    if standard_id not in book().standards:
        raise RefusedError(_("Không có chuẩn nghèo này."), remedy=_("Chọn lại chuẩn."), field="standard")
    file = store(upload, media_type=Accepts.TABLE, bound="", field="file")
    with transaction.atomic():
        batch = Import.objects.create(
            province=place.province,
            commune=place if place.level == Level.COMMUNE else None,
            owner=owner_of(acting),
            file=file,
            list_date=list_date,
            options={"standard": standard_id},
        )
        order_reading(acting, batch)
        record(
            acting,
            "exchange.import_started",
            batch,
            unit=place,
            rows=[batch, file],
            after={"file": file.name, "sha256": file.sha256, "list_date": list_date},
            role=acting.role_for(Capability.IMPORT_RUN, place),
        )
    return batch


def order_reading(acting: Acting, batch: Import) -> None:
    """A job reads the file, from its checkpoint on when it was read before. Inside the caller's transaction."""
    batch.state, batch.error = ImportState.READING, ""
    batch.job = enqueue(
        acting,
        KIND,
        label=Said(gettext_noop("Đọc tệp %(name)s"), {"name": batch.file.name}),
        arguments={"batch": str(batch.pk)},
        unit=batch.place,
        steps=STEPS,
    )
    batch.save(update_fields=["state", "error", "job"])


def twin_of(batch: Import) -> Import | None:
    """An earlier import of the very same file in the same place that was written and not undone."""
    return (
        Import.objects.filter(
            province=batch.province, commune=batch.commune, file__sha256=batch.file.sha256, state=ImportState.DONE,
            created_at__lt=batch.created_at,
        ).order_by("-created_at").first()
    )  # fmt: skip
