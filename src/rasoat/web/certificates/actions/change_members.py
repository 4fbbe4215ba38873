"""Change the members on a certificate: the register says who they are now, a paper says why."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.certificates.happening import Step, locked, moved
from rasoat.web.certificates.holders import holders_of, opened, sealed, with_changes
from rasoat.web.certificates.models import Certificate, CertificateEvent
from rasoat.web.look.refusals import RefusedError


def change_members(
    acting: Acting, certificate: Certificate, step: Step, *, version: int | None = None
) -> CertificateEvent:
    """Take the family of today from the register; who left stays on the paper with a note.

    Raises `NotAllowedError`, `StaleError`; `RefusedError` without a paper (marriage, birth, death ...), or when nothing
    has changed in the register.
    """
    if not step.document.strip():
        raise RefusedError(
            _("Chưa ghi giấy tờ chứng minh biến động."),
            remedy=_("Ghi số, ngày của giấy khai sinh, giấy đăng ký kết hôn, giấy chứng tử ..."), field="document",
        )  # fmt: skip
    with transaction.atomic():
        row = locked(acting, certificate, version)
        now = holders_of([row.household])[row.household_id]
        holder, told = with_changes(opened(row), now, f"{step.on:%d/%m/%Y}")
        if not told:
            raise RefusedError(
                _("Trong sổ hộ chưa có biến động nào so với giấy."),
                remedy=_("Ghi biến động ở trang hộ trước, rồi ghi vào giấy chứng nhận."), code="nothing-changed",
            )  # fmt: skip
        row.holder = sealed(row, holder)
        row.head_name, row.sort_key = holder.head_name, row.household.sort_key
        return moved(acting, row, "change", step, after={"changes": told})
