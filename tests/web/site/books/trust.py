"""Addresses of `trust`. A round of a commune, so that only its people and those above see the sample."""

from collections.abc import Mapping
from typing import Any

from rasoat.web.reviews.models import Case
from rasoat.web.rounds.models import Round
from rasoat.web.trust.drawing import promise_of
from rasoat.web.trust.models import RecheckPlan, SampledCase
from rasoat.web.vault.sealing import seal
from web.review_making import STANDARD, make_case, make_round
from web.site.addresses import Address
from web.site.makers import household
from web.site.places import Place


def sampled_round(place: Place) -> Round:
    """An open regular round of the commune."""
    return make_round(place.province, [place.commune], kind="regular", commune=place.commune)


def sampled_case(place: Place) -> Case:
    return make_case(place.make(sampled_round), place.make(household), proposed="poor", result_state="scored")


def plan(place: Place) -> RecheckPlan:
    """A promised sample."""
    row = RecheckPlan(
        round=place.make(sampled_round), province=place.province, standard_id=STANDARD, share=50, least=1,
        document="KH 1", promise=promise_of("thu"),
    )  # fmt: skip
    row.seed = seal(b"thu", bound_to=row.seal_bond("seed"))
    row.save()
    return row


def sampled(place: Place) -> SampledCase:
    case = place.make(sampled_case)
    return SampledCase.objects.create(
        plan=place.make(plan), case=case, province=place.province, commune=place.commune, village=place.village,
        stood="poor",
    )  # fmt: skip


def _round(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(sampled_round).pk}


def _plan(place: Place) -> Mapping[str, Any]:
    return {"plan_id": place.make(plan).pk}


BOOK: Mapping[str, Address] = {
    "trust:plans": Address(),
    "trust:promise": Address(_round, guarded=True),
    "trust:plan": Address(_plan, guarded=True),
    "trust:step": Address(lambda place: {**_plan(place), "step": "dong-bang"}, guarded=True),
    "trust:assign_many": Address(_plan, guarded=True),
    "trust:sampled": Address(lambda place: {"pk": place.make(sampled).pk}, guarded=True),
    "trust:rounds": Address(),
    "trust:patterns": Address(_round, guarded=True),
    "trust:behind": Address(lambda place: {**_round(place), "pattern": "mo-khoa"}, guarded=True),
}
