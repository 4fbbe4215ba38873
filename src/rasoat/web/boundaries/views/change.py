"""Merge and split communes, or provinces: choose, say what begins and which part goes where, see what moves, do it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive, named
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.actions.regroup_provinces import regroup_provinces
from rasoat.web.boundaries.change_words import ChangeWords, commune_words, province_words
from rasoat.web.boundaries.forms import ChangeForm, refuse
from rasoat.web.boundaries.plan import ChangePlan, preview_plan
from rasoat.web.boundaries.reach import may_change_provinces
from rasoat.web.boundaries.regrouping import Regrouped
from rasoat.web.look.refusals import RefusedError

MOST_NEW = 6
MOST_LISTED = 250
NEW_FIELDS = ("kind", "name", "code", "area", "follow")


@dataclass(frozen=True)
class Way:
    """How units of one level change: `address` of the page, `parameter` with the keys chosen, action, words."""

    level: Level
    address: str
    parameter: str
    action: Callable[[Acting, ChangePlan], Regrouped]
    words: Callable[[], ChangeWords]


COMMUNES = Way(Level.COMMUNE, "boundaries:change", "xa", regroup_communes, commune_words)
PROVINCES = Way(Level.PROVINCE, "boundaries:change_provinces", "tinh", regroup_provinces, province_words)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """The steps follow from what the address and the form say: `xa` (keys of communes), `moi` (how many begin)."""
    acting_of(request).require(Capability.UNIT_EDIT)
    return _change(request, COMMUNES)


@signed_in
@require_http_methods(["GET", "POST"])
def change_provinces(request: HttpRequest) -> HttpResponse:
    """The same for provinces (`tinh`); only for who may change the map of the whole country."""
    if not may_change_provinces(acting_of(request)):
        raise NotAllowedError(_("Chỉ quản trị toàn quốc được nhập, chia tỉnh."))
    return _change(request, PROVINCES)


def _change(request: HttpRequest, way: Way) -> HttpResponse:
    acting = acting_of(request)
    units = acting.policy.visible(
        Capability.UNIT_EDIT, Unit.objects.filter(alive(acting.today()), level=way.level, valid_until=None)
    )
    keys = request.POST.getlist(way.parameter) or request.GET.getlist(way.parameter)
    before = list(units.filter(key__in=keys).select_related("parent").order_by("sort_key", "id"))
    count = request.POST.get("moi") or request.GET.get("moi") or ""
    if before and count.isdigit() and 1 <= int(count) <= MOST_NEW:
        return _plan(request, way, before, int(count))
    rows = named(units, request.GET.get("q", "")).select_related("parent").order_by("sort_key", "id")
    listed = list(rows[:MOST_LISTED])
    return render(request, "boundaries/change_choose.html", _shared(way, 1) | {
        "units": listed, "chosen": {unit.key for unit in before}, "q": request.GET.get("q", ""),
        "counts": range(1, MOST_NEW + 1), "more": rows.count() > MOST_LISTED,
        "tried": bool(keys and count), "kept": [unit for unit in before if unit not in listed],
    })  # fmt: skip


def _plan(request: HttpRequest, way: Way, before: Sequence[Unit], count: int) -> HttpResponse:
    acting = acting_of(request)
    form = ChangeForm(
        request.POST if request.method == "POST" else None, before=before, count=count, today=acting.today()
    )
    preview = None
    if request.method == "POST" and request.POST.get("step") != "edit" and form.is_valid():
        try:
            if request.POST.get("step") == "do":
                return _done(request, way, way.action(acting, form.plan()))
            preview = preview_plan(acting, form.plan())
        except RefusedError as refused:
            refuse(form, refused)
    first = before[0]
    for name, value in (("kind_0", first.kind), ("code_0", first.code)):
        form.fields[name].initial = value
    groups = [
        {
            "number": place + 1,
            "fields": [form[name] for each in NEW_FIELDS if (name := f"{each}_{place}") in form.fields],
        }
        for place in range(count)
    ]
    return render(
        request, "boundaries/change_preview.html" if preview else "boundaries/change_plan.html",
        _shared(way, 3 if preview else 2) | {
            "before": before, "count": count, "form": form, "groups": groups, "preview": preview,
            "parts": [form[f"part_{part.pk}"] for part in form.parts],
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _done(request: HttpRequest, way: Way, done: Regrouped) -> HttpResponse:
    messages.success(
        request,
        way.words().done
        % {"units": ", ".join(map(str, done.units)), "households": done.households, "roles": len(done.roles.given)},
    )
    for row, why in done.roles.withheld:
        messages.warning(request, _("Chưa giao lại vai trò của %(person)s: %(why)s") % {"person": row.user, "why": why})
    return redirect("boundaries:unit", key=done.units[0].key)


def _shared(way: Way, now: int) -> dict[str, object]:
    """What all steps show."""
    words, address = way.words(), reverse(way.address)
    labels = (words.choose, _("Đơn vị mới và văn bản"), _("Xem trước rồi ghi"))
    steps = [
        {"label": label, "state": "done" if place < now else "current" if place == now else "waiting"}
        for place, label in enumerate(labels, 1)
    ]
    if now > 1:
        steps[0]["url"] = address
    return {"steps": steps, "words": words, "address": address, "parameter": way.parameter}
