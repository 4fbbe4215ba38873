"""The standards in plain words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rasoat.web.law import book
from rasoat.web.public.checking import checkable
from rasoat.web.public.law_words import named, standard_words
from rasoat.web.public.serving import kept
from rasoat.web.rounds.law import words


@require_GET
@kept()
def standards(request: HttpRequest) -> HttpResponse:
    """Every standard of the law book; those in use today are marked."""
    today = timezone.localdate()
    now = {standard.id for _purpose, standard in book().at(today)}
    rows = []
    for standard_id in reversed(book().ids_in_time()):
        standard = book().standard(standard_id)
        rows.append({
            "id": standard_id, "name": words(standard.name), "now": standard_id in now,
            "blocked": named(standard.blocked), "check": checkable(standard),
        })  # fmt: skip
    return render(request, "public/standards.html", {"rows": rows})


@require_GET
@kept()
def standard(request: HttpRequest, standard_id: str) -> HttpResponse:
    """One standard."""
    if standard_id not in book().standards:
        raise Http404
    found = book().standard(standard_id)
    return render(request, "public/standard.html", {"said": standard_words(found), "check": checkable(found)})
