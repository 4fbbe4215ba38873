"""The list of people of the own area."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.forms import PeopleFilter
from rasoat.web.accounts.granting import grantable_roles
from rasoat.web.accounts.queries import people_found
from rasoat.web.accounts.views_base import acting_of, signed_in

PAGE = 50


@signed_in
def people(request: HttpRequest) -> HttpResponse:
    """People who hold or held a role in my area; filters stand in the address."""
    acting = acting_of(request)
    acting.require(Capability.ACCOUNT_VIEW)
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = people_found(
        acting,
        text=asked.get("q", ""),
        role=asked.get("vai_tro", ""),
        place=asked.get("don_vi", ""),
        state=asked.get("trang_thai", ""),
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    active = sum(1 for value in asked.values() if value)
    return render(
        request,
        "accounts/people.html",
        {"form": form, "page": page, "active": active, "may_invite": bool(grantable_roles(acting)), "shown": len(page)},
    )
