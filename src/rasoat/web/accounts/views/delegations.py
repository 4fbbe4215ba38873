"""Delegations: who stands in for me, and for whom I stand in."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from rasoat.web.accounts.actions.delegate import colleagues_of, delegate
from rasoat.web.accounts.actions.end_assignment import end_assignment
from rasoat.web.accounts.forms import DelegateForm
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import in_force
from rasoat.web.accounts.views_base import acting_of, person_of, refuse, signed_in
from rasoat.web.accounts.whole import whole
from rasoat.web.look.refusals import RefusedError


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """My roles with a way to delegate them, what I delegated, and what was delegated to me."""
    acting, person = acting_of(request), person_of(request)
    given = Assignment.objects.filter(delegated_from__user=person).select_related("unit", "user").order_by("-pk")
    if request.method == "POST":
        row = get_object_or_404(given, pk=whole(request.POST.get("delegation")))
        try:
            end_assignment(acting, row)
            messages.success(request, _("Đã kết thúc ủy quyền."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect("accounts:delegations")
    mine = Assignment.objects.filter(in_force(acting.today()), user=person).select_related(
        "unit", "delegated_from__user"
    )
    return render(
        request,
        "accounts/delegations.html",
        {
            "own": [row for row in mine if row.delegated_from_id is None],
            "received": [row for row in mine if row.delegated_from_id is not None],
            "given": list(given[:50]),
            "today": acting.today(),
        },
    )


@signed_in
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """Delegate one of my roles."""
    acting, person = acting_of(request), person_of(request)
    rows = Assignment.objects.filter(in_force(acting.today()), user=person, delegated_from=None)
    row = get_object_or_404(rows.select_related("unit"), pk=pk)
    colleagues = colleagues_of(row, acting.today())
    form = DelegateForm(request.POST or None, initial={"valid_from": acting.today()})
    people = User.objects.filter(pk__in=[item.pk for item in colleagues]).order_by("full_name")
    cast("forms.ModelChoiceField[User]", form.fields["colleague"]).queryset = people
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = delegate(
                acting,
                row,
                data["colleague"],
                until=data["until"],
                valid_from=data["valid_from"],
                document=data["document"],
            )
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            until = f"{made.valid_until:%d/%m/%Y}"
            messages.success(
                request, _("Đã ủy quyền cho %(person)s đến hết %(day)s.") % {"person": made.user, "day": until}
            )
            return redirect("accounts:delegations")
    return render(request, "accounts/delegate.html", {"form": form, "row": row, "colleagues": colleagues})
