"""Addresses of the first steps of `reviews`: the list, requests, forms, the life of cases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasoat.web.reviews.actions.name_reviewer import name_reviewer
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.actions.screen_out_application import screen_out_application
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.actions.take_list import ListDraft, take_list
from rasoat.web.reviews.applications.drafts import ApplicationDraft
from rasoat.web.reviews.models import (
    Application,
    Case,
    RequestChannel,
    RequestKind,
    Reviewer,
    SignedList,
    VillageReview,
)
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.survey.answers import Answers
from rasoat.web.reviews.survey.writing import Filled
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_case, make_round
from web.reviews.signed.conftest import workbook
from web.site.addresses import Address
from web.site.makers import household
from web.site.places import Place

TOLD = Told(date(2026, 9, 2))


def first_round(place: Place) -> Round:
    return make_round(place.province, [place.commune])


def first_review(place: Place) -> VillageReview:
    return VillageReview.objects.get(round=place.make(first_round), village=place.village)


def first_case(place: Place) -> Case:
    """A case with a form."""
    case = make_case(place.make(first_round), place.make(household))
    submit_form(place.acting, case, Filled(Answers({"water": 1}), TOLD))
    return case


def reviewer(place: Place) -> Reviewer:
    return name_reviewer(place.acting, place.make(first_review), name="Người Thử")


def answered(place: Place) -> Application:
    draft = ApplicationDraft(place.commune, RequestKind.REVIEW, RequestChannel.IN_PERSON, "Người Thử", TOLD)
    return screen_out_application(place.acting, receive_application(place.acting, draft), "thử")


def _ground(place: Place) -> Mapping[str, Any]:
    return {"round_id": place.make(first_round).pk, "key": place.commune.key}


def _review(place: Place) -> Mapping[str, Any]:
    return {"review_id": place.make(first_review).pk}


def _reviewer(place: Place) -> Mapping[str, Any]:
    return {**_review(place), "reviewer_id": place.make(reviewer).pk}


def _case(place: Place) -> Mapping[str, Any]:
    return {"public_id": place.make(first_case).public_id}


def _request(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(answered).pk}


def waiting(place: Place) -> Application:
    draft = ApplicationDraft(place.commune, RequestKind.REVIEW, RequestChannel.IN_PERSON, "Người Chờ", TOLD)
    return receive_application(place.acting, draft)


def _waiting(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(waiting).pk}


def list_round(place: Place) -> Round:
    return make_round(place.province, [place.commune], route="entered")


def signed_list(place: Place) -> SignedList:
    row = place.make(list_round)
    case = make_case(row, place.make(household))
    draft = ListDraft(STANDARD, "DS thử", workbook((case.household.code, "", "", "", "Hộ nghèo")), TOLD)
    return take_list(place.acting, row, place.commune, draft)


def _list_ground(place: Place) -> Mapping[str, Any]:
    return {"round_id": place.make(list_round).pk, "key": place.commune.key}


def _list(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(signed_list).pk}


BOOK: Mapping[str, Address] = {
    "reviews:home": Address(),
    "reviews:mine": Address(),
    "reviews:take_over": Address(lambda place: {"round_id": place.make(first_round).pk}, guarded=True),
    "reviews:commune": Address(_ground, guarded=True),
    "reviews:cases": Address(_ground, guarded=True),
    "reviews:completeness": Address(_ground, guarded=True),
    "reviews:prompts": Address(_ground, guarded=True),
    "reviews:prompt_settle": Address(
        _ground,
        guarded=True,
        sent=lambda place: {"ho": place.make(household).code, "viec": "de-ngoai", "reason": "thử"},
    ),
    "reviews:case_new": Address(_ground, guarded=True),
    "reviews:list_make": Address(_ground, guarded=True),
    "reviews:quick_form": Address(_ground, guarded=True),
    "reviews:signed_lists": Address(_ground, guarded=True),
    "reviews:signed_list_template": Address(_list_ground, guarded=True),
    "reviews:signed_list": Address(_list, guarded=True),
    "reviews:signed_list_drop": Address(_list, guarded=True),
    "reviews:reviewers": Address(_review, guarded=True),
    "reviews:assign": Address(_reviewer, guarded=True),
    "reviews:reviewer_end": Address(_reviewer, guarded=True),
    "reviews:lock_all": Address(_review, guarded=True),
    "reviews:case": Address(_case, guarded=True),
    "reviews:form": Address(_case, guarded=True),
    "reviews:submission": Address(lambda place: {**_case(place), "number": 1}, guarded=True),
    "reviews:case_deed": Address(lambda place: {**_case(place), "step": "khoa"}, guarded=True),
    "reviews:case_write": Address(lambda place: {**_case(place), "kind": "lan-den"}, guarded=True),
    "reviews:case_event": Address(lambda place: {**_case(place), "kind": "sinh"}, guarded=True),
    "reviews:keying": Address(),
    "reviews:keying_form": Address(_case, guarded=True),
    "reviews:applications": Address(),
    "reviews:application_new": Address(),
    "reviews:household_find": Address(sent=lambda place: {"household": "lo", "xa": place.commune.key}),
    "reviews:application_home": Address(_waiting, guarded=True),
    "reviews:application": Address(_request, guarded=True),
    "reviews:application_deed": Address(lambda place: {**_request(place), "step": "nhan-lai"}, guarded=True),
    "reviews:wordings": Address(),
    "reviews:wordings_template": Address(),
}
