"""The page of one unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas import queries
from rasoat.web.areas.maps import read_map
from rasoat.web.areas.models import Level, Unit
from rasoat.web.boundaries.queries import living_counts, map_points, totals_by_year
from rasoat.web.boundaries.reach import may_change_provinces, may_name, visible_units
from rasoat.web.boundaries.tags import tag_words
from rasoat.web.boundaries.views.finding import seen_unit
from rasoat.web.ledger.queries import trail_of

MARKS = {
    "verified": gettext_lazy("đã có văn bản"), "secondary": gettext_lazy("nguồn thứ cấp, chưa đối chiếu văn bản"),
    "recalled": gettext_lazy("nhớ lại, chưa kiểm"),
    "inferred": gettext_lazy("suy ra"), "missing": gettext_lazy("thiếu"),
}  # fmt: skip


@signed_in
@require_safe
def unit_page(request: HttpRequest, key: str) -> HttpResponse:
    """Names, days, what is above, below, before and after; totals by year; attributes; a small map."""
    acting = acting_of(request)
    unit = seen_unit(request, key)
    choice = read_map(request.GET, acting.today(), standard="nay" if unit.valid_until is None else "cu")
    day = min(unit.valid_until or acting.today(), acting.today())
    below = list(queries.villages(unit, acting.today()) if unit.level == Level.COMMUNE else queries.children(unit, day))
    around = (
        below
        if unit.level in {Level.PROVINCE, Level.DISTRICT}
        else list(queries.children(unit.parent, day))
        if unit.parent and unit.level == Level.COMMUNE
        else []
    )
    tags = [
        (each, tag_words(each.tag), MARKS.get(each.mark, each.mark)) for each in unit.tags.order_by("tag", "valid_from")
    ]
    may_edit = may_name(acting, unit)
    living = unit.valid_until is None
    may_villages = living and unit.level == Level.COMMUNE and acting.policy.may(Capability.VILLAGE_EDIT, unit)
    counts = (
        living_counts(unit)
        if acting.policy.may(Capability.HOUSEHOLD_VIEW, unit) or acting.policy.may(Capability.STATUS_VIEW, unit)
        else None
    )
    return render(request, "boundaries/unit.html", {
        "unit": unit, "facts": _facts(unit, above=_seen_above(request, unit)), "ancestors": queries.ancestors(unit),
        "below": below, "living": living, "may_edit": may_edit, "may_villages": may_villages,
        "tags": tags, "before": queries.predecessors(unit), "after": queries.successors(unit), "counts": counts,
        "years": totals_by_year(unit, choice) if unit.level == Level.COMMUNE else (), "map_choice": choice,
        "totals": unit.totals.select_related("commune").order_by("-year", "source"), "points": map_points(unit, around),
        "may_provinces": may_change_provinces(acting),
        "has_figures": unit.level in {Level.PROVINCE, Level.COMMUNE}, "trail": trail_of(unit),
        "may_read_ledger": acting.policy.may(Capability.LEDGER_READ, unit),
    })  # fmt: skip


def _seen_above(request: HttpRequest, unit: Unit) -> bool:
    return unit.parent_id is not None and visible_units(acting_of(request)).filter(pk=unit.parent_id).exists()


def _facts(unit: Unit, *, above: bool) -> list[dict[str, object]]:
    def day(value: object) -> str:
        return f"{value:%d/%m/%Y}" if value else str(_("không rõ"))

    facts: list[dict[str, object]] = [
        {"label": _("Mã"), "value": unit.code},
        {"label": _("Cấp"), "value": unit.get_level_display()},
        {"label": _("Khu vực"), "value": unit.get_area_display() or _("chưa rõ")},
        {"label": _("Từ ngày"), "value": day(unit.valid_from)},
        {"label": _("Đến ngày"), "value": day(unit.valid_until) if unit.valid_until else _("đang hoạt động")},
    ]
    if unit.parent:
        fact: dict[str, object] = {"label": _("Thuộc"), "value": unit.parent.full_name}
        if above:
            fact["url"] = reverse("boundaries:unit", args=[unit.parent.key])
        facts.append(fact)
    if unit.latitude is not None and unit.longitude is not None:
        told = f"{unit.point_source} ({MARKS.get(unit.point_mark, unit.point_mark)})" if unit.point_mark else ""
        point = f"{unit.latitude:.4f}, {unit.longitude:.4f}"
        facts.append({"label": _("Điểm trung tâm"), "value": point, "note": told})
    if unit.source:
        facts.append({"label": _("Nguồn"), "value": unit.source, "note": MARKS.get(unit.mark, "")})
    return facts
