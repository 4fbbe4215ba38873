"""Ask another commune of the province for a household that has moved here."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.handovers import named_household, note, open_request
from rasoat.web.register.happening import lock_households
from rasoat.web.register.models import EventKind, Handover
from rasoat.web.register.occasion import Occasion, check_occasion, keep_paper


def ask_handover(
    acting: Acting, commune: Unit, village: Unit | None, occasion: Occasion, *, number: str = "", code: str = "",
    head_name: str = "", address: str = "",
) -> Handover:  # fmt: skip
    """The household is named by a member's number, or by its code and its head's name. Nothing moves yet.

    Raises `NotAllowedError`; `RefusedError` without a reason, for a household that nobody finds (`named_household`),
    that stands here already, or that somebody has asked for.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, commune)
    check_occasion(acting, EventKind.MOVED_WITHIN, occasion)
    if not occasion.reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Ghi ngắn gọn vì sao hộ chuyển đến."), field="reason")
    found, named_by = named_household(acting, commune, number=number, code=code, head_name=head_name)
    with transaction.atomic():
        home = lock_households([found])[found.pk]
        if home.commune_id == commune.pk:
            raise RefusedError(
                _("Hộ này đang có tên ở chính xã này: %(code)s.") % {"code": home.code},
                remedy=_("Tìm hộ theo mã; đổi thôn thì ghi biến động Chuyển trong tỉnh."),
                field="number" if number else "code",
            )
        if open_request(home) is not None:
            raise RefusedError(
                _("Hộ này đã có một đề nghị đang chờ %(commune)s trả lời.") % {"commune": home.commune.full_name},
                remedy=_("Chờ xã ấy trả lời, hoặc liên hệ trực tiếp."),
            )
        row = Handover.objects.create(
            household=home, province_id=home.province_id, commune=home.commune, to_commune=commune, to_village=village,
            named_by=named_by, on=occasion.on, reason=occasion.reason.strip(), document=occasion.document.strip(),
            paper=keep_paper(occasion, home), address=address.strip(), asked_by=acting.user,
        )  # fmt: skip
        role = acting.role_for(Capability.HOUSEHOLD_EDIT, commune)
        note(acting, "register.handover_asked", row, role=role, reason=row.reason)
    return row
