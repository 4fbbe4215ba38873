"""A unit gets another name or kind from a day on: the same unit lives on, its time under the old name becomes a unit of
the old map."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Level, Succession, SuccessionKind, Unit, UnitTotal
from rasoat.web.areas.naming import set_name
from rasoat.web.boundaries.keys import ended_key
from rasoat.web.boundaries.reach import require_name
from rasoat.web.boundaries.reindex import reindex
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def rename_unit(acting: Acting, unit: Unit, name: str, kind: str, *, on: date, document: str, area: str = "") -> Unit:
    """Give a unit a new name, kind or area from `on`. Returns the unit of the old map that keeps the old name, its
    predecessors, and the totals of the years before; households need not move.

    Raises `NotAllowedError`, or `RefusedError` for a missing document, a future day, a unit not there before.
    """
    require_name(acting, unit)
    if not clean(name):
        raise RefusedError(_("Chưa ghi tên mới."), remedy=_("Ghi tên theo văn bản."), field="name")
    if not document.strip():
        raise RefusedError(_("Chưa ghi văn bản."), remedy=_("Ghi số, ngày của văn bản đổi tên."), field="document")
    if on > acting.today():
        raise RefusedError(_("Ngày có hiệu lực còn ở tương lai."), remedy=_("Ghi thay đổi khi đến ngày."), field="on")
    with transaction.atomic():
        living = Unit.objects.select_for_update().get(pk=unit.pk)
        if living.valid_until is not None or (living.valid_from and living.valid_from >= on):
            raise RefusedError(
                _("%(unit)s không có trên bản đồ trước ngày này, hoặc đã kết thúc.") % {"unit": living},
                remedy=_("Chọn ngày muộn hơn; tên ghi sai từ đầu thì dùng Sửa lỗi ghi tên."), field="on",
            )  # fmt: skip
        before = state_of(living)
        old = _old(living, on)
        moved = _hand_back(living, old, on)
        living.kind, living.valid_from, living.area = kind, on, area or living.area
        set_name(living, name).save()
        link = Succession.objects.create(
            before=old, after=living, kind=SuccessionKind.RENAME, on=on, document=document[:200], mark="verified"
        )
        record(
            acting, "boundaries.unit_renamed", living, unit=living, rows=[living, old, link, *moved], before=before,
            after=state_of(living), reason=document,
        )  # fmt: skip
        reindex(acting, living)
    return old


def _old(living: Unit, on: date) -> Unit:
    old = Unit.objects.get(pk=living.pk)
    old.pk = None
    old._state.adding = True
    old.key, old.valid_until = ended_key(living, on), on - timedelta(days=1)
    old.save()
    for column, level in (("province", Level.PROVINCE), ("commune", Level.COMMUNE)):
        if living.level == level:
            setattr(old, column, old)
            old.save(update_fields=[column])
    return old


def _hand_back(living: Unit, old: Unit, on: date) -> list[Succession | UnitTotal]:
    """What belongs to the time before: the lineage behind it, and totals of earlier years."""
    links = list(Succession.objects.filter(after=living))
    for link in links:
        link.after = old
    Succession.objects.bulk_update(links, ["after"], batch_size=500)
    totals = list(UnitTotal.objects.filter(unit=living, year__lt=on.year))
    for total in totals:
        total.unit = old
        total.commune = old if living.level == Level.COMMUNE else total.commune
    UnitTotal.objects.bulk_update(totals, ["unit", "commune"], batch_size=500)
    below = list(UnitTotal.objects.filter(commune=living, year__lt=on.year)) if living.level == Level.COMMUNE else []
    for total in below:
        total.commune = old
    UnitTotal.objects.bulk_update(below, ["commune"], batch_size=500)
    return [*links, *totals, *below]
