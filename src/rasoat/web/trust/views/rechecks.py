"""One drawn household: who looks again, and what they found. The class that stood is never shown here."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES, Capability
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import in_force
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.record_recheck import record_recheck, recording_capability
from rasoat.web.trust.actions.assign_recheck import assign_recheck
from rasoat.web.trust.actions.assign_rechecks import assign_rechecks
from rasoat.web.trust.forms import AssignForm, AssignManyForm, BlindForm
from rasoat.web.trust.models import SampledCase
from rasoat.web.trust.queries import plans_seen_by, sampled_seen_by, waiting_places

ROLES = [role for role, held in CAPABILITIES.items() if Capability.RECHECK_DO in held]


@signed_in
@require_http_methods(["GET", "POST"])
def sampled(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody, then type in what was found."""
    acting = acting_of(request)
    row = get_object_or_404(sampled_seen_by(acting).select_related("case__round", "case__reviewer"), pk=pk)
    if row.recheck is None:
        return _assign(request, acting, row)
    standards = list(row.case.round.standards.values_list("standard_id", flat=True))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BlindForm(*posted, standards=standards)
    need = recording_capability(acting, row.recheck)
    may = not row.recheck.done and acting.policy.may(need, row.case)
    if request.method == "POST":
        acting.require(need, row.case)
        if form.is_valid():
            try:
                record_recheck(acting, row.recheck, form.found())
            except RefusedError as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Đã ghi kết quả phúc tra."))
                return redirect("trust:sampled", pk=row.pk)
    context = {"row": row, "form": form if may else None, "address": row.case.household.present_address}
    return render(request, "trust/sampled.html", context, status=422 if form.errors else 200)


def _assign(request: HttpRequest, acting: Acting, row: SampledCase) -> HttpResponse:
    acting.require(Capability.RECHECK_DRAW, row.case)
    form = AssignForm(request.POST or None, people=_people(acting, row), initial={"on": acting.today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            assign_recheck(acting, row, form.checker(), on=said["on"], due=said["due"])
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã cử người phúc tra."))
            return redirect("trust:plan", plan_id=row.plan_id)
    return render(request, "trust/assign.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def assign_many(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """One person, or one team, for all households of a village or commune that nobody has yet."""
    acting = acting_of(request)
    plan = get_object_or_404(plans_seen_by(acting), pk=plan_id)
    acting.require(Capability.RECHECK_DRAW, plan.round)
    rows = sampled_seen_by(acting).filter(plan=plan, recheck__isnull=True)
    places = {place.key: place for place in waiting_places(rows)}
    units = [plan.province_id, *{place.commune.pk for place in places.values()}]
    form = AssignManyForm(
        request.POST or None, people=_who(acting, units), places=[(key, each.words) for key, each in places.items()],
        initial={"on": acting.today()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        place, said = places[form.cleaned_data["place"]], form.cleaned_data
        own = rows.filter(commune=place.commune, **({"village": place.village} if place.village else {}))
        try:
            if said["user"] and not _who(acting, [plan.province_id, place.commune.pk]).contains(said["user"]):
                raise RefusedError(_("Người này không phúc tra ở xã ấy."), remedy=_("Chọn người khác."), field="user")
            found = assign_rechecks(acting, own, form.checker(), on=said["on"], due=said["due"])
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã cử người phúc tra %(number)s hộ.") % {"number": found.done})
            for row, why in found.refused:
                messages.warning(request, f"{row.case.number}. {row.case.head_name}: {why}")
            return redirect("trust:plan", plan_id=plan.pk)
    context = {"plan": plan, "form": form, "places": places}
    return render(request, "trust/assign_many.html", context, status=422 if form.errors else 200)


def _people(acting: Acting, row: SampledCase) -> QuerySet[User]:
    """People of the commune or province who may do re-checks, but for the reviewer."""
    found = _who(acting, [row.commune_id, row.province_id])
    return found.exclude(pk=row.case.reviewer_id) if row.case.reviewer_id else found


def _who(acting: Acting, units: Sequence[int]) -> QuerySet[User]:
    held = Assignment.objects.filter(in_force(acting.today()), role__in=ROLES, unit__in=units)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name", "pk")
