"""The standards in plain words."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rasoat.web.law import book
from rasoat.web.public.checking import checkable
from rasoat.web.public.law_words import in_use, named, out_of_use, standard_words
from rasoat.web.public.serving import kept
from rasoat.web.rounds.law import words


def uses_on(day: date) -> tuple[set[str], set[str]]:
    """Standards in use on a day, and those that people are only surveyed for, before their first day."""
    now = in_use(day)
    return now, {standard.id for _purpose, standard in book().at(day)} - now


@require_safe
@kept()
def standards(request: HttpRequest) -> HttpResponse:
    """Every standard of the law book; marked: those in use today, and the next one while people are surveyed for it."""
    now, surveyed = uses_on(timezone.localdate())
    rows = []
    for standard_id in reversed(book().ids_in_time()):
        standard = book().standard(standard_id)
        rows.append({
            "id": standard_id, "name": words(standard.name), "now": standard_id in now,
            "surveyed": standard_id in surveyed, "blocked": named(standard.blocked), "check": checkable(standard),
            "not_now": out_of_use(standard, timezone.localdate()),
        })  # fmt: skip
    return render(request, "public/standards.html", {"rows": rows})


@require_safe
@kept()
def standard(request: HttpRequest, standard_id: str) -> HttpResponse:
    """One standard."""
    if standard_id not in book().standards:
        raise Http404
    found = book().standard(standard_id)
    context = {
        "said": standard_words(found), "check": checkable(found),
        "not_now": out_of_use(found, timezone.localdate()),
    }  # fmt: skip
    return render(request, "public/standard.html", context)
