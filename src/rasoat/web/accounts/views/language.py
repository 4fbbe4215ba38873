"""The switch between Vietnamese and English: the browser keeps it, and so does the account of who has signed in."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.views import i18n

from rasoat.web.accounts.actions.choose_language import choose_language
from rasoat.web.accounts.views_base import acting_of, person_of
from rasoat.web.look.refusals import RefusedError


def set_language(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, in the language chosen. A language that the site lacks changes nothing."""
    if request.method == "POST" and request.user.is_authenticated:
        with suppress(RefusedError):
            choose_language(acting_of(request), person_of(request), request.POST.get("language", ""))
    answer: HttpResponse = i18n.set_language(request)
    return answer
