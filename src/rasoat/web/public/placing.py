"""Which commune a public form is for: `?xa=KEY`, chosen from a province `?tinh=KEY`."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive, children
from rasoat.web.public.queries import provinces_of_today


def commune_of(request: HttpRequest) -> Unit | None:
    """The living commune asked for; None when none is. Raises `Http404` for an unknown one."""
    key = request.POST.get("xa") or request.GET.get("xa") or ""
    if not key:
        return None
    rows = Unit.objects.filter(alive(timezone.localdate()), level=Level.COMMUNE, key=key)
    found = rows.select_related("province").first()
    if found is None:
        raise Http404
    return found


def to_choose(request: HttpRequest) -> dict[str, Any]:
    """What the page of choice shows: provinces, or the communes of one."""
    today = timezone.localdate()
    provinces = list(provinces_of_today(today))
    key = request.GET.get("tinh", "")
    province = next((unit for unit in provinces if unit.key == key), provinces[0] if len(provinces) == 1 else None)
    communes = list(children(province, today).filter(level=Level.COMMUNE)) if province else []
    return {"provinces": provinces, "province": province, "communes": communes}
