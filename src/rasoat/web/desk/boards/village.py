"""The board of a village head or reviewer: how many households are left, the next one, the meeting, whom to call."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import Assignment, Role
from rasoat.web.accounts.policy import in_force
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.desk.chosen import chosen
from rasoat.web.desk.stage_steps import StepHelp, help_of, stage_badge
from rasoat.web.look.badges import Badge
from rasoat.web.reviews.models import Case, Meeting, MeetingResult, Result, VillageReview
from rasoat.web.rounds.models import Round

LEFT = ("returned", "listed", "surveyed")
"""States of households that are not done: sent back first, then those without a form, then those not locked."""
OUT = ("left", "screened_out")
NOT_AGREED = ("waiting", "scored", "rejected")
"""States of results that a meeting has yet to agree on."""
NEXT = 5
_PHONE = re.compile(r"\+?\d[\d .]{7,}\d")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a village calls at the commune. `phone`: digits for the link; empty when none is written down."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MeetingAgain:
    """A village whose last meeting did not agree on every household. `rejected`: those still to be reviewed again.

    `on`: the day of that meeting; `at`: the appointment of the next one, None while there is none.
    """

    on: date
    rejected: Sequence[Case]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class VillageWork:
    """One village. `left` of `total` households are not locked; `next`: the first of them."""

    review: VillageReview
    left: int
    total: int
    done: int
    next: Sequence[Case]
    stage: Badge
    help: StepHelp | None
    contact: Contact | None
    meets: bool
    again: MeetingAgain | None


def board(request: HttpRequest) -> Mapping[str, Any] | None:
    """Work of the own villages in the round, or one's own households there; None for people without a village."""
    acting = acting_of(request)
    villages = acting.policy.villages(Capability.REVIEW_SURVEY)
    if not villages:
        return None
    picked = chosen(request, acting)
    if picked.row is None:
        return {"round": None, "villages": (), "tabs": ()}
    return {"round": picked.row, "tabs": picked.tabs, "villages": work_of(acting, picked.row, villages)}


def work_of(acting: Acting, row: Round, villages: Iterable[int | None]) -> list[VillageWork]:
    """What is left in some villages (six queries at most). Who only fills in forms is told of the own households."""
    reviews = list(
        VillageReview.objects.filter(round=row, village__in=list(villages))
        .select_related("village", "commune", "round")
        .order_by("village__sort_key", "village_id")
    )
    cases = Case.objects.filter(round=row, village__in=[each.village_id for each in reviews]).exclude(state__in=OUT)
    heads = acting.policy.villages(Capability.MEETING_RECORD)
    mine = Q(village__in=list(heads)) | Q(reviewer=acting.user)
    counts = {
        village: (total, left)
        for village, total, left in cases.filter(mine)
        .values_list("village")
        .annotate(total=Count("pk"), left=Count("pk", filter=Q(state__in=LEFT)))
        .order_by()
    }
    waiting = cases.filter(mine, state__in=LEFT).select_related("household").order_by("village", "number")
    ahead: dict[int | None, list[Case]] = {}
    for case in sorted(waiting, key=lambda case: LEFT.index(case.state)):
        ahead.setdefault(case.village_id, []).append(case)
    contacts = _officers({each.commune_id for each in reviews})
    again = _again(row, reviews)
    return [_work(each, counts.get(each.village_id, (0, 0)), ahead, contacts, heads, again) for each in reviews]


def _work(
    review: VillageReview, counts: tuple[int, int], ahead: Mapping[int | None, Sequence[Case]],
    contacts: Mapping[int, Contact], heads: set[int | None], again: Mapping[int, MeetingAgain],
) -> VillageWork:  # fmt: skip
    total, left = counts
    return VillageWork(
        review, left, total, total - left, ahead.get(review.village_id, ())[:NEXT], stage_badge(review.stage),
        help_of(review.round, review.stage), contact_of(review, contacts), review.village_id in heads,
        again.get(review.pk),
    )  # fmt: skip


def _again(row: Round, reviews: Sequence[VillageReview]) -> dict[int, MeetingAgain]:
    """Villages that must meet again: the last meeting left surveyed households without agreement, as they still are."""
    last = {each.review_id: each for each in Meeting.objects.filter(review__in=reviews).order_by("number")}
    failed = {
        each.village_id: each for each in reviews if each.pk in last and last[each.pk].result != MeetingResult.PASSED
    }
    if not failed:
        return {}
    rows = Result.objects.filter(round=row, village__in=list(failed), state__in=NOT_AGREED)
    cases: dict[int | None, dict[Case, bool]] = {}
    for result in rows.exclude(case__state__in=("listed", *OUT)).select_related("case").order_by("case__number"):
        own = cases.setdefault(result.village_id, {})
        own[result.case] = own.get(result.case, False) or result.state == "rejected"
    return {
        review.pk: _meets_again(review, last[review.pk], cases[village])
        for village, review in failed.items()
        if village in cases
    }


def _meets_again(review: VillageReview, meeting: Meeting, cases: Mapping[Case, bool]) -> MeetingAgain:
    at = review.meeting_at
    ahead = at is not None and timezone.localdate(at) > meeting.happened_on
    rejected = [case for case, again in cases.items() if again]
    return MeetingAgain(meeting.happened_on, rejected, at if ahead else None)


def contact_of(review: VillageReview, officers: Mapping[int, Contact]) -> Contact | None:
    """Whom the commune has named for the village, else an officer of the commune."""
    if not review.ask:
        return officers.get(review.commune_id)
    found = _PHONE.search(review.ask)
    return Contact(review.ask, re.sub(r"[ .]", "", found[0]) if found else "")


def _officers(communes: Iterable[int]) -> dict[int, Contact]:
    """One officer of each commune, somebody with a telephone before others."""
    rows = Assignment.objects.filter(
        in_force(timezone.localdate()), role=Role.COMMUNE_OFFICER, unit__in=list(communes), user__is_active=True
    )
    found: dict[int, Contact] = {}
    for row in rows.select_related("user").order_by("pk"):
        before = found.get(row.unit_id or 0)
        if before is None or (row.user.phone and not before.phone):
            found[row.unit_id or 0] = Contact(row.user.get_full_name(), re.sub(r"[ .]", "", row.user.phone))
    return found
