"""Blank forms of a commune: the list of them, and each on screen, as Word document, as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.paperwork.blanks import BLANKS, blank_paper
from rasoat.web.paperwork.filling import standards_of
from rasoat.web.paperwork.names import file_name
from rasoat.web.paperwork.subjects import Scope, find, subject_of
from rasoat.web.paperwork.views.faces import face_answer
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.models import RoundCommune


@signed_in
@require_GET
def blanks(request: HttpRequest, place_id: int) -> HttpResponse:
    """The forms that can be printed without any household."""
    acting = acting_of(request)
    rows = RoundCommune.objects.select_related("round__province", "commune__province")
    place = get_object_or_404(acting.policy.visible(Capability.REVIEW_VIEW, rows), pk=place_id)
    subject = subject_of(Scope.BLANK, place)
    found = [
        {"name": blank.name, "about": standard_name(standard) if standard else "", "lacks": blank.lacks(subject),
         "kind": blank.kind, "ref": f"{place.pk}.{standard}" if standard else str(place.pk)}
        for blank in BLANKS.values() for standard in standards_of(blank.kind, place.round)
    ]  # fmt: skip
    return render(request, "paperwork/blanks.html", {"place": place, "blanks": found})


@signed_in
@require_GET
def blank(request: HttpRequest, kind: str, ref: str, face: str) -> HttpResponse:
    """One blank form: `xem` on screen, `word`, `pdf`."""
    found = BLANKS.get(kind)
    subject = find(acting_of(request), Scope.BLANK, ref) if found else None
    if found is None or subject is None or found.lacks(subject):
        raise Http404
    return face_answer(
        request, face, lambda: blank_paper(found, subject), title=found.name, name=f"{file_name(found.kind)}-mau-trong",
        address=lambda face: reverse("paperwork:blank", args=[kind, ref, face]),
    )  # fmt: skip
