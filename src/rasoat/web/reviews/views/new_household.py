"""The household of a request, written into the register: what the request says of it stands in the form already."""

import uuid
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.forms.household import MemberFormSet, Members, NewHouseholdForm
from rasoat.web.register.models import EventKind
from rasoat.web.register.views.common import datalists
from rasoat.web.register.views.new import MORE
from rasoat.web.reviews.actions.register_applicant import register_applicant
from rasoat.web.reviews.applications.drafts import details_of
from rasoat.web.reviews.applications.people import people_of
from rasoat.web.reviews.models import Application
from rasoat.web.reviews.queries import applications_seen_by


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of a new household with the people of the request; saved, the request is theirs."""
    acting = acting_of(request)
    row = get_object_or_404(applications_seen_by(acting), pk=pk)
    acting.require(Capability.REVIEW_RUN, row)
    acting.require(Capability.HOUSEHOLD_EDIT, row.commune)
    if row.household_id is not None or row.state != "received":
        messages.warning(request, _("Đơn này đã gắn với hộ hoặc đã trả lời."))
        return redirect("reviews:application", pk)
    if request.method == "GET":
        return _page(request, row, _form_of(acting, row), _people_of(acting, row))
    data = request.POST.copy()
    data["members-INITIAL_FORMS"] = "0"  # a line carried over and emptied is no person
    if longer := "more" in data:
        data["members-TOTAL_FORMS"] = str(int(data.get("members-TOTAL_FORMS") or 0) + MORE)
    form = NewHouseholdForm(data, commune=row.commune)
    people = cast("MemberFormSet", Members(data, prefix="members", form_kwargs={"use_required_attribute": False}))
    if longer or not (form.is_valid() & people.is_valid()):
        return _page(request, row, form, people, 200 if longer else 422)
    said = form.cleaned_data
    try:
        home = register_applicant(
            acting, row, form.draft(people.people()), kind=EventKind(said["kind"]), reason=said["reason"],
            document=said["document"],
        )  # fmt: skip
    except RefusedError as refused:
        refuse(form, refused)
        return _page(request, row, form, people, 422)
    messages.success(request, _("Đã ghi hộ %(code)s và gắn với đơn.") % {"code": home.code})
    for warning in people.warnings():
        messages.warning(request, warning)
    return redirect("reviews:application", pk)


def _form_of(acting: Acting, row: Application) -> NewHouseholdForm:
    told = _details(acting, row)
    known = {name: told.get(name, "") for name in ("permanent_address", "present_address")}
    return NewHouseholdForm(initial={"village": row.village_id, **known}, commune=row.commune)


def _people_of(acting: Acting, row: Application) -> MemberFormSet:
    people = people_of(row.applicant, _details(acting, row))
    rows = Members(prefix="members", initial=people, form_kwargs={"use_required_attribute": False})
    return cast("MemberFormSet", rows)


def _details(acting: Acting, row: Application) -> dict[str, object]:
    """What is sealed, for those who may see numbers; the others type it from the paper."""
    return details_of(row) if acting.policy.may(Capability.NUMBER_VIEW, row) else {}


def _page(
    request: HttpRequest, row: Application, form: NewHouseholdForm, people: MemberFormSet, status: int = 200
) -> HttpResponse:
    context = {
        "commune": row.commune, "form": form, "people": people, "datalists": datalists(), "keep": f"don-{row.pk}",
    }  # fmt: skip
    response = render(request, "register/new.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
