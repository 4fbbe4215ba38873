"""Merge and split communes: choose units, say what begins and which village goes where, see what moves, then do it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive, named
from rasoat.web.boundaries.actions.regroup_communes import Regrouped, regroup_communes
from rasoat.web.boundaries.forms import ChangeForm, refuse
from rasoat.web.boundaries.plan import preview_plan
from rasoat.web.look.refusals import RefusedError

MOST_NEW = 6
MOST_LISTED = 250
NEW_FIELDS = ("kind", "name", "code", "area", "follow")


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """The steps follow from what the address and the form say: `xa` (keys of communes), `moi` (how many begin)."""
    acting = acting_of(request)
    acting.require(Capability.UNIT_EDIT)
    communes = acting.policy.visible(
        Capability.UNIT_EDIT, Unit.objects.filter(alive(acting.today()), level=Level.COMMUNE, valid_until=None)
    )
    keys = request.POST.getlist("xa") or request.GET.getlist("xa")
    before = list(communes.filter(key__in=keys).select_related("parent").order_by("sort_key", "id"))
    count = request.POST.get("moi") or request.GET.get("moi") or ""
    if not before or not count.isdigit() or not 1 <= int(count) <= MOST_NEW:
        rows = named(communes, request.GET.get("q", "")).select_related("parent").order_by("sort_key", "id")
        listed = list(rows[:MOST_LISTED])
        return render(request, "boundaries/change_choose.html", {
            "communes": listed, "chosen": {unit.key for unit in before}, "q": request.GET.get("q", ""),
            "counts": range(1, MOST_NEW + 1), "more": rows.count() > MOST_LISTED, "steps": _steps(1),
            "tried": bool(keys and count), "kept": [unit for unit in before if unit not in listed],
        })  # fmt: skip
    return _plan(request, before, int(count))


def _plan(request: HttpRequest, before: Sequence[Unit], count: int) -> HttpResponse:
    acting = acting_of(request)
    form = ChangeForm(
        request.POST if request.method == "POST" else None, before=before, count=count, today=acting.today()
    )
    preview = None
    if request.method == "POST" and request.POST.get("step") != "edit" and form.is_valid():
        try:
            if request.POST.get("step") == "do":
                return _done(request, regroup_communes(acting, form.plan()))
            preview = preview_plan(acting, form.plan())
        except RefusedError as refused:
            refuse(form, refused)
    first = before[0]
    for name, value in (("kind_0", first.kind), ("code_0", first.code)):
        form.fields[name].initial = value
    groups = [
        {"number": place + 1, "fields": [form[f"{name}_{place}"] for name in NEW_FIELDS]}
        for place in range(count)
    ]  # fmt: skip
    return render(request, "boundaries/change_preview.html" if preview else "boundaries/change_plan.html", {
        "before": before, "count": count, "form": form, "groups": groups, "preview": preview,
        "steps": _steps(3 if preview else 2),
        "villages": [form[f"village_{village.pk}"] for village in form.villages],
    }, status=400 if form.errors else 200)  # fmt: skip


def _done(request: HttpRequest, done: Regrouped) -> HttpResponse:
    messages.success(
        request,
        _("Đã ghi thay đổi: %(units)s; %(households)d hộ đi theo thôn, %(roles)d vai trò chuyển sang.")
        % {"units": ", ".join(map(str, done.units)), "households": done.households, "roles": len(done.roles.given)},
    )
    for row, why in done.roles.withheld:
        messages.warning(request, _("Chưa giao lại vai trò của %(person)s: %(why)s") % {"person": row.user, "why": why})
    return redirect("boundaries:unit", key=done.units[0].key)


def _steps(now: int) -> list[dict[str, str]]:
    labels = (_("Chọn xã"), _("Đơn vị mới và văn bản"), _("Xem trước rồi ghi"))
    steps = [
        {"label": label, "state": "done" if place < now else "current" if place == now else "waiting"}
        for place, label in enumerate(labels, 1)
    ]
    if now > 1:
        steps[0]["url"] = reverse("boundaries:change")
    return steps
