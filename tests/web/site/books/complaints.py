"""Addresses of complaints and denunciations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasoat.web.complaints.actions.answer_complaint import answer_complaint
from rasoat.web.complaints.actions.receive import receive_complaint, receive_public_denunciation
from rasoat.web.complaints.actions.take_up import take_up
from rasoat.web.complaints.drafts import ComplaintDraft, DenunciationDraft
from rasoat.web.complaints.models import AgainstLevel, Complaint, Denounced, Denunciation, Outcome
from web.site.addresses import Address
from web.site.places import Place, person

DAY = date(2026, 10, 5)
TEXT = "Nội dung của một lá đơn thử."


def complaint(place: Place) -> Complaint:
    """An answered complaint of the commune."""
    row, _code = receive_complaint(place.acting, ComplaintDraft(place.commune, DAY, TEXT, name="Người Thử"))
    take_up(place.acting, row, on=DAY)
    return answer_complaint(place.acting, row, on=DAY, outcome=Outcome.UNFOUNDED, text="da xem xet")


def denunciation(place: Place) -> Denunciation:
    """A denunciation of somebody of the village: its commune's chair handles it."""
    draft = DenunciationDraft(place.commune, DAY, TEXT, against=AgainstLevel.VILLAGE, denounced="một người")
    return receive_public_denunciation(draft)[0]


def _complaint(place: Place) -> Mapping[str, Any]:
    return {"letter_id": place.make(complaint).pk}


def _denunciation(place: Place) -> Mapping[str, Any]:
    return {"letter_id": place.make(denunciation).pk}


def _barred(place: Place) -> Mapping[str, Any]:
    row = place.make(denunciation)
    bar, _made = Denounced.objects.get_or_create(denunciation=row, user=place.make(person))
    return {"letter_id": row.pk, "bar_id": bar.pk}


BOOK: Mapping[str, Address] = {
    "complaints:list": Address(),
    "complaints:new": Address(),
    "complaints:complaint": Address(_complaint, guarded=True),
    "complaints:step": Address(
        lambda place: {**_complaint(place), "move": "mo-lai"},
        guarded=True,
        sent=lambda _place: {"happened_on": "05/10/2026", "reason": "thử"},
    ),
    "complaints:denunciations": Address(),
    "complaints:new_denunciation": Address(),
    "complaints:denunciation": Address(_denunciation, guarded=True),
    "complaints:denunciation_step": Address(
        _denunciation, guarded=True, sent=lambda _place: {"move": "accept", "happened_on": "05/10/2026"}
    ),
    "complaints:denunciation_unbar": Address(
        _barred, guarded=True, sent=lambda _place: {"why": "mistake", "reason": "thử"}
    ),
    "complaints:denunciation_bar": Address(_denunciation, guarded=True, sent=lambda _place: {"user": "0"}),
}
