"""Units: lists on the map of a day, one unit, its lineage."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.api.etags import answer, etag
from rasoat.web.api.paging import LIMIT, page_of
from rasoat.web.api.shapes import SuccessionOut, UnitOut, UnitPage
from rasoat.web.areas.models import Succession, Unit
from rasoat.web.areas.queries import alive, named

router = Router(tags=["units"])


def unit_out(unit: Unit) -> dict[str, Any]:
    """One unit as the API shows it."""
    return {
        "key": unit.key, "code": unit.code, "name": unit.name, "full_name": unit.full_name, "kind": unit.kind,
        "level": unit.level, "parent": unit.parent.key if unit.parent else None, "area": unit.area,
        "valid_from": unit.valid_from, "valid_until": unit.valid_until, "latitude": unit.latitude,
        "longitude": unit.longitude,
    }  # fmt: skip


@router.get("", response=UnitPage, summary="Danh sách đơn vị | List units")
def list_units(
    request: HttpRequest, level: str = "", parent: str = "", q: str = "", on: date | None = None, cursor: str = "",
    limit: int = Query(LIMIT, ge=1),
) -> dict[str, Any]:  # fmt: skip
    """Đơn vị theo bản đồ của ngày `on` (mặc định hôm nay); lọc theo cấp, đơn vị cha, tên không dấu.

    Units on the map of a day (default today), by level, parent key and accent-free name.
    """
    acting = acting_of(request)
    acting.require(Capability.UNIT_VIEW)
    rows = Unit.objects.filter(alive(on or acting.today())).select_related("parent")
    if level:
        rows = rows.filter(level=level)
    if parent:
        rows = rows.filter(parent__key=parent)
    if q:
        rows = named(rows, q)
    return page_of(rows, ("sort_key", "id"), cursor, limit, unit_out)


@router.get("/{key}", response=UnitOut, summary="Một đơn vị | One unit")
def get_unit(request: HttpRequest, key: str) -> HttpResponse:
    """Đơn vị theo khóa (`key`), kể cả đơn vị đã kết thúc. One unit by key, ended ones included."""
    _may_view(request)
    unit = get_object_or_404(Unit.objects.select_related("parent"), key=key)
    body = UnitOut(**unit_out(unit)).model_dump(mode="json")
    return answer(request, body, etag("unit", body))


@router.get("/{key}/lineage", response=list[SuccessionOut], summary="Trước và sau sắp xếp | Before and after")
def lineage(request: HttpRequest, key: str) -> list[dict[str, Any]]:
    """Đơn vị này hình thành từ đâu và đã nhập, chia vào đâu. Where the unit came from and went to."""
    _may_view(request)
    unit = get_object_or_404(Unit, key=key)
    rows = Succession.objects.filter(before=unit) | Succession.objects.filter(after=unit)
    return [
        {
            "before": row.before.key, "after": row.after.key, "kind": row.kind, "on": row.on,
            "share": None if row.share is None else str(row.share), "document": row.document,
        }
        for row in rows.select_related("before", "after").order_by("on", "id")
    ]  # fmt: skip


def _may_view(request: HttpRequest) -> None:
    acting_of(request).require(Capability.UNIT_VIEW)
