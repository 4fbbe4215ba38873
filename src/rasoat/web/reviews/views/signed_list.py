"""Signed lists as workbooks: a file ready to fill, the upload, the preview, and entering all results at once."""

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.survey.text import fold
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.look.badges import CLASSES
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.drop_list import drop_list
from rasoat.web.reviews.actions.enter_list import enter_list
from rasoat.web.reviews.actions.take_list import take_list
from rasoat.web.reviews.deciding import CLOSED_CASES
from rasoat.web.reviews.forms.signed_list import SignedListForm
from rasoat.web.reviews.models import SignedList
from rasoat.web.reviews.signed.planning import Plan, plan_list
from rasoat.web.reviews.signed.scope import entered_standards, lists_seen_by, results_for
from rasoat.web.reviews.signed.template import template_of
from rasoat.web.reviews.views.shared import Ground, ground_or_404, page_of
from rasoat.web.rounds.models import RoundState
from rasoat.web.vault.file_types import XLSX

SHOWN = 30


@signed_in
@require_http_methods(["GET", "POST"])
def lists(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Files ready to fill, the upload (`?thon=` chooses the village), and lists that came before."""
    ground, acting = ground_or_404(request, round_id, key), acting_of(request)
    acting.require(Capability.REVIEW_RUN, ground.commune)
    standards, villages = entered_standards(ground.round), _villages(ground)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"village": request.GET.get("thon", "")}
    form = SignedListForm(*posted, standards=standards, villages=villages, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = take_list(acting, ground.round, ground.commune, form.draft())
        except RefusedError as refused:
            refuse(form, refused)
        else:
            return redirect("reviews:signed_list", kept.pk)
    earlier = lists_seen_by(acting).filter(
        round=ground.round, commune__in=whole_predecessors({ground.commune.pk}), dropped_at__isnull=True
    )
    context = {
        "ground": ground, "form": form, "standards": standards, "villages": villages,
        "open": ground.round.state == RoundState.OPEN,
        "earlier": [(each, standard_name(each.standard_id)) for each in earlier[:SHOWN]],
    }  # fmt: skip
    return render(request, "reviews/signed_lists.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def template(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """The workbook with the households of a village (`?thon=`) or the commune, under a standard (`?chuan=`)."""
    ground = ground_or_404(request, round_id, key)
    acting_of(request).require(Capability.REVIEW_RUN, ground.commune)
    standards = entered_standards(ground.round)
    standard_id = request.GET.get("chuan") or next((code for code, _name in standards), "")
    if standard_id not in dict(standards):
        raise Http404
    wanted = request.GET.get("thon", "")
    village = get_object_or_404(_villages(ground), key=wanted) if wanted else None
    rows = results_for(ground.round, ground.commune, village, standard_id).exclude(case__state__in=CLOSED_CASES)
    content = template_of(ground.round, ground.commune, village, standard_id, list(rows))
    name = fold((village or ground.commune).full_name).replace(" ", "-")
    answer = HttpResponse(content, XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"ket-qua-{name}.xlsx") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def signed_list(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the list would change, row by row. A POST enters what was seen."""
    acting = acting_of(request)
    kept = get_object_or_404(lists_seen_by(acting), pk=pk)
    status = 200
    if request.method == "POST":
        try:
            was = kept.confirmed_at is not None
            kept = enter_list(acting, kept, request.POST.get("seen", ""))
        except RefusedError as refused:
            messages.error(request, str(refused))
            status = 409
        else:
            told = _("Danh sách này đã ghi rồi: %(count)s kết quả.") if was else _("Đã ghi %(count)s kết quả.")
            messages.success(request, told % {"count": kept.results})
            return redirect("reviews:signed_list", pk)
    context = {"list": kept, "standard": standard_name(kept.standard_id), "plan": None}
    if kept.waits:
        plan = _plan(kept)
        context |= {
            "plan": plan, "page": page_of(request, plan.entries), "faults": plan.faults[:200],
            "by_class": [(CLASSES[code], count) for code, count in plan.by_class.items()],
        }  # fmt: skip
    answer = render(request, "reviews/signed_list.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_POST
def drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Drop a list that was not entered."""
    acting = acting_of(request)
    kept = get_object_or_404(lists_seen_by(acting), pk=pk)
    try:
        drop_list(acting, kept)
        messages.success(request, _("Đã bỏ tệp; chưa ghi gì."))
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("reviews:signed_list", pk)
    if kept.commune.valid_until is not None:
        return redirect("reviews:home")
    return redirect("reviews:signed_lists", kept.round_id, kept.commune.key)


def _plan(kept: SignedList) -> Plan:
    return plan_list(kept, list(results_for(kept.round, kept.commune, kept.village, kept.standard_id)))


def _villages(ground: Ground) -> QuerySet[Unit]:
    taking_part = ground.round.villages.filter(commune=ground.commune).values("village")
    return Unit.objects.filter(pk__in=taking_part, level=Level.VILLAGE).order_by("sort_key", "pk")
