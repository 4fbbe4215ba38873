"""Addresses of receivers and deliveries."""

from datetime import date

from rasoat.survey.exporting.record import profile_text
from rasoat.survey.exporting.store import shipped_profiles
from rasoat.web.receivers.models import Delivery, ProfileVersion, Receiver
from web.site.addresses import Address
from web.site.makers import person
from web.site.places import Place


def receiver(place: Place) -> Receiver:
    return Receiver.objects.get_or_create(
        province=place.province, name="Nơi nhận thử",
        defaults={"kind": "insurer", "standard_id": "national_2022", "classes": ["poor"], "basis": "Điều 1"},
    )[0]  # fmt: skip


def version(place: Place) -> ProfileVersion:
    return ProfileVersion.objects.get_or_create(
        receiver=place.make(receiver), version=1,
        defaults={"year": 2026, "text": profile_text(shipped_profiles()[0]), "state": "draft"},
    )[0]  # fmt: skip


def delivery(place: Place) -> Delivery:
    return Delivery.objects.create(
        receiver=place.make(receiver), profile=place.make(version), province=place.province, commune=place.commune,
        on=date(2026, 2, 1), owner=place.make(person), state="made",
    )  # fmt: skip


def _receiver(place: Place) -> dict[str, object]:
    return {"receiver_id": place.make(receiver).pk}


def _delivery(place: Place) -> dict[str, object]:
    return {"delivery_id": place.make(delivery).pk}


def _version(place: Place) -> dict[str, object]:
    return {"receiver_id": place.make(receiver).pk, "version": place.make(version).version}


BOOK = {
    "receivers:home": Address(),
    "receivers:new": Address(),
    "receivers:receiver": Address(_receiver),
    "receivers:edit": Address(_receiver),
    "receivers:profile_new": Address(_receiver),
    "receivers:profile": Address(_version),
    "receivers:delivery": Address(_delivery, guarded=True),
    "receivers:drop": Address(_delivery, guarded=True, sent=lambda _place: {"reason": ""}),
}
