"""The first page, the switch of the language, and the check of a paper by its code."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from rasoat.web.certificates.queries import verify
from rasoat.web.look.badges import class_look
from rasoat.web.public.queries import newest_publications
from rasoat.web.public.serving import kept, unindexed

YEAR = 365 * 24 * 3600


@require_safe
@kept()
def home(request: HttpRequest) -> HttpResponse:
    """What there is, and the provinces that have published."""
    published = newest_publications()
    names = dict.fromkeys(row.province for row in published)
    return render(request, "public/home.html", {"provinces": list(names)})


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the language in this browser and go back. A plain link: pages need no form, and so no token, for it."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    wanted = request.GET.get("tiep", "")
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    answer = HttpResponseRedirect(wanted if safe else reverse("public:home"))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


@require_safe
@unindexed
def verify_paper(request: HttpRequest) -> HttpResponse:
    """`?ma=`: whether a paper holds; nothing of the household. Where the QR code of a paper leads."""
    code = request.GET.get("ma", "").strip()
    found = verify(code) if code else None
    badge = class_look(found["household_class"]) if found and found.get("household_class") else None
    return render(request, "public/verify.html", {"code": code, "found": found, "badge": badge})
