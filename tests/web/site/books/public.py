"""Addresses of the public site."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from rasoat.law.book import shipped_law
from rasoat.web.public.models import NamesBasis, Publication
from web.site.addresses import Address
from web.site.makers import decision_id
from web.site.places import Place

STANDARD = "national_2022"
DECIDED = shipped_law().ids_in_time()[0]


def publication(place: Place) -> Publication:
    """A published result of the province."""
    place.make(decision_id)
    columns = {"poor": None, "near_poor": 12, "total": 15}
    figures = {
        "columns": [*columns], "rows": [{"key": place.commune.key, "name": place.commune.full_name, **columns}],
        "total": columns,
    }  # fmt: skip
    return Publication.objects.create(
        province=place.province, year=2026, standard_id=DECIDED, as_of=date(2026, 1, 1), threshold=5, figures=figures
    )


def basis(place: Place) -> NamesBasis:
    """A basis for the names of the commune, in force today."""
    place.make(decision_id)
    today = timezone.localdate()
    return NamesBasis.objects.create(
        province=place.province, commune=place.commune, year=2026, standard_id=DECIDED, document="1/2026",
        valid_from=today, valid_until=today,
    )  # fmt: skip


def _publication(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(publication).pk}


def _dataset(place: Place) -> Mapping[str, Any]:
    row = place.make(publication)
    return {"key": place.province.key, "year": row.year, "standard_id": row.standard_id, "kind": "csv"}


def _names(place: Place) -> Mapping[str, Any]:
    place.make(basis)
    return {"key": place.commune.key}


def _at(place: Place) -> Mapping[str, Any]:
    return {"xa": place.commune.key}


BOOK: Mapping[str, Address] = {
    "public:home": Address(open=True),
    "public:language": Address(lambda _place: {"code": "en"}, open=True),
    "public:results": Address(open=True),
    "public:datasets": Address(open=True),
    "public:schema": Address(open=True),
    "public:dataset": Address(_dataset, open=True),
    "public:standards": Address(open=True),
    "public:standard": Address(lambda _place: {"standard_id": STANDARD}, open=True),
    "public:self_check": Address(lambda _place: {"standard_id": STANDARD}, open=True),
    "public:rounds": Address(open=True),
    "public:complaint": Address(open=True, sent=_at),
    "public:denunciation": Address(open=True, sent=_at),
    "public:look_up": Address(open=True),
    "public:application": Address(open=True, sent=_at),
    "public:verify": Address(open=True),
    "public:names": Address(_names, open=True),
    "public:manage": Address(),
    "public:publish": Address(),
    "public:withdraw": Address(_publication, guarded=True, sent=lambda _place: {"reason": "thử"}),
    "public:switches": Address(),
    "public:names_basis": Address(),
    "public:end_basis": Address(lambda place: {"pk": place.make(basis).pk}, guarded=True),
}
