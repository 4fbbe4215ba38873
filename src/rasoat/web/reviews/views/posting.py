"""Posting a list, looking at it, taking it down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.end_posting import end_posting
from rasoat.web.reviews.actions.start_posting import start_posting
from rasoat.web.reviews.figures import due_on
from rasoat.web.reviews.forms.later import PostingEndForm, PostingForm
from rasoat.web.reviews.models import Posting, Result
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.views.later_common import help_on, review_or_404
from rasoat.web.reviews.views.shared import already
from rasoat.web.rounds.models import RoundKind


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, review_id: int) -> HttpResponse:
    """Put the agreed list up; with `?phuc-tra=1`, what re-checks found."""
    acting = acting_of(request)
    review = review_or_404(request, review_id)
    acting.require(Capability.REVIEW_RUN, review)
    recheck = bool(request.GET.get("phuc-tra"))
    where = {"state": "complained", "case__held": False} if recheck else {"state": "agreed"}
    waiting = Result.objects.filter(round=review.round_id, village=review.village_id, **where).count()
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PostingForm(*posted)
    if request.method == "POST" and form.is_valid():
        try:
            row = start_posting(acting, review, form.draft(recheck=recheck))
        except AlreadyDoneError as done:
            return already(request, done, "reviews:posting", done.record_id)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi niêm yết; hết ngày %(day)s.") % {"day": f"{row.ends_on:%d/%m/%Y}"})
            if review.round.kind == RoundKind.REGULAR and row.ends_on > review.round.ends_on:
                messages.warning(
                    request,
                    _("Hết niêm yết thì đã quá hạn quyết định của đợt (%(day)s). Ghi rõ lý do chậm trong tờ trình.")
                    % {"day": f"{review.round.ends_on:%d/%m/%Y}"},
                )
            return redirect("reviews:posting", posting_id=row.pk)
    context = {
        "review": review, "form": form, "waiting": waiting, "recheck": recheck,
        "help": help_on(review.round, "posting"),
        "ends_on": due_on(review.round, "recheck_posting_days" if recheck else "posting_days", acting.today()),
    }  # fmt: skip
    return render(request, "reviews/posting_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def posting(request: HttpRequest, posting_id: int) -> HttpResponse:
    """One posting. A POST takes it down."""
    acting = acting_of(request)
    rows = Posting.objects.select_related(
        "review__round__province", "review__village", "review__commune", "paper", "photo", "ended_paper", "ended_photo"
    )
    visible = acting.policy.visible(Capability.REVIEW_VIEW, rows, prefix="review__")
    row = get_object_or_404(visible, pk=posting_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PostingEndForm(*posted)
    if request.method == "POST":
        acting.require(Capability.REVIEW_RUN, row.review)
        if form.is_valid():
            try:
                end_posting(acting, row, form.told(), photo=form.cleaned_data.get("photo"))
            except AlreadyDoneError as done:
                return already(request, done, "reviews:village_steps", row.review_id)
            except RefusedError as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Đã ghi kết thúc niêm yết."))
                return redirect("reviews:village_steps", review_id=row.review_id)
    shown = row.cases.select_related("case").order_by("standard_id", "case__number")
    context = {
        "posting": row, "review": row.review, "rows": [(standard_name(each.standard_id), each) for each in shown],
        "may_end": row.ended_on is None and acting.policy.may(Capability.REVIEW_RUN, row.review),
        "over": acting.today() > row.ends_on, "form": form, "help": help_on(row.review.round, "posting"),
    }  # fmt: skip
    return render(request, "reviews/posting.html", context, status=422 if form.errors else 200)
