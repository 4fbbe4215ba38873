"""Reviewers of a village, and which households each one surveys."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.assign_cases import assign_cases
from rasoat.web.reviews.actions.end_reviewer import end_reviewer
from rasoat.web.reviews.actions.lock_forms import lock_forms
from rasoat.web.reviews.actions.name_reviewer import name_reviewer
from rasoat.web.reviews.forms.listing import AssignForm, ReviewerForm
from rasoat.web.reviews.listing.relatives import relatives_of
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.views.shared import review_or_404


@signed_in
@require_http_methods(["GET", "POST"])
def reviewers(request: HttpRequest, review_id: int) -> HttpResponse:
    """Who surveys, how many households each has, and relatives that were declared."""
    review = review_or_404(request, review_id)
    form = ReviewerForm(request.POST if request.method == "POST" else None, review=review)
    if request.method == "POST" and form.is_valid():
        try:
            name_reviewer(acting_of(request), review, **form.cleaned_data)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi rà soát viên."))
            return redirect("reviews:reviewers", review_id)
    cases = Case.objects.filter(round=review.round_id, village=review.village_id)
    open_ones = Count("pk", filter=Q(state__in=("listed", "returned", "surveyed")))
    counted = cases.order_by().values_list("reviewer_name").annotate(all=Count("pk"), open=open_ones)
    given = {name: {"all": number, "open": waiting} for name, number, waiting in counted}
    rows = [
        {"row": row, **given.get(row.name, {"all": 0, "open": 0})}
        for row in review.reviewers.order_by("ended_on", "pk")
    ]
    context = {
        "review": review, "form": form, "rows": rows, "assign_form": AssignForm(), "relatives": relatives_of(review),
        "unassigned": given.get("", {}).get("all", 0),
    }  # fmt: skip
    return render(request, "reviews/reviewers.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def assign(request: HttpRequest, review_id: int, reviewer_id: int) -> HttpResponse:
    """Give households to a reviewer."""
    review = review_or_404(request, review_id)
    reviewer = get_object_or_404(review.reviewers.select_related("user", "review__commune"), pk=reviewer_id)
    form = AssignForm(request.POST)
    if form.is_valid():
        try:
            count = assign_cases(acting_of(request), reviewer, form.cleaned_data["numbers"])
        except RefusedError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã giao %(count)s hộ cho %(name)s.") % {"count": count, "name": reviewer.name})
    else:
        messages.error(request, "; ".join(str(error) for error in form.errors["numbers"]))
    return redirect("reviews:reviewers", review_id)


@signed_in
@require_POST
def end(request: HttpRequest, review_id: int, reviewer_id: int) -> HttpResponse:
    """Somebody surveys here no longer."""
    review = review_or_404(request, review_id)
    end_reviewer(acting_of(request), get_object_or_404(review.reviewers.all(), pk=reviewer_id))
    messages.success(request, _("Đã ghi."))
    return redirect("reviews:reviewers", review_id)


@signed_in
@require_POST
def lock_all(request: HttpRequest, review_id: int) -> HttpResponse:
    """Lock every complete form of the village."""
    review = review_or_404(request, review_id)
    try:
        done = lock_forms(acting_of(request), review)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        said = _("Đã khóa %(locked)s phiếu; %(left)s phiếu còn thiếu hoặc sai, mở từng hộ để xem.")
        messages.success(request, said % {"locked": done.locked, "left": done.left_open})
        if done.contradicted:
            asked = _("Đã khóa nhưng có câu trả lời trái nhau, hỏi lại hộ: số %(numbers)s.")
            messages.warning(request, asked % {"numbers": ", ".join(map(str, done.contradicted))})
    return redirect("reviews:commune", review.round_id, review.commune.key)
