"""Addresses of receivers and deliveries."""

from datetime import date

from rasoat.web.receivers.models import Delivery, ProfileVersion, Receiver
from web.site.addresses import Address
from web.site.makers import person
from web.site.places import Place

PROFILE = """\
id: walk
system: Walk
evidence: {mark: ours}
sheets:
  - name: D01
    rows: members
    header_rows: [1]
    first_row: 2
    columns:
      - {at: A, heading: [name], from: full_name}
      - {at: B, heading: [class], from: class}
"""
"""Headings are the receiver's own words: none in Vietnamese here, so that the walk in English sees ours only."""


def receiver(place: Place) -> Receiver:
    return Receiver.objects.get_or_create(
        province=place.province, name="Nơi nhận thử",
        defaults={"kind": "insurer", "standard_id": "national_2022", "classes": ["poor"], "basis": "Điều 1"},
    )[0]  # fmt: skip


def version(place: Place) -> ProfileVersion:
    return ProfileVersion.objects.get_or_create(
        receiver=place.make(receiver), version=1,
        defaults={"year": 2026, "text": PROFILE, "state": "draft"},
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
