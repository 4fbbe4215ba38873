"""Asking for an opinion, and typing in the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.boundaries.reach import acting_there, may_change, with_former
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.ask_opinion import ask_opinion
from rasoat.web.reviews.actions.record_opinion import record_opinion
from rasoat.web.reviews.actions.skip_opinion import skip_opinion
from rasoat.web.reviews.figures import due_on, opinion_step
from rasoat.web.reviews.forms.later import OpinionAskForm, OpinionForm
from rasoat.web.reviews.forms.sent_once import posted_key
from rasoat.web.reviews.models import Opinion, Result
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.views.later_common import help_on, place_or_404, standards_of
from rasoat.web.reviews.views.shared import already


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Send what has been posted to the body that the province named."""
    acting = acting_of(request)
    place = place_or_404(request, round_id, key)
    acting.require(Capability.REVIEW_RUN, place.commune)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OpinionAskForm(*posted, standards=[code for code, _name in standards_of(place.round)])
    if request.method == "POST" and form.is_valid():
        try:
            row = ask_opinion(acting, place.round, place.commune, form.cleaned_data["standard"], form.told())
        except AlreadyDoneError as done:
            return already(request, done, "reviews:opinion", done.record_id)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi xin ý kiến %(count)s hộ.") % {"count": len(row.asked)})
            return redirect("reviews:opinion", opinion_id=row.pk)
    context = {
        "place": place, "form": form, "step": opinion_step(place.round, acting.today()),
        "help": help_on(place.round, "opinion"),
        "due_on": due_on(place.round, "higher_opinion_days", acting.today()),
    }  # fmt: skip
    return render(request, "reviews/opinion_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def skip(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Go on without an opinion, where the province asks nobody."""
    place = place_or_404(request, round_id, key)
    try:
        once = posted_key(request.POST)
        count = skip_opinion(acting_of(request), place.round, place.commune, request.POST.get("chuan", ""), key=once)
        messages.success(request, _("%(count)s hộ đủ điều kiện trình ký.") % {"count": count})
    except AlreadyDoneError as done:
        messages.success(request, str(done))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("reviews:commune_steps", round_id=round_id, key=key)


@signed_in
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """One request with its households. A POST types in the answer."""
    acting = acting_of(request)
    rows = Opinion.objects.select_related("round__province", "commune", "paper")
    row = get_object_or_404(with_former(acting, Capability.REVIEW_VIEW, rows), pk=opinion_id)
    there = acting_there(acting, row.commune)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OpinionForm(*posted, opinion=row)
    if request.method == "POST":
        there.require(Capability.REVIEW_RUN, row)
        if form.is_valid():
            try:
                record_opinion(acting, row, form.answer())
            except AlreadyDoneError as done:
                return already(request, done, "reviews:opinion", done.record_id)
            except RefusedError as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Đã ghi ý kiến."))
                return redirect("reviews:opinion", opinion_id=row.pk)
    told = {each["case"]: each["reason"] for each in row.returned}
    found = Result.objects.filter(round=row.round_id, standard_id=row.standard_id, case__in=row.asked)
    if not may_change(acting, Capability.REVIEW_VIEW, row.commune):
        found = acting.policy.visible(Capability.REVIEW_VIEW, found)
    found = found.select_related("case__village").order_by("case__village__sort_key", "case__number")
    context = {
        "opinion": row, "form": form, "standard": standard_name(row.standard_id),
        "rows": [
            {"row": each, "reason": told.get(each.case_id, ""), "typed": request.POST.get(f"reason-{each.case_id}", "")}
            for each in found
        ],
        "may_answer": row.given_on is None and there.policy.may(Capability.REVIEW_RUN, row),
        "late": row.given_on is None and row.due_on is not None and row.due_on < acting.today(),
        "help": help_on(row.round, "opinion"),
    }  # fmt: skip
    return render(request, "reviews/opinion.html", context, status=422 if form.errors else 200)
