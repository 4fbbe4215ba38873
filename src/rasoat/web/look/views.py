"""The home page and the gallery of components."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rasoat.web.look import gallery as samples
from rasoat.web.look.home import boards_for, cards_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where a person begins: what waits, then a card for each thing to do. Visitors go to the sign-in page."""
    if not request.user.is_authenticated:
        return redirect_to_login("/")
    return render(request, "look/home.html", {"boards": boards_for(request), "cards": cards_for(request)})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, for people who build pages and for the accessibility check."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return render(request, "look/gallery.html", samples.examples(request))
