"""The button by which the work of communes that have ended is taken over, where it did not go over by itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.take_over import may_take_over, take_over
from rasoat.web.reviews.over.places import WhereNow, ended_places
from rasoat.web.rounds.models import Round, RoundCommune, RoundState


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A round in which work stands under names of ended communes. `names`: old and new, in words."""

    round: Round
    names: str


def left_behind(acting: Acting) -> list[LeftBehind]:
    """Rounds in which the person may take work over (one query while there is none)."""
    by_round: dict[int, list[RoundCommune]] = {}
    for place in ended_places(acting.today()):
        by_round.setdefault(place.round_id, []).append(place)
    return [
        LeftBehind(places[0].round, "; ".join(_words(place, acting) for place in places))
        for places in by_round.values()
        if may_take_over(acting, places[0].round, places)
    ]


@signed_in
@require_POST
def take(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take over everything of one open round."""
    row = get_object_or_404(Round.objects.select_related("province", "commune"), pk=round_id, state=RoundState.OPEN)
    try:
        done = take_over(acting_of(request), row)
        told = _("Đã nhận %(villages)s thôn, %(households)s hộ về %(names)s.")
        names = ", ".join(unit.full_name for unit in done.communes)
        messages.success(request, told % {"villages": done.villages, "households": done.households, "names": names})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("reviews:home")


def _words(place: RoundCommune, acting: Acting) -> str:
    now = ", ".join(unit.full_name for unit in WhereNow(place.commune, acting.today()).communes)
    return f"{place.commune.full_name} → {now}"
