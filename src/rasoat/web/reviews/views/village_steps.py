"""A village in a round: which steps are behind it, what comes next, and what the law says of each."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.figures import opinion_step
from rasoat.web.reviews.models import Result, VillageReview
from rasoat.web.reviews.stages import stage_of
from rasoat.web.reviews.state_graphs import RESULT
from rasoat.web.reviews.views.later_common import help_of, review_or_404
from rasoat.web.rounds.stages import ORDER, Stage

SHOWN = (Stage.LISTING, Stage.SURVEY, Stage.MEETING, Stage.POSTING, Stage.OPINION, Stage.DECISION, Stage.DONE)
FOLDED = {Stage.POSTED: Stage.POSTING, Stage.SIGNING: Stage.DECISION, Stage.RECHECK: Stage.DECISION}
"""Stages that stand inside another one in the line of steps."""


@signed_in
@require_GET
def village(request: HttpRequest, review_id: int) -> HttpResponse:
    """Steps, meetings, postings and the result of each household."""
    acting = acting_of(request)
    review = review_or_404(request, review_id)
    rows = list(
        Result.objects.filter(round=review.round_id, village=review.village_id)
        .select_related("case")
        .order_by("case__number", "pk")
    )
    stage = stage_of(row.state for row in rows) if rows else review.stage
    context = {
        "review": review, "steps": steps_of(stage, asks_opinion=asks_opinion(review)),
        "stage": Stage(stage).label, "rows": [_row(row) for row in rows],
        "next": _next(acting, review, rows), "helps": help_of(review.round),
        "meetings": review.meetings.select_related("paper").order_by("-number"),
        "postings": review.postings.select_related("paper", "ended_paper").order_by("-number"),
        "may_meet": acting.policy.may(Capability.MEETING_RECORD, review), "many": review.round.standards.count() > 1,
        "sees_commune": acting.policy.may(Capability.REVIEW_VIEW, review.commune),
    }  # fmt: skip
    return render(request, "reviews/village_steps.html", context)


def asks_opinion(review: VillageReview) -> bool:
    """Whether an opinion is asked for in the round of a village, or may be: the province has not said yet."""
    step = opinion_step(review.round, timezone.localdate())
    return step.needed or not step.decided


def steps_of(stage: str, *, asks_opinion: bool = True) -> list[dict[str, str]]:
    """The line of steps with where the village stands; without the opinion where nobody is asked."""
    current = FOLDED.get(Stage(stage), Stage(stage))
    return [
        {"label": str(each.label) if each != Stage.POSTING else _("Niêm yết"),
         "state": "done" if ORDER[each] < ORDER[current] or current == Stage.DONE else
         "current" if each == current else "waiting"}
        for each in SHOWN
        if each != Stage.OPINION or asks_opinion or current == Stage.OPINION
    ]  # fmt: skip


def _row(row: Result) -> dict[str, Any]:
    """A line of the table. Classes stand here since a result has one only once its form is locked."""
    return {
        "case": row.case, "standard": standard_name(row.standard_id), "state": RESULT.states[row.state].label,
        "opening": row.opening_class, "now": row.final or row.agreed or row.proposed, "departs": row.departs,
        "reason": row.reason, "recheck": row.state == "complained",
    }  # fmt: skip


def _next(acting: Acting, review: VillageReview, rows: Sequence[Result]) -> list[dict[str, str]]:
    """What can be done now, each with its address for those who may do it."""
    states = {row.state for row in rows}
    may = acting.policy.may
    found: list[dict[str, str]] = []
    if not rows:
        return [{"text": _("Thôn chưa có hộ nào trong danh sách rà soát."), "url": "", "label": ""}]
    waiting = len({row.case_id for row in rows if row.state == "waiting"})
    if waiting:
        found.append(
            {"text": _("Còn %(count)s hộ phải rà soát, khóa phiếu.") % {"count": waiting}, "url": "", "label": ""}
        )
    if rejected := [row.case for row in rows if row.state == "rejected"]:
        found.append({
            "text": _(
                "Họp thôn chưa thống nhất %(count)s hộ: mở khóa phiếu (ghi lý do), rà soát lại, khóa, rồi họp lại."
            ) % {"count": len({case.pk for case in rejected})},
            "url": reverse("reviews:case", args=[rejected[0].public_id]),
            "label": _("Mở hộ %(case)s") % {"case": rejected[0]},
        })  # fmt: skip
    if "scored" in states:
        found.append(_do(_("Có kết quả chờ họp thôn."), _("Ghi biên bản họp"), "reviews:meeting_new", review,
                         may(Capability.MEETING_RECORD, review)))  # fmt: skip
    run = may(Capability.REVIEW_RUN, review)
    if "agreed" in states:
        found.append(_do(_("Có kết quả chờ niêm yết."), _("Niêm yết"), "reviews:posting_new", review, run))
    if any(row.state == "complained" and not row.case.held for row in rows):
        again = _do(_("Có kết quả phúc tra chờ niêm yết."), _("Niêm yết kết quả phúc tra"), "reviews:posting_new",
                    review, run)  # fmt: skip
        again["url"] = f"{again['url']}?phuc-tra=1" if again["url"] else ""
        found.append(again)
    found += [
        {"text": _("Niêm yết lần %(number)s hết ngày %(day)s.")
                 % {"number": posting.number, "day": f"{posting.ends_on:%d/%m/%Y}"},
         "url": reverse("reviews:posting", args=[posting.pk]), "label": _("Mở lần niêm yết")}
        for posting in review.postings.filter(ended_on__isnull=True).order_by("number")
    ]  # fmt: skip
    if states & {"cleared", "opinion", "ready", "prepared"}:
        told = _do(
            _("Có kết quả đã hết niêm yết: các bước sau làm chung cả xã."), _("Các bước của xã"), "", review, False
        )
        if may(Capability.REVIEW_VIEW, review.commune):
            told["url"] = reverse("reviews:commune_steps", args=[review.round_id, review.commune.key])
        found.append(told)
    return found


def _do(text: str, label: str, name: str, review: VillageReview, allowed: bool) -> dict[str, str]:
    return {"text": text, "label": label, "url": reverse(name, args=[review.pk]) if allowed and name else ""}
