"""Addresses of `rounds`. Checklist and calendar belong to a province: its communes read them too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.drafts import RoundDraft
from rasoat.web.rounds.models import DayChange, Round
from rasoat.web.rounds.standards import StandardDraft
from web.site.addresses import Address
from web.site.places import Place

TABLE = StandardDraft("national_2022", "answers", "minh-hoa-2022")


def training_round(place: Place) -> Round:
    """A draft of a training round of the commune."""
    return create_round(
        place.acting,
        RoundDraft("training", "regular", 2026, place.province, month=9, commune=place.commune, standards=[TABLE]),
    )


def day_change(place: Place) -> DayChange:
    return DayChange.objects.get_or_create(province=place.province, day=date(2027, 2, 12), works=False)[0]


def _round(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(training_round).pk}


def _province(place: Place) -> Mapping[str, Any]:
    return {"key": place.province.key}


BOOK: Mapping[str, Address] = {
    "rounds:list": Address(),
    "rounds:new": Address(),
    "rounds:checklist_home": Address(),
    "rounds:checklist": Address(_province),
    "rounds:parameter": Address(
        lambda place: {**_province(place), "procedure_id": "qd24_2021", "name": "posting_days"}
    ),
    "rounds:calendar_home": Address(),
    "rounds:calendar": Address(_province),
    "rounds:day_withdraw": Address(lambda place: {**_province(place), "pk": place.make(day_change).pk}),
    "rounds:round": Address(_round, guarded=True),
    "rounds:communes": Address(_round, guarded=True),
    "rounds:standards": Address(_round, guarded=True),
    "rounds:days": Address(_round, guarded=True),
    "rounds:settings": Address(_round, guarded=True),
    "rounds:edit": Address(_round, guarded=True),
    "rounds:step": Address(lambda place: {**_round(place), "step": "ket-thuc"}, guarded=True, private=True),
}
