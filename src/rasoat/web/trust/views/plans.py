"""Pages of a sample: promised, frozen, drawn; everything that is needed to do the draw again."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.trust import drawing
from rasoat.web.trust.actions.cancel_sample import cancel_sample
from rasoat.web.trust.actions.draw_sample import draw_sample
from rasoat.web.trust.actions.freeze_data import freeze_data
from rasoat.web.trust.actions.promise_sample import promise_sample
from rasoat.web.trust.forms import PromiseForm
from rasoat.web.trust.models import RecheckPlan
from rasoat.web.trust.queries import agreement_of, plans_seen_by, rounds_to_sample, sampled_seen_by
from rasoat.web.trust.state_graphs import PLAN

PAGE = 50
STEPS: dict[str, tuple[str, Callable[[Acting, RecheckPlan, str], object]]] = {
    "dong-bang": ("freeze", lambda acting, plan, _reason: freeze_data(acting, plan)),
    "rut-mau": ("draw", lambda acting, plan, _reason: draw_sample(acting, plan)),
    "bo": ("cancel", cancel_sample),
}


@signed_in
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Samples of the own area; the rounds that may have one; what one has to look at again oneself."""
    acting = acting_of(request)
    page = Paginator(plans_seen_by(acting), PAGE).get_page(request.GET.get("trang"))
    rows = [{"plan": plan, "state": PLAN.states[plan.state].label} for plan in page]
    own = sampled_seen_by(acting).filter(recheck__checker=acting.user, recheck__done=False)[:PAGE]
    context = {"rows": rows, "page": page, "rounds": rounds_to_sample(acting)[:20], "own": own}
    return render(request, "trust/plans.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise the seed of a round's sample."""
    acting = acting_of(request)
    row = get_object_or_404(rounds_to_sample(acting).select_related("province", "commune"), pk=pk)
    form = PromiseForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            plan = promise_sample(
                acting, row, said["standard"], share=said["share"], least=said["least"], document=said["document"]
            )
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã cam kết mầm. Mã băm đã công bố."))
            return redirect("trust:plan", plan_id=plan.pk)
    return render(request, "trust/promise.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_GET
def plan_page(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """One sample."""
    acting = acting_of(request)
    plan = get_object_or_404(plans_seen_by(acting), pk=plan_id)
    may = acting.policy.may(Capability.RECHECK_DRAW, plan.round)
    told = agreement_of(plan) if may or acting.policy.may(Capability.PATTERN_VIEW, plan.round) else None
    sampled = Paginator(sampled_seen_by(acting).filter(plan=plan), PAGE).get_page(request.GET.get("trang"))
    context = {
        "plan": plan, "state": PLAN.states[plan.state].label, "standard": standard_name(plan.standard_id),
        "steps": [{"code": code, "label": PLAN.moves[move].label, "why": PLAN.moves[move].why}
                  for code, (move, _act) in STEPS.items() if may and PLAN.can(move, plan.state)],
        "told": told, "page": sampled, "may_draw": may, "how": drawing.__doc__,
    }  # fmt: skip
    return render(request, "trust/plan.html", context)


@signed_in
@require_POST
def step(request: HttpRequest, plan_id: uuid.UUID, step: str) -> HttpResponse:
    """Freeze, draw, cancel."""
    acting = acting_of(request)
    plan = get_object_or_404(plans_seen_by(acting), pk=plan_id)
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step][1](acting, plan, request.POST.get("reason", ""))
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi: %(move)s.") % {"move": PLAN.moves[STEPS[step][0]].label})
    return redirect("trust:plan", plan_id=plan.pk)
