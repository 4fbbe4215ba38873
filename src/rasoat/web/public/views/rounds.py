"""How far the open rounds are, in counts of villages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rasoat.web.public.hanging import communes_hanging, villages_hanging
from rasoat.web.public.queries import open_rounds, provinces_of_today, rounds_shown
from rasoat.web.public.serving import kept


@require_safe
@kept()
def rounds(request: HttpRequest) -> HttpResponse:
    """`?tinh=KEY`: its rounds, and where lists hang; else the provinces with an open official round. `?xa=KEY`: a
    commune, village by village.
    """
    today = timezone.localdate()
    provinces = list(provinces_of_today(today).filter(pk__in=rounds_shown().values("province")))
    chosen = next((unit for unit in provinces if unit.key == request.GET.get("tinh")), None)
    if chosen is None and len(provinces) == 1:
        chosen = provinces[0]
    hanging = communes_hanging(chosen, today) if chosen else []
    commune = next((each.commune for each in hanging if each.commune.key == request.GET.get("xa")), None)
    context = {
        "provinces": provinces, "chosen": chosen, "rounds": open_rounds(chosen) if chosen and not commune else [],
        "hanging": hanging, "commune": commune, "postings": villages_hanging(commune, today) if commune else [],
    }  # fmt: skip
    return render(request, "public/rounds.html", context)
