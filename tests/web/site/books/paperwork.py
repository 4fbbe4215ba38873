"""Addresses of paperwork."""

from datetime import date

from rasoat.web.paperwork.models import PaperNumber, VillageFolder
from rasoat.web.reviews.models import VillageReview
from rasoat.web.rounds.models import Round, RoundCommune
from web.review_making import make_round
from web.site.addresses import Address
from web.site.makers import person
from web.site.places import Place


def paper_round(place: Place) -> Round:
    """A round with papers of the commune."""
    return make_round(place.province, [place.commune])


def review(place: Place) -> VillageReview:
    return VillageReview.objects.get(round=place.make(paper_round), village=place.village)


def place_id(place: Place) -> int:
    return RoundCommune.objects.get(round=place.make(paper_round)).pk


def folder(place: Place) -> VillageFolder:
    return VillageFolder.objects.create(
        province=place.province, commune=place.commune, village=place.village, review=place.make(review),
        owner=place.make(person),
    )  # fmt: skip


def paper_number(place: Place) -> PaperNumber:
    return PaperNumber.objects.create(
        province=place.province, commune=place.commune, year=2026, symbol="TTr-UBND", number=1, about="Tờ trình thử",
        on=date(2026, 11, 20),
    )  # fmt: skip


def _review(place: Place) -> dict[str, object]:
    return {"review_id": place.make(review).pk}


BOOK = {
    "paperwork:home": Address(),
    "paperwork:commune": Address(lambda place: {"place_id": place.make(place_id)}, guarded=True),
    "paperwork:village": Address(_review, guarded=True),
    "paperwork:print_village": Address(lambda place: {**_review(place), "stage": "meeting"}, guarded=True),
    "paperwork:order": Address(_review, guarded=True),
    "paperwork:order_archive": Address(_review, guarded=True),
    "paperwork:blanks": Address(lambda place: {"place_id": place.make(place_id)}, guarded=True),
    "paperwork:blank": Address(
        lambda place: {"kind": "don-ra-soat", "ref": str(place.make(place_id)), "face": "xem"}, guarded=True
    ),
    "paperwork:folder": Address(lambda place: {"folder_id": place.make(folder).pk}, guarded=True),
    "paperwork:paper": Address(
        lambda place: {"kind": "giay-moi", "ref": str(place.make(review).pk), "face": "xem"}, guarded=True
    ),
    "paperwork:templates": Address(),
    "paperwork:template": Address(lambda _place: {"kind": "giay-moi"}),
    "paperwork:template_pdf": Address(lambda _place: {"kind": "giay-moi"}),
    "paperwork:template_step": Address(lambda _place: {"kind": "giay-moi", "step": "bo"}),
    "paperwork:book": Address(lambda place: {"key": place.commune.key, "year": 2026}, guarded=True),
    "paperwork:void_number": Address(
        lambda place: {"number_id": place.make(paper_number).pk}, guarded=True, sent=lambda _place: {"reason": "thử"}
    ),
}
