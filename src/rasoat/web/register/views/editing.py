"""Edit a household or a member; two people at once see both versions and choose."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.register.actions.edit_health import edit_health, health_of
from rasoat.web.register.actions.edit_household import edit_household
from rasoat.web.register.actions.edit_member import edit_member
from rasoat.web.register.forms.household import EditHouseholdForm, PlaceForm, initial_of
from rasoat.web.register.forms.member import EditMemberForm, HealthForm
from rasoat.web.register.forms.member import initial_of as member_initial
from rasoat.web.register.models import Household, Member, MemberHealth
from rasoat.web.register.occasion import Occasion
from rasoat.web.register.views.common import datalists, editable_or_403, left_register
from rasoat.web.register.words import HOUSEHOLD_WORDS, MEMBER_WORDS, said

FIELD_OF = {"village_id": "village", "birth_date": "birth", "birth_year": "birth"}
"""Which field of a form writes a column, where the names differ."""


@signed_in
@require_http_methods(["GET", "POST"])
def household_form(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of a household."""
    home = editable_or_403(request, code)
    if (gone := left_register(request, home)) is not None:
        return gone
    if request.method == "GET":
        return _page(
            request, home, EditHouseholdForm(initial=initial_of(home), commune=home.commune), _("Sửa thông tin hộ")
        )
    form = EditHouseholdForm(_answered(request, home, initial_of(home)), request.FILES, commune=home.commune)
    if form.is_valid():
        told = form.cleaned_data
        try:
            event = edit_household(
                acting_of(request),
                home,
                form.values(),
                form.occasion(),
                correction=told["correction"],
                version=told["version"],
            )
            return _saved(request, home, changed=event is not None)
        except StaleError as stale:
            return _compare(request, home, home, stale, HOUSEHOLD_WORDS)
        except RefusedError as refused:
            refuse(form, refused)
    return _page(request, home, form, _("Sửa thông tin hộ"), status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def member_form(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What is known of a member (by number inside the household)."""
    home = editable_or_403(request, code)
    if (gone := left_register(request, home)) is not None:
        return gone
    member = get_object_or_404(
        Member.objects.select_related("household__commune"), household=home, number=number, left_on__isnull=True
    )
    tails = {row.kind: row.tail for row in member.numbers.filter(until__isnull=True)}
    title = _("Sửa thành viên: %(name)s") % {"name": member.full_name}
    if request.method == "GET":
        form = EditMemberForm(initial=member_initial(member), member=member, tails=tails)
        return _page(request, home, form, title, member=member)
    data = _answered(request, member, member_initial(member))
    form = EditMemberForm(data, request.FILES, member=member, tails=tails)
    if form.is_valid():
        told = form.cleaned_data
        try:
            event = edit_member(
                acting_of(request), member, form.values(), form.occasion(), numbers=form.numbers(),
                correction=told["correction"], version=told["version"],
            )  # fmt: skip
            for warning in form.warnings():
                messages.warning(request, f"{member.full_name}: {warning}")
            return _saved(request, home, changed=event is not None)
        except StaleError as stale:
            return _compare(request, home, member, stale, MEMBER_WORDS)
        except RefusedError as refused:
            refuse(form, refused)
    return _page(request, home, form, title, member=member, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def health_form(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Health facts of a member."""
    home = editable_or_403(request, code)
    if (gone := left_register(request, home)) is not None:
        return gone
    acting_of(request).require(Capability.HEALTH_VIEW, home)
    member = get_object_or_404(
        Member.objects.select_related("household__commune"), household=home, number=number, left_on__isnull=True
    )
    title = _("Thông tin sức khỏe: %(name)s") % {"name": member.full_name}
    row = MemberHealth.objects.filter(member=member).select_related("member").first()
    form = HealthForm(request.POST or None, request.FILES or None, initial=health_of(row) if row else {})
    if request.method == "POST" and form.is_valid():
        try:
            event = edit_health(
                acting_of(request), member, form.told(), form.occasion(), correction=form.cleaned_data["correction"]
            )
            return _saved(request, home, changed=event is not None)
        except RefusedError as refused:
            refuse(form, refused)
    return _page(request, home, form, title, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def place_form(request: HttpRequest, code: str) -> HttpResponse:
    """The point on the map, typed or from the device."""
    home = editable_or_403(request, code)
    if (gone := left_register(request, home)) is not None:
        return gone
    initial = {"latitude": home.latitude, "longitude": home.longitude, "version": home.version}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("latitude", "longitude")}
        acting = acting_of(request)
        try:
            event = edit_household(
                acting,
                home,
                values,
                Occasion(acting.today(), _("Ghi điểm bản đồ")),
                version=form.cleaned_data["version"],
            )
            return _saved(request, home, changed=event is not None)
        except StaleError as stale:
            form.add_error(None, str(stale))
        except RefusedError as refused:
            refuse(form, refused)
    context = {"home": home, "form": form}
    return render(request, "register/place.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, row: Household | Member, now: dict[str, Any]) -> Any:
    """The form's data, with the other person's value put in wherever the comparison chose it."""
    data = request.POST.copy()
    for key, side in request.POST.items():
        if key.startswith("chon-") and side == "right":
            name = key.removeprefix("chon-")
            form = _form_of(row, now)
            if name in form.fields:
                shown = form[name].value()
                data.setlist(name, shown if isinstance(shown, list) else ["" if shown is None else str(shown)])
    return data


def _form_of(row: Household | Member, now: dict[str, Any]) -> Form:
    if isinstance(row, Household):
        return EditHouseholdForm(initial=now, commune=row.commune)
    return EditMemberForm(initial=now, member=row, tails={})


def _saved(request: HttpRequest, home: Household, *, changed: bool) -> HttpResponse:
    said_so = _("Đã lưu.") if changed else _("Không có gì thay đổi nên không ghi thêm.")
    messages.success(request, said_so)
    return redirect("register:household", code=home.code)


def _page(
    request: HttpRequest, home: Household, form: Form, title: str, *, member: Member | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "home": home,
        "form": form,
        "title": title,
        "member": member,
        "datalists": datalists(),
        "keep": f"{request.path}",
    }
    return render(request, "register/edit.html", context, status=status)


def _compare(
    request: HttpRequest, home: Household, row: Household | Member, stale: StaleError, words: Any
) -> HttpResponse:
    """Both versions, field by field; nothing of either is lost. Answering sends the form again with the new version."""
    row.refresh_from_db()
    names = dict.fromkeys(FIELD_OF.get(name, name) for name in stale.theirs)
    rows = []
    for name in names:
        columns = [column for column in stale.theirs if FIELD_OF.get(column, column) == name]
        column = next((one for one in columns if stale.mine[one] or stale.theirs[one]), columns[0])
        rows.append({
            "label": words.get(column, column), "name": f"chon-{name}", "differs": True, "chosen": "",
            "left": said(column, stale.mine[column]), "right": said(column, stale.theirs[column]),
        })  # fmt: skip
    kept = [
        (key, value) for key, values in request.POST.lists() for value in values
        if key not in {"csrfmiddlewaretoken", "version"} and not key.startswith("chon-")
    ]  # fmt: skip
    context = {"home": home, "rows": rows, "kept": kept, "version": row.version, "stale": stale}
    return render(request, "register/stale.html", context, status=409)
