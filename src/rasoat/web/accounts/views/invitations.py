"""Invite people; the printed slip; the unit picker's answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from rasoat.web.accounts.actions.invite import invite
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.forms import InviteForm
from rasoat.web.accounts.models import Assignment, Invitation
from rasoat.web.accounts.picker import choices
from rasoat.web.accounts.policy import in_force
from rasoat.web.accounts.qr import qr_svg
from rasoat.web.accounts.queries import units_for_role
from rasoat.web.accounts.slips import address_of
from rasoat.web.accounts.views_base import acting_of, reader_language, refuse, signed_in
from rasoat.web.look.refusals import RefusedError


@signed_in
@never_cache
def invite_person(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the answer is the slip, shown this once."""
    acting = acting_of(request)
    acting.require(Capability.ACCOUNT_INVITE)
    form = InviteForm(acting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, code = invite(acting, **form.cleaned_data)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            return slip(request, invitation, code)
    return render(request, "accounts/invite.html", {"form": form})


def slip(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    """The slip to print and hand over. Its code is nowhere else, so that this page cannot be called again."""
    person = invitation.user
    roles = Assignment.objects.filter(in_force(acting_of(request).today()), user=person).select_related("unit")
    address = address_of(code)
    return render(
        request,
        "accounts/slip.html",
        {
            "account": person,
            "invitation": invitation,
            "code": code,
            "address": address,
            "qr": qr_svg(address),
            "roles": roles,
            "language": reader_language(person),
        },
    )


@signed_in
def units(request: HttpRequest) -> HttpResponse:
    """Units on which I may give the chosen role, as radio buttons (htmx)."""
    acting = acting_of(request)
    acting.require(Capability.ACCOUNT_INVITE)
    found = units_for_role(acting, request.GET.get("role", ""), request.GET.get("unit_query", ""))
    return render(
        request,
        "accounts/widgets/unit_choices.html",
        {"choices": choices(found), "chosen": request.GET.get("unit", ""), "name": "unit"},
    )
