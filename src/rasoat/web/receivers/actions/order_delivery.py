"""Order a list for a receiver."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.jobs.actions.enqueue import enqueue, owner_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.receivers.as_of import first_day_of, knows
from rasoat.web.receivers.deliver_job import KIND
from rasoat.web.receivers.models import Delivery, DeliveryState, ProfileState, Receiver
from rasoat.web.receivers.persons import need_own_facts
from rasoat.web.receivers.profiles import profile_of, takes_health, takes_numbers
from rasoat.web.receivers.reach import need_rights


def order_delivery(acting: Acting, receiver: Receiver, place: Unit, on: date) -> Delivery:
    """A job writes the list of a commune or of the province as the register stood `on` a day.

    Raises `NotAllowedError`; `RefusedError` for a receiver without a profile in use, a place elsewhere, or a day of
    which the register cannot tell.
    """
    acting.require(Capability.EXPORT_RUN, place)
    if place.province_id != receiver.province_id or place.level not in {Level.PROVINCE, Level.COMMUNE}:
        raise RefusedError(_("Nơi nhận này thuộc tỉnh khác."), remedy=_("Chọn lại đơn vị."), field="place")
    version = receiver.profiles.filter(state=ProfileState.CURRENT).first()
    if version is None or not receiver.active:
        raise RefusedError(
            _("Nơi nhận này chưa có mẫu đang dùng, hoặc đã ngừng."), remedy=_("Báo cán bộ tỉnh đặt mẫu."), field="place"
        )
    profile = profile_of(version)
    need_rights(acting, receiver, profile, place)
    need_own_facts(receiver.limit, profile)
    _need_day(acting, place, on, health=takes_health(profile))
    commune = place if place.level == Level.COMMUNE else None
    before = Delivery.objects.filter(receiver=receiver, commune=commune, state=DeliveryState.DELIVERED, on__lte=on)
    with transaction.atomic():
        row = Delivery.objects.create(
            receiver=receiver, profile=version, province=receiver.province, commune=commune, on=on,
            persons=receiver.persons, age_from=receiver.age_from, age_to=receiver.age_to,
            previous=before.order_by("-on", "-taken_on", "-created_at").first(), with_numbers=takes_numbers(profile),
            with_health=takes_health(profile), owner=owner_of(acting),
        )  # fmt: skip
        row.job = enqueue(
            acting, KIND,
            label=Said(
                gettext_noop("Danh sách %(unit)s cho %(receiver)s"),
                {"unit": place.full_name, "receiver": receiver.name},
            ),
            arguments={"delivery": str(row.pk)}, unit=place, steps=1,
        )  # fmt: skip
        row.save(update_fields=["job"])
        record(
            acting, "receivers.list_ordered", row, unit=place, rows=[row],
            after={
                "receiver": receiver.name, "basis": receiver.basis, "with_numbers": row.with_numbers,
                "on": on.isoformat(), "persons": row.persons, "age_from": row.age_from, "age_to": row.age_to,
            },
            role=acting.role_for(Capability.EXPORT_RUN, place),
        )  # fmt: skip
    return row


def _need_day(acting: Acting, place: Unit, on: date, *, health: bool) -> None:
    today = acting.today()
    if on > today:
        raise RefusedError(
            _("Ngày %(day)s chưa đến, sổ hộ chưa biết gì về ngày đó.") % {"day": f"{on:%d/%m/%Y}"},
            remedy=_("Ghi ngày hôm nay hoặc một ngày đã qua."), field="on", code="future-day",
        )  # fmt: skip
    if health and on < today:
        raise RefusedError(
            _("Mẫu có thông tin sức khỏe, sổ chỉ giữ thông tin sức khỏe của hôm nay."),
            remedy=_("Ghi ngày hôm nay."), field="on", code="health-today",
        )  # fmt: skip
    first = None if knows(place, on) else first_day_of(place)
    if first is not None and on < first:
        raise RefusedError(
            _("Sổ hộ của %(unit)s chỉ có từ ngày %(first)s, không biết ngày %(day)s.")
            % {"unit": place.full_name, "first": f"{first:%d/%m/%Y}", "day": f"{on:%d/%m/%Y}"},
            remedy=_("Ghi một ngày từ đó về sau."), field="on", code="before-register",
        )  # fmt: skip
