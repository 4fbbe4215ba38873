"""A whole new household, typed without the mouse."""

import uuid
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.add_households import add_households, written_before
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.forms.household import MemberFormSet, Members, NewHouseholdForm
from rasoat.web.register.models import EventKind, Household
from rasoat.web.register.views.common import commune_asked, datalists

MORE = 3


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the commune where there are several, then the household with its people on one form."""
    acting_of(request).require(Capability.HOUSEHOLD_EDIT)
    commune, communes = commune_asked(request, Capability.HOUSEHOLD_EDIT)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    if request.method == "GET" or "more" in request.POST:
        return _empty_or_longer(request, commune)
    form = NewHouseholdForm(request.POST, commune=commune)
    people = cast(
        "MemberFormSet", Members(request.POST, prefix="members", form_kwargs={"use_required_attribute": False})
    )
    if form.is_valid() & people.is_valid():
        draft = form.draft(people.people())
        if (other := _made_before(request, draft)) is not None:
            return _page(request, commune, _with_new_key(form, other), people, status=409)
        try:
            (home,) = add_households(
                acting_of(request), [draft], kind=EventKind(form.cleaned_data["kind"]),
                reason=form.cleaned_data["reason"], document=form.cleaned_data["document"],
            )  # fmt: skip
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi hộ %(code)s.") % {"code": home.code})
            for warning in people.warnings():
                messages.warning(request, warning)
            if "another" in request.POST:
                next_one = urlencode({"xa": commune.key, "thon": home.village_id or ""})
                return redirect(f"{reverse('register:new')}?{next_one}")
            return redirect("register:household", code=home.code)
    return _page(request, commune, form, people, status=422)


def _made_before(request: HttpRequest, draft: HouseholdDraft) -> Household | None:
    """The household that this very form has made, when other people stand on the form now (the browser's way back)."""
    home = written_before([draft]).get(draft.client_key)
    if home is None or not acting_of(request).policy.may(Capability.HOUSEHOLD_VIEW, home):
        return None
    names = sorted(home.members.values_list("full_name", flat=True))
    return home if names != sorted(member.full_name.strip() for member in draft.members) else None


def _with_new_key(form: NewHouseholdForm, home: Household) -> NewHouseholdForm:
    """The form kept as it was typed, ready to become a household of its own when it is sent once more."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["client_key"] = str(uuid.uuid4())
    again = NewHouseholdForm(data, commune=form.commune)
    told = {"code": home.code, "name": home.head_name}
    refuse(
        again,
        RefusedError(
            _("Phiếu này đã được ghi thành hộ %(code)s (%(name)s); nội dung gửi lần này khác nên chưa ghi.") % told,
            remedy=_("Nếu đây là một hộ khác, bấm Lưu lần nữa. Nếu muốn sửa hộ đã ghi, mở hộ %(code)s.") % told,
        ),
    )
    return again


def _empty_or_longer(request: HttpRequest, commune: Unit) -> HttpResponse:
    """The form at first, or with more lines for browsers without script."""
    if request.method == "GET":
        people = Members(
            prefix="members", initial=[{"relation": "head"}], form_kwargs={"use_required_attribute": False}
        )
        form = NewHouseholdForm(initial={"village": request.GET.get("thon")}, commune=commune)
        form.fields["on"].widget.attrs["autofocus"] = True  # typed without the mouse; the kind before it is set
        return _page(request, commune, form, people)
    data = request.POST.copy()
    data["members-TOTAL_FORMS"] = str(int(data.get("members-TOTAL_FORMS") or 0) + MORE)
    form = NewHouseholdForm(
        initial={name: data.get(name) for name in NewHouseholdForm.base_fields if name in data}, commune=commune
    )
    return _page(request, commune, form, Members(data, prefix="members", form_kwargs={"use_required_attribute": False}))


def _page(
    request: HttpRequest, commune: Unit, form: NewHouseholdForm, people: object, status: int = 200
) -> HttpResponse:
    context = {"commune": commune, "form": form, "people": people, "datalists": datalists()}
    return render(request, "register/new.html", context, status=status)
