"""Addresses of `desk`."""

from collections.abc import Mapping
from typing import Any

from rasoat.web.rounds.models import Round
from web.review_making import make_round
from web.site.addresses import Address
from web.site.places import Place


def open_round(place: Place) -> Round:
    return make_round(place.province, [place.commune])


def _round(place: Place) -> Mapping[str, Any]:
    return {"round_id": place.make(open_round).pk}


BOOK: Mapping[str, Address] = {
    "desk:communes": Address(_round, guarded=True),
    "desk:steps": Address(_round, guarded=True),
}
