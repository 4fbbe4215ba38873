"""The list of units."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.maps import read_map
from rasoat.web.boundaries.export import units_workbook
from rasoat.web.boundaries.forms import FilterForm
from rasoat.web.boundaries.queries import listed_units
from rasoat.web.boundaries.reach import may_change_provinces
from rasoat.web.boundaries.tags import tag_words

PAGE = 50


@signed_in
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Search and filter units on either map; `tai=xlsx` gives just what is shown as a workbook."""
    acting = acting_of(request)
    acting.require(Capability.UNIT_VIEW)
    choice = read_map(request.GET, acting.today())
    form = FilterForm(request.GET, old_map=not choice.today)
    given = form.cleaned_data if form.is_valid() else {}
    text, level, tag = (str(given.get(name) or "").strip() for name in ("q", "cap", "tag"))
    rows = listed_units(acting, choice.day, text=text, level=level, tag=tag)
    if request.GET.get("tai") == "xlsx":
        return units_workbook(rows, choice.day)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    for unit in page:
        unit.tag_labels = [tag_words(each.tag) for each in unit.tags.all()]  # type: ignore[attr-defined]
    return render(request, "boundaries/list.html", {
        "page": page, "filters": form, "map_choice": choice, "active": sum(map(bool, (text, level, tag))),
        "may_edit": acting.policy.may(Capability.UNIT_EDIT), "may_provinces": may_change_provinces(acting),
        "may_load": acting.policy.may(Capability.UNIT_EDIT) or acting.policy.may(Capability.TOTAL_EDIT),
    })  # fmt: skip
