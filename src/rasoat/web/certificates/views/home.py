"""Certificates of a commune: the list, decisions that wait, runs of issuing and printing."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import villages, whole_predecessors
from rasoat.web.boundaries.reach import require_change, standing_places, with_former
from rasoat.web.certificates.actions.order_print import order_print
from rasoat.web.certificates.actions.start_issue import start_issue
from rasoat.web.certificates.layouts import layout_of
from rasoat.web.certificates.models import CertificateState, RunKind
from rasoat.web.certificates.places import held_by
from rasoat.web.certificates.printing import boxes_to_print, papers_to_print
from rasoat.web.certificates.queries import certificates_seen_by, decisions_waiting, runs_seen_by
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import SearchRow
from rasoat.web.register.search.matching import pattern, read_search
from rasoat.web.register.views.common import commune_asked
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import RoundDecision

ASKED = {"thon": "thon", "state": "trang-thai", "q": "q"}
PAGE = 50
RUNS = 10


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The certificates of a commune, by village, state and words of a name or the number."""
    acting = acting_of(request)
    acting.require(Capability.STATUS_VIEW)
    commune, communes = commune_asked(request, Capability.STATUS_VIEW)
    if commune is None and communes:
        return render(request, "register/choose_commune.html", {"communes": communes})
    rows = certificates_seen_by(acting).prefetch_related("years")
    rows = rows.filter(held_by(commune)) if commune else rows
    asked = {key: request.GET.get(name, "").strip() for key, name in ASKED.items()}
    if asked["thon"].isdecimal():
        rows = rows.filter(village=int(asked["thon"]))
    if asked["state"] in CertificateState.values:
        rows = rows.filter(state=asked["state"])
    if asked["q"]:
        rows = rows.filter(_named(asked["q"]))
    page = Paginator(rows.order_by("village__sort_key", "sort_key", "pk"), PAGE).get_page(request.GET.get("trang"))
    may = commune is not None and acting.policy.may(Capability.CERTIFICATE_ISSUE, commune)
    context: dict[str, Any] = {
        "commune": commune, "page": page, "asked": asked, "states": CertificateState.choices, "may_issue": may,
        "places": list(villages(commune, timezone.localdate())) if commune else [],
        "may_layout": acting.policy.may(Capability.TEMPLATE_EDIT, commune.province) if commune else False,
    }  # fmt: skip
    if may and commune is not None:
        waiting, own = decisions_waiting(commune), whole_predecessors({commune.pk})
        context |= {
            "waiting": [{"row": row, "standard": standard_name(row.standard_id)} for row in waiting],
            "runs": list(runs_seen_by(acting).filter(commune__in=own)[:RUNS]),
        }
    return render(request, "certificates/home.html", context)


def _named(typed: str) -> Q:
    """Certificates of this number, or of households in which somebody has this name, without regard to tones."""
    words = read_search(typed).words
    homes = SearchRow.objects.filter(text__regex=pattern(words)) if words else SearchRow.objects.none()
    return Q(number__icontains=typed) | Q(household__in=homes.values("household"))


def _decision(request: HttpRequest, decision_id: int) -> RoundDecision:
    rows = RoundDecision.objects.select_related("commune", "province", "round")
    acting = acting_of(request)
    decision = get_object_or_404(with_former(acting, Capability.STATUS_VIEW, rows), pk=decision_id)
    require_change(acting, Capability.CERTIFICATE_ISSUE, decision.commune)
    return decision


@signed_in
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Issue the certificates of a decision: what will be made, then the job."""
    decision = _decision(request, decision_id)
    if request.method == "POST":
        try:
            run = start_issue(acting_of(request), decision)
            return redirect("certificates:run", run_id=run.pk)
        except RefusedError as refused:
            messages.error(request, str(refused))
    layout = layout_of(decision.province, decision.standard_id)
    context = {
        "decision": decision, "standard": standard_name(decision.standard_id), "layout": layout,
        "no_box": decision.round.counts and decision.year not in layout.years,
        "listed": decision.cases.exclude(household_class="not_poor").count(),
        "escaped": decision.cases.filter(household_class="not_poor").count(),
    }  # fmt: skip
    return render(request, "certificates/issue.html", context)


@signed_in
@require_GET
def run_page(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """One run: progress, then what came of it and what to print next."""
    run = get_object_or_404(runs_seen_by(acting_of(request)), pk=run_id)
    decision = run.decision
    context = {
        "run": run, "job": run.job, "decision": decision, "standard": standard_name(decision.standard_id),
        "papers": papers_to_print(decision).count(), "boxes": boxes_to_print(decision).count(),
        "places": list(villages(run.commune, timezone.localdate())),
    }  # fmt: skip
    return render(request, "certificates/run.html", context)


@signed_in
@require_POST
def print_order(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Order a PDF of the papers, or of the year boxes, of a decision."""
    decision = _decision(request, decision_id)
    village = None
    if request.POST.get("thon", "").isdecimal():
        places = [decision.commune, *standing_places(decision.commune, timezone.localdate())]
        village = get_object_or_404(Unit, pk=int(request.POST["thon"]), commune__in=places, level="village")
    kind = RunKind.BOXES if request.POST.get("loai") == RunKind.BOXES else RunKind.PAPERS
    try:
        run = order_print(acting_of(request), decision, kind, village)
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("certificates:home")
    messages.success(request, _("Đang lập tệp PDF; trang này tự báo khi xong."))
    return redirect("certificates:run", run_id=run.pk)
