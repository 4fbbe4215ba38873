"""How far the open rounds are, in counts of villages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rasoat.web.public.queries import open_rounds, provinces_of_today, rounds_shown
from rasoat.web.public.serving import kept


@require_safe
@kept()
def rounds(request: HttpRequest) -> HttpResponse:
    """`?tinh=KEY`: its rounds; else the provinces with an open official round."""
    today = timezone.localdate()
    provinces = list(provinces_of_today(today).filter(pk__in=rounds_shown().values("province")))
    chosen = next((unit for unit in provinces if unit.key == request.GET.get("tinh")), None)
    if chosen is None and len(provinces) == 1:
        chosen = provinces[0]
    context = {"provinces": provinces, "chosen": chosen, "rounds": open_rounds(chosen) if chosen else []}
    return render(request, "public/rounds.html", context)
