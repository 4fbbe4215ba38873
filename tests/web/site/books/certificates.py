"""Addresses of certificates and confirmations."""

from datetime import date

from rasoat.web.certificates.actions.confirm_status import Wish, confirm_status
from rasoat.web.certificates.holders import holders_of, sealed
from rasoat.web.certificates.models import Certificate, CertificateRun, CertificateYear, Confirmation, Purpose
from rasoat.web.reviews.models import RoundDecision
from web.review_making import make_round
from web.site.addresses import Address
from web.site.makers import decision_id, household, person
from web.site.places import Place


def decision(place: Place) -> RoundDecision:
    return RoundDecision.objects.create(
        round=make_round(place.province, [place.commune]), province=place.province, commune=place.commune, year=2026,
        standard_id="national_2022", state="confirmed", number="1/QĐ-UBND", signed_on=date(2026, 11, 20),
    )  # fmt: skip


def certificate(place: Place) -> Certificate:
    home = place.make(household)
    row = Certificate(
        province=place.province, commune=place.commune, village=place.village, household=home,
        standard_id="national_2022", number="01/GCN", code=f"CODE{place.commune.key}", issued_on=date(2026, 11, 20),
        head_name=home.head_name, decision=place.make(decision),
    )  # fmt: skip
    row.holder = sealed(row, holders_of([home])[home.pk])
    row.save()
    CertificateYear.objects.create(certificate=row, year=2026, household_class="poor")
    return row


def run(place: Place) -> CertificateRun:
    return CertificateRun.objects.create(
        province=place.province, commune=place.commune, kind="papers", decision=place.make(decision),
        owner=place.make(person),
    )  # fmt: skip


def confirmation(place: Place) -> Confirmation:
    place.make(decision_id)
    return confirm_status(place.acting, place.make(household), Wish(Purpose.BANK))


def _paper(place: Place) -> dict[str, object]:
    return {"public_id": place.make(certificate).public_id}


def _confirmation(place: Place) -> dict[str, object]:
    return {"public_id": place.make(confirmation).public_id}


def _decision(place: Place) -> dict[str, object]:
    return {"decision_id": place.make(decision).pk}


BOOK = {
    "certificates:home": Address(),
    "certificates:issue": Address(_decision, guarded=True),
    "certificates:run": Address(lambda place: {"run_id": place.make(run).pk}, guarded=True),
    "certificates:print_order": Address(_decision, guarded=True),
    "certificates:book": Address(),
    "certificates:book_print": Address(),
    "certificates:layout": Address(),
    "certificates:layout_test": Address(),
    "certificates:confirm_search": Address(),
    "certificates:confirmation": Address(_confirmation, guarded=True),
    "certificates:confirmation_print": Address(_confirmation, guarded=True),
    "certificates:confirmation_void": Address(_confirmation, guarded=True, sent=lambda _place: {"reason": ""}),
    "certificates:confirm": Address(lambda place: {"code": place.make(household).code}, guarded=True),
    "certificates:certificate": Address(_paper, guarded=True),
    "certificates:certificate_print": Address(_paper, guarded=True),
    "certificates:certificate_box": Address(lambda place: {**_paper(place), "year": 2026}, guarded=True),
    "certificates:step": Address(lambda place: {**_paper(place), "slug": "trao"}, guarded=True),
}
