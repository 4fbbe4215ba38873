"""The village meeting: appointment, minutes, and what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.hold_meeting import hold_meeting
from rasoat.web.reviews.actions.schedule_meeting import schedule_meeting
from rasoat.web.reviews.actions.write_remark import write_remark
from rasoat.web.reviews.forms.meeting import BODIES, MeetingForm, RemarkForm, ScheduleForm
from rasoat.web.reviews.meeting import surveyed_after
from rasoat.web.reviews.models import Case, Meeting, Result
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.views.later_common import help_on, review_or_404
from rasoat.web.reviews.views.shared import already


@signed_in
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, review_id: int) -> HttpResponse:
    """When and where."""
    acting = acting_of(request)
    review = review_or_404(request, review_id)
    acting.require(Capability.MEETING_RECORD, review)
    at = timezone.localtime(review.meeting_at) if review.meeting_at else None
    initial = {
        "day": at.date() if at else None, "hour": at.time() if at else None, "place": review.meeting_place,
        "ask": review.ask,
    }  # fmt: skip
    form = ScheduleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            schedule_meeting(acting, review, form.told())
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi lịch họp thôn."))
            return redirect("reviews:village_steps", review_id=review.pk)
    context = {"review": review, "form": form, "help": help_on(review.round, "meeting")}
    return render(request, "reviews/schedule.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, review_id: int) -> HttpResponse:
    """The minutes: who came, one vote for each standard, and households voted on apart."""
    acting = acting_of(request)
    review = review_or_404(request, review_id)
    acting.require(Capability.MEETING_RECORD, review)
    rows = list(
        Result.objects.filter(round=review.round_id, village=review.village_id, state="scored")
        .select_related("case")
        .order_by("case__number", "standard_id")
    )
    listed = Case.objects.filter(round=review.round_id, village=review.village_id).count()
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MeetingForm(*posted, review=review, rows=rows, listed=listed)
    form.fields["acted"].required = review.village_id not in acting.policy.villages(Capability.MEETING_RECORD)
    if request.method == "POST" and form.is_valid():
        try:
            meeting_held = hold_meeting(acting, review, form.draft())
        except AlreadyDoneError as done:
            return already(request, done, "reviews:meeting", done.record_id)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi biên bản họp: %(result)s.") % {
                "result": meeting_held.get_result_display().lower()
            })  # fmt: skip
            if late := surveyed_after(meeting_held, rows):
                messages.warning(
                    request,
                    _("Phiếu của hộ số %(numbers)s ghi ngày phỏng vấn sau ngày họp: xem lại ngày trên giấy.")
                    % {"numbers": ", ".join(map(str, late))},
                )
            return redirect("reviews:meeting", meeting_id=meeting_held.pk)
    context = {
        "review": review, "form": form, "rows": rows, "help": help_on(review.round, "meeting"),
        "number": review.meetings.count() + 1,
    }  # fmt: skip
    return render(request, "reviews/meeting_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting. A POST adds to the Front's remarks."""
    acting = acting_of(request)
    rows = Meeting.objects.select_related("review__round", "review__village", "review__commune", "paper")
    visible = acting.policy.visible(Capability.REVIEW_VIEW, rows, prefix="review__")
    row = get_object_or_404(visible, pk=meeting_id)
    may_remark = acting.policy.may(Capability.REMARK_WRITE, row.review)
    form = RemarkForm(request.POST or None)
    if request.method == "POST":
        acting.require(Capability.REMARK_WRITE, row.review)
        if form.is_valid():
            write_remark(acting, row, form.cleaned_data["text"])
            messages.success(request, _("Đã ghi ý kiến."))
            return redirect("reviews:meeting", meeting_id=row.pk)
    bodies = dict(BODIES)
    outcomes = list(row.outcomes.select_related("case").order_by("standard_id", "pk"))
    context = {
        "meeting": row, "review": row.review, "form": form if may_remark else None,
        "lists": [(standard_name(each.standard_id), each) for each in outcomes if each.case_id is None],
        "apart": [(standard_name(each.standard_id), each) for each in outcomes if each.case_id is not None],
        "officials": [
            f"{bodies.get(each['body'], each['body'])}: " + ", ".join(filter(None, [each["name"], each["post"]]))
            for each in row.officials
        ],
    }  # fmt: skip
    return render(request, "reviews/meeting.html", context, status=422 if form.errors else 200)
