"""Receive a request of a household: Mẫu 01 or Mẫu 04, on paper or by the portal's file code."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.applications.drafts import ApplicationDraft, sealed_details
from rasoat.web.reviews.applications.fitting import must_be_first, must_fit
from rasoat.web.reviews.models import Application, RequestChannel
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.recording import recorded


def receive_application(acting: Acting, draft: ApplicationDraft) -> Application:
    """Keep the request; without a code of the portal it gets a receipt number of the commune and year.

    Raises `NotAllowedError`; `RefusedError`: no name, a portal's code missing or known, a household of another commune,
    Mẫu 04 of a household that is not on the list, a second request in the same round without `draft.again`;
    `AlreadyDoneError` when the same form was kept before: its key is the id of the request.
    """
    acting.require(Capability.REVIEW_RUN, draft.commune)
    with transaction.atomic():
        locked_chain(draft.commune)  # one writer a commune: receipt numbers have no gaps and no doubles
        _once(draft)
        _must_stand(acting, draft.commune)
        _check(draft)
        row = Application(
            pk=draft.told.key or uuid.uuid4(),
            province=draft.commune.province, commune=draft.commune, village=_village(draft),
            year=draft.told.happened_on.year, kind=draft.kind, channel=draft.channel, household=draft.household,
            applicant=clean(draft.applicant), reason=draft.reason.strip(),
            file_code=draft.file_code.strip() or _receipt_number(draft.commune, draft.told.happened_on.year),
        )  # fmt: skip
        for name, value in recorded(acting, draft.told, bound=f"application:{row.pk}").items():
            setattr(row, name, value)
        if draft.details:
            row.details = sealed_details(row, draft.details)
        row.save(force_insert=True)
        record(
            acting, "reviews.application_received", row, unit=draft.commune,
            rows=[row, *([row.paper] if row.paper else [])],
            after={"file_code": row.file_code, "kind": row.kind, "applicant": row.applicant},
            reason=draft.again.strip(), role=acting.role_for(Capability.REVIEW_RUN, draft.commune),
        )  # fmt: skip
    return row


def _once(draft: ApplicationDraft) -> None:
    before = Application.objects.filter(pk=draft.told.key).first() if draft.told.key else None
    if before is not None:
        raise AlreadyDoneError(before.pk, before.entered_at)


def _must_stand(acting: Acting, commune: Unit) -> None:
    """A commune that was merged while the form was typed passes its requests on no more."""
    ended = Unit.objects.values_list("valid_until", flat=True).get(pk=commune.pk)
    if ended is not None and ended < acting.today():
        raise RefusedError(
            _("%(unit)s đã kết thúc ngày %(day)s.") % {"unit": commune.full_name, "day": f"{ended:%d/%m/%Y}"},
            remedy=_("Ghi đơn ở xã mới."), code="unit-ended",
        )  # fmt: skip


def _check(draft: ApplicationDraft) -> None:
    if not draft.applicant.strip():
        raise RefusedError(_("Chưa ghi họ tên người đề nghị."), remedy=_("Nhập họ tên."), field="applicant")
    code = draft.file_code.strip()
    if draft.channel == RequestChannel.PORTAL and not code:
        raise RefusedError(
            _("Hồ sơ từ cổng dịch vụ công phải có mã."), remedy=_("Chép mã hồ sơ trên cổng."), field="file_code"
        )
    if code and Application.objects.filter(commune=draft.commune, file_code=code).exists():
        raise RefusedError(
            _("Mã hồ sơ %(code)s đã được nhận.") % {"code": code}, remedy=_("Tìm mã này trong danh sách đơn."),
            field="file_code", code="file-code-known",
        )  # fmt: skip
    if draft.household is not None and draft.household.commune_id != draft.commune.pk:
        raise RefusedError(
            _("Hộ %(code)s không ở xã này.") % {"code": draft.household.code}, remedy=_("Kiểm tra lại mã hộ."),
            field="household",
        )  # fmt: skip
    must_fit(draft.household, draft.kind, draft.told.happened_on)
    must_be_first(draft.household, draft.again)


def _village(draft: ApplicationDraft) -> Unit | None:
    return draft.village or (draft.household.village if draft.household else None)


def _receipt_number(commune: Unit, year: int) -> str:
    """`TN-2026-0007`: the next free number of the commune in that year."""
    start = f"TN-{year}-"
    last = (
        Application.objects.filter(commune=commune, file_code__startswith=start)
        .order_by("-file_code").values_list("file_code", flat=True).first()
    )  # fmt: skip
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:04d}"
