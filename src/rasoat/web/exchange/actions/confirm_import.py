"""Confirm an import: from now on a job writes it."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.models import Import, ImportState, Outcome
from rasoat.web.exchange.write_job import KIND
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.law import book
from rasoat.web.ledger.record import plain_value, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person chose. `signed`: the list is a signed one, its classes become a decision under `standard`."""

    signed: bool = False
    standard: str = ""
    year: int = 0
    decision_number: str = ""
    signed_on: date | None = None
    effective_from: date | None = None
    note: str = ""


def confirm_import(acting: Acting, batch: Import, options: ImportOptions) -> None:
    """Order the writing. Unanswered questions are left out, and said so in the result.

    Raises `NotAllowedError` (also DECISION_RECORD for a signed list); `RefusedError` when there is nothing to write,
    the import has moved on, or the decision is not told.
    """
    acting.require(Capability.IMPORT_RUN, batch.place)
    if options.signed:
        acting.require(Capability.DECISION_RECORD, batch.place)
        _check(acting, options)
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("file", "province", "commune")
            .get(pk=batch.pk)
        )
        if row.state != ImportState.READY:
            raise RefusedError(
                _("Lần nhập này không chờ xác nhận."), remedy=_("Mở lại trang lần nhập."), code="moved-on"
            )
        written = [Outcome.ADD, Outcome.CHANGE, *([Outcome.SAME] if options.signed else [])]
        steps = row.rows.filter(outcome__in=written).count()
        if not steps:
            raise RefusedError(
                _("Không có hộ nào cần ghi: mọi hộ đã có sẵn trong sổ hoặc không nhận được."), code="nothing"
            )
        row.options = {
            **row.options,
            **plain_value(asdict(options)),
            "standard": options.standard or row.options.get("standard", ""),
        }
        row.state = ImportState.WRITING
        row.job = enqueue(
            acting, KIND, label=Said(gettext_noop("Nhập %(name)s"), {"name": row.file.name}),
            arguments={"batch": str(row.pk)}, unit=row.place, dedupe=str(row.pk), steps=steps,
        )  # fmt: skip
        row.save(update_fields=["options", "state", "job"])
        record(
            acting, "exchange.import_confirmed", row, unit=row.place, rows=[row], after=row.options,
            role=acting.role_for(Capability.IMPORT_RUN, row.place),
        )  # fmt: skip
    batch.refresh_from_db()


def _check(acting: Acting, options: ImportOptions) -> None:
    if options.standard not in book().standards:
        raise RefusedError(_("Danh sách đã ký phải theo một chuẩn nghèo."), remedy=_("Chọn chuẩn."), field="standard")
    if options.effective_from is None:
        raise RefusedError(
            _("Chưa có ngày hiệu lực của quyết định."),
            remedy=_("Nhập ngày, dạng ngày/tháng/năm."),
            field="effective_from",
        )
    if options.signed_on and options.signed_on > acting.today():
        raise RefusedError(_("Ngày ký không được ở tương lai."), remedy=_("Sửa lại ngày ký."), field="signed_on")
