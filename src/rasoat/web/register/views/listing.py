"""The list of households: a page by address, live results while typing, suggestions, the Excel file.

Identity numbers never stand in an address (history, logs, shared links): the form is posted; a search by words is
then led to its address, a search by number is answered at once.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.export_list import export_list
from rasoat.web.register.search.list_form import FIELDS, MORE_FIELDS, address_of, read_list
from rasoat.web.register.search.listing import HouseholdList
from rasoat.web.register.search.matching import read_search

SUGGESTED = 8
NUMBER_LEFT_OUT = "bo-so"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@signed_in
def list_households(request: HttpRequest) -> HttpResponse:
    """The list as its address says; a number is taken out of the address and not searched for."""
    if read_search(request.GET.get("q", "")).private:
        return HttpResponseRedirect(f"{reverse('register:list')}?{NUMBER_LEFT_OUT}=1")
    refusal = RefusedError(
        _("Số định danh không được đặt trong địa chỉ trang."), remedy=_("Gõ số vào ô tìm rồi bấm Tìm.")
    )
    return _page(request, request.GET, refusal=refusal if request.GET.get(NUMBER_LEFT_OUT) else None)


@require_POST
@signed_in
def find_households(request: HttpRequest) -> HttpResponse:
    """A search as typed, or filters as chosen: live (htmx) or on a press of the button. Writes nothing."""
    asked, _unused = read_list(request.acting, request.POST)  # type: ignore[attr-defined]
    live = request.headers.get("HX-Request") == "true"
    if asked.wanted.private or live:
        return _page(request, request.POST, push=live)
    return HttpResponseRedirect(_address(request.POST))


@require_GET
@signed_in
def suggest_households(request: HttpRequest) -> HttpResponse:
    """The first households of a search, for the box in the head of every page. Not for identity numbers."""
    acting = request.acting  # type: ignore[attr-defined]
    acting.require(Capability.HOUSEHOLD_VIEW)
    asked, _unused = read_list(acting, request.GET)
    useful = bool(asked.wanted.words) and not asked.wanted.private
    rows = asked.page(SUGGESTED).rows if useful else ()
    return _answer(render(request, "register/list_suggestions.html", {"rows": rows, "asked": asked}))


@require_POST
@signed_in
def export_households(request: HttpRequest) -> HttpResponse:
    """The list as an Excel file: all its households, not only the page."""
    asked, _unused = read_list(request.acting, request.POST)  # type: ignore[attr-defined]
    try:
        content = export_list(asked, with_numbers=request.POST.get("kem-so") == "1")
    except RefusedError as refusal:
        return _page(request, request.POST, refusal=refusal, status=422)
    name = f"danh-sach-ho-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    return _answer(HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}))


def _page(
    request: HttpRequest, data: QueryDict, *, push: bool = False, refusal: RefusedError | None = None, status: int = 200
) -> HttpResponse:
    acting = request.acting  # type: ignore[attr-defined]
    acting.require(Capability.HOUSEHOLD_VIEW)
    asked, form = read_list(acting, data)
    listing = asked.page()
    context = {
        "asked": asked, "form": form, "listing": listing, "refusal": refusal, "narrowed": bool(address_of(data)),
        "more_open": any(data.get(name) for name in MORE_FIELDS),
        "hidden": [(name, value) for name in FIELDS for value in data.getlist(name) if value],
        "may_add": acting.policy.may(Capability.HOUSEHOLD_EDIT), "may_import": acting.policy.may(Capability.IMPORT_RUN),
        "may_export": acting.policy.may(Capability.EXPORT_RUN), "may_number": acting.policy.may(Capability.NUMBER_VIEW),
        **_links(data, asked, listing.rows, earlier=listing.earlier, later=listing.later),
    }  # fmt: skip
    response = render(request, "register/list.html", context, status=status)
    if push:
        response["HX-Push-Url"] = _address(data)
    return _answer(response)


def _links(data: QueryDict, asked: HouseholdList, rows: Any, *, earlier: bool, later: bool) -> dict[str, str]:
    """Addresses of the pages around this one, and of the same search among households that have left."""
    if asked.wanted.private:
        return {}
    kept = address_of(data)
    joined = f"?{kept}&" if kept else "?"
    ended = address_of(data, without=("ra-khoi-so",))
    links = {"ended_url": f"?{ended}&ra-khoi-so=1" if not asked.filters.ended and asked.wanted.words else ""}
    if rows and later:
        links["next_url"] = f"{reverse('register:list')}{joined}sau={rows[-1].household.pk}"
    if rows and earlier:
        links["previous_url"] = f"{reverse('register:list')}{joined}truoc={rows[0].household.pk}"
    return links


def _address(data: QueryDict) -> str:
    kept = address_of(data)
    return reverse("register:list") + (f"?{kept}" if kept else "")


def _answer(response: HttpResponse) -> HttpResponse:
    """Lists of people are kept by no cache."""
    response["Cache-Control"] = "no-store"
    return response
