"""Merge villages of one commune into a new one; their households go over, their totals stay with them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Succession, SuccessionKind, Unit
from rasoat.web.boundaries.actions.add_village import add_village
from rasoat.web.boundaries.keys import ended_key
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.rehome import rehome_households
from rasoat.web.register.models import Household


def merge_villages(acting: Acting, villages: Sequence[Unit], name: str, kind: str, *, on: date, document: str) -> Unit:
    """Make one village of several. Raises `NotAllowedError` or `RefusedError`."""
    for village in villages:
        acting.require(Capability.VILLAGE_EDIT, village)
    communes = {village.commune_id for village in villages if village.commune_id is not None}
    if len(villages) < 2 or len(communes) != 1:
        raise RefusedError(
            _("Chọn ít nhất hai thôn của cùng một xã."), remedy=_("Đánh dấu các thôn nhập."), field="villages"
        )
    if not document.strip():
        raise RefusedError(_("Chưa ghi văn bản."), remedy=_("Ghi số, ngày của nghị quyết."), field="document")
    with transaction.atomic():
        old = list(Unit.objects.select_for_update().filter(pk__in=[village.pk for village in villages]).order_by("pk"))
        before = [state_of(village) for village in old]
        for village in old:
            if (
                village.level != Level.VILLAGE
                or village.valid_until is not None
                or (village.valid_from and village.valid_from >= on)
            ):
                raise RefusedError(
                    _("%(village)s không có trên bản đồ trước ngày này, hoặc đã kết thúc.") % {"village": village},
                    remedy=_("Xem lại ngày và danh sách thôn."), field="on",
                )  # fmt: skip
            village.key, village.valid_until = ended_key(village, on), on - timedelta(days=1)
            village.save(update_fields=["key", "valid_until"])
        commune = Unit.objects.get(pk=communes.pop())
        new = add_village(acting, commune, name, kind, on=on, document=document)
        links = Succession.objects.bulk_create(
            Succession(
                before=village, after=new, kind=SuccessionKind.MERGE, on=on, document=document[:200], mark="verified"
            )
            for village in old
        )
        for village, state, link in zip(old, before, links, strict=True):
            record(
                acting, "boundaries.village_ended", village, unit=commune, rows=[village, link], before=state,
                after=state_of(village), reason=document,
            )  # fmt: skip
        rehome_households(acting, Household.objects.filter(village__in=old), commune, on, document, to_village=new)
    return new
