"""Add a village to a commune."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean, fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.naming import set_name
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def add_village(
    acting: Acting, commune: Unit, name: str, kind: str, *, on: date | None = None, document: str = "", code: str = ""
) -> Unit:
    """Make a village. Without a code it gets `COMMUNE-NN`; its area is the commune's.

    Raises `NotAllowedError`, or `RefusedError` for an ended commune, a missing or used name, a used code.
    """
    acting.require(Capability.VILLAGE_EDIT, commune)
    if commune.level != Level.COMMUNE or commune.valid_until is not None:
        raise RefusedError(_("Chỉ thêm thôn vào xã đang hoạt động."), remedy=_("Mở trang của xã hiện nay."))
    if not clean(name):
        raise RefusedError(_("Chưa ghi tên thôn."), remedy=_("Ghi tên, ví dụ: Cuối Suối."), field="name")
    if on is not None and on > acting.today():
        raise RefusedError(_("Ngày thành lập còn ở tương lai."), remedy=_("Ghi thôn khi đến ngày."), field="on")
    with transaction.atomic():
        standing = Unit.objects.filter(level=Level.VILLAGE, commune=commune, valid_until__isnull=True)
        if standing.filter(folded=fold(name), kind=kind, name=clean(name)).exists():
            raise RefusedError(
                _("Xã đã có %(name)s.") % {"name": f"{kind} {clean(name)}"},
                remedy=_("Xem lại danh sách thôn."),
                field="name",
            )
        key = code.strip() or _next_code(commune)
        if Unit.objects.filter(key=key).exists():
            raise RefusedError(_("Mã %(code)s đã dùng.") % {"code": key}, remedy=_("Ghi mã khác."), field="code")
        village = Unit(
            key=key, code=key, kind=kind, level=Level.VILLAGE, parent=commune, commune=commune,
            province_id=commune.province_id, area=commune.area, valid_from=on, source=document[:200],
            mark="verified" if document else "",
        )  # fmt: skip
        set_name(village, name).save()
        record(
            acting,
            "boundaries.village_added",
            village,
            unit=commune,
            rows=[village],
            after=state_of(village),
            reason=document,
        )
    return village


def _next_code(commune: Unit) -> str:
    used = set(Unit.objects.filter(key__startswith=f"{commune.code}-").values_list("code", flat=True))
    return next(code for number in range(1, len(used) + 2) if (code := f"{commune.code}-{number:02}") not in used)
