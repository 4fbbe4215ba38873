"""A province names a receiver, and the law by which personal data may be handed over to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.law import book
from rasoat.web.ledger.record import record
from rasoat.web.look.badges import CLASSES
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.models import Limit, Receiver, ReceiverKind
from rasoat.web.receivers.persons import checked_limit


@dataclass(frozen=True, slots=True)
class ReceiverWords:
    """What is said of a receiver. `limit`: whom it gets; None: those usual for its kind."""

    kind: ReceiverKind
    name: str
    standard_id: str
    classes: Sequence[str]
    basis: str
    health_basis: str = ""
    active: bool = True
    limit: Limit | None = None


def set_receiver(acting: Acting, province: Unit, words: ReceiverWords, receiver: Receiver | None = None) -> Receiver:
    """Write a new receiver, or change one.

    Raises `NotAllowedError`; `RefusedError` without a legal basis, or when it is not said whom the receiver gets.
    """
    acting.require(Capability.ROUND_MANAGE, province)
    if not words.name.strip():
        raise RefusedError(_("Chưa ghi tên nơi nhận."), remedy=_("Ghi tên nơi nhận."), field="name")
    if not words.basis.strip():
        raise RefusedError(
            _("Giao dữ liệu cá nhân phải có căn cứ pháp lý."),
            remedy=_("Ghi điều, khoản, văn bản cho phép nơi này nhận danh sách."), field="basis",
        )  # fmt: skip
    if words.standard_id not in book().standards:
        raise RefusedError(_("Không có chuẩn này."), remedy=_("Chọn lại chuẩn."), field="standard")
    if not words.classes or set(words.classes) - CLASSES.keys():
        raise RefusedError(_("Chưa chọn loại hộ nào."), remedy=_("Chọn ít nhất một loại hộ."), field="classes")
    limit = checked_limit(words.kind, words.limit)
    with transaction.atomic():
        same = Receiver.objects.filter(province=province, name=words.name.strip()).first()
        if same is not None and same != receiver:
            raise RefusedError(_("Đã có nơi nhận tên này."), remedy=_("Đặt tên khác."), field="name")
        row = receiver or Receiver(province=province)
        row.kind, row.name, row.standard_id = words.kind, words.name.strip(), words.standard_id
        row.classes, row.basis = list(words.classes), words.basis.strip()
        row.health_basis, row.active, row.set_by = words.health_basis.strip(), words.active, acting.user
        row.limit = limit
        row.save()
        record(
            acting, "receivers.receiver_set", row, unit=province, rows=[row],
            after={
                "name": row.name, "basis": row.basis, "health_basis": row.health_basis, "active": row.active,
                "persons": row.persons, "age_from": row.age_from, "age_to": row.age_to,
            },
            role=acting.role_for(Capability.ROUND_MANAGE, province),
        )  # fmt: skip
    return row
