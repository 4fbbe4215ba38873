"""The list of rounds."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.checklist import waiting_count
from rasoat.web.rounds.forms import FilterForm
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.opening_job import opening_of
from rasoat.web.rounds.queries import communes_left_out, rounds_shown_to
from rasoat.web.rounds.reach import may_make_rounds
from rasoat.web.rounds.views.finding import first_province

PAGE = 30
_COLUMNS = {"nam": "year", "loai": "kind", "muc_dich": "purpose", "buoc": "state"}


@signed_in
@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """Rounds of the own area, the latest first, and what waits before an official one can open."""
    acting = acting_of(request)
    filters = FilterForm(request.GET)
    told = filters.cleaned_data if filters.is_valid() else {}
    wanted = {_COLUMNS[name]: value for name, value in told.items() if value}
    rows = rounds_shown_to(acting).filter(**wanted).select_related("province", "commune")
    rows = rows.annotate(commune_count=Count("communes")).prefetch_related("standards")
    page = Paginator(rows.order_by("-starts_on", "-pk"), PAGE).get_page(request.GET.get("trang"))
    for row in page:
        names = [standard_name(each.standard_id) for each in row.standards.all()]
        row.standard_names = names  # type: ignore[attr-defined]
    sets = acting.policy.may(Capability.PARAMETER_SET)
    province = first_province(request) if sets else None
    return render(request, "rounds/list.html", {
        "page": page, "filters": filters, "active": len(wanted),
        "may_make": may_make_rounds(acting), "monthly_only": not acting.policy.may(Capability.ROUND_MANAGE),
        "province": province,
        "reads_parameters": acting.policy.may(Capability.ROUND_VIEW), "left_out": _left_out(acting),
        "waiting": waiting_count(province, acting.today()) if province else 0,
    })  # fmt: skip


def _left_out(acting: Acting) -> list[tuple[Unit, Round]]:
    """Own communes outside an open round of the province, unless it is just being opened."""
    found = communes_left_out(acting)
    opening = {row.pk for row in {row for _unit, row in found} if opening_of(row) is not None}
    return [(unit, row) for unit, row in found if row.pk not in opening]
