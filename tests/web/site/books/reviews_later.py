"""Addresses of the steps from the village meeting to the decision, and one of everything that stands there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasoat.web.reviews.models import (
    Case,
    DecidedCase,
    Meeting,
    Opinion,
    Posting,
    Recheck,
    Result,
    RoundDecision,
    VillageReview,
)
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_case, make_round
from web.site.addresses import Address
from web.site.makers import household
from web.site.places import Place

DAY = date(2026, 10, 5)


def review_round(place: Place) -> Round:
    return make_round(place.province, [place.commune])


def review(place: Place) -> VillageReview:
    return VillageReview.objects.get(round=place.make(review_round), village=place.village)


def review_case(place: Place) -> Case:
    """A case that is held, with its result."""
    case = make_case(
        place.make(review_round), place.make(household), state="locked", result_state="complained", proposed="poor",
        agreed="poor", held=True,
    )  # fmt: skip
    assert Result.objects.filter(case=case).exists()
    return case


def meeting(place: Place) -> Meeting:
    return Meeting.objects.create(review=place.make(review), number=1, present=20, result="passed", happened_on=DAY)


def posting(place: Place) -> Posting:
    return Posting.objects.create(review=place.make(review), number=1, days=3, ends_on=DAY, happened_on=DAY)


def opinion(place: Place) -> Opinion:
    return Opinion.objects.create(
        round=place.make(review_round), province=place.province, commune=place.commune, standard_id=STANDARD,
        body="Sở", happened_on=DAY, asked=[place.make(review_case).pk],
    )  # fmt: skip


def decision(place: Place) -> RoundDecision:
    return RoundDecision.objects.create(
        round=place.make(review_round), province=place.province, commune=place.commune, year=2026, standard_id=STANDARD
    )


def line(place: Place) -> DecidedCase:
    return DecidedCase.objects.create(
        decision=place.make(decision), case=place.make(review_case), kind="refused", household_class="not_poor"
    )


def recheck(place: Place) -> Recheck:
    return Recheck.objects.create(case=place.make(review_case), cause="complaint", ordered_on=DAY, checker_name="Ai đó")


def _review(place: Place) -> Mapping[str, Any]:
    return {"review_id": place.make(review).pk}


def _commune(place: Place) -> Mapping[str, Any]:
    place.make(review_case)
    return {"round_id": place.make(review_round).pk, "key": place.commune.key}


def _decision(place: Place) -> Mapping[str, Any]:
    return {"decision_id": place.make(decision).pk}


BOOK: Mapping[str, Address] = {
    "reviews:steps": Address(),
    "reviews:to_sign": Address(),
    "reviews:commune_steps": Address(_commune, guarded=True),
    "reviews:nothing": Address(_commune, guarded=True),
    "reviews:village_steps": Address(_review, guarded=True),
    "reviews:schedule": Address(_review, guarded=True),
    "reviews:meeting_new": Address(_review, guarded=True),
    "reviews:meeting": Address(lambda place: {"meeting_id": place.make(meeting).pk}, guarded=True),
    "reviews:posting_new": Address(_review, guarded=True),
    "reviews:posting": Address(lambda place: {"posting_id": place.make(posting).pk}, guarded=True),
    "reviews:opinion_new": Address(_commune, guarded=True),
    "reviews:opinion_skip": Address(_commune, guarded=True),
    "reviews:opinion": Address(lambda place: {"opinion_id": place.make(opinion).pk}, guarded=True),
    "reviews:decision_new": Address(_commune, guarded=True),
    "reviews:decision": Address(_decision, guarded=True),
    "reviews:decision_sign": Address(_decision, guarded=True),
    "reviews:decision_number": Address(_decision, guarded=True),
    "reviews:decision_confirm": Address(_decision, guarded=True),
    "reviews:decision_withdraw": Address(_decision, guarded=True),
    "reviews:refusal_answer": Address(
        lambda place: {**_decision(place), "line_id": place.make(line).pk}, guarded=True
    ),
    "reviews:recheck_new": Address(lambda place: {"public_id": place.make(review_case).public_id}, guarded=True),
    "reviews:recheck": Address(lambda place: {"recheck_id": place.make(recheck).pk}, guarded=True),
}  # fmt: skip
