"""How the public site answers: what may be kept, what robots must not keep, and how often one machine may send."""

import hashlib
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from rasoat.web.vault.sealing import digest, seal, unseal

View = Callable[..., HttpResponse]
FIVE_MINUTES = 300
NOINDEX = "noindex, nofollow, noarchive"


def kept(seconds: int = FIVE_MINUTES) -> Callable[[View], View]:
    """The answer may be kept that long, by the browser and by caches on the way; apart for each language.

    Not for pages with a form: these carry a token of the visitor.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = view(request, *args, **kwargs)
            if answer.status_code == 200:
                who = "private" if request.user.is_authenticated else "public"
                answer["Cache-Control"] = f"{who}, max-age={seconds}"
                patch_vary_headers(answer, ["Cookie"])
            return answer

        return guarded

    return guard


def unindexed(view: View) -> View:
    """Search engines keep nothing of the answer, and nobody else does."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["X-Robots-Tag"] = NOINDEX
        answer["Cache-Control"] = "no-store"
        return answer

    return guarded


def limited(name: str, most: int, seconds: int) -> Callable[[View], View]:
    """At most so many POSTs of one machine in a time; then the page 429.

    Its address is kept as a keyed digest only, and no longer than that time.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and _count(request, name, seconds) > most:
                return render(request, "public/too_many.html", {"minutes": seconds // 60}, status=429)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def once(name: str, key: str, send: Callable[[], str]) -> str:
    """Send a form once: posted again with the same key within the hour, it gives the same answer again."""
    if not key:
        return send()
    place = f"public-once:{name}:{hashlib.sha256(key.encode()).hexdigest()}"
    held = cache.get(place)
    if held is not None:
        return unseal(held, bound_to=place).decode()
    found = send()
    cache.set(place, seal(found.encode(), bound_to=place), 3600)
    return found


def _count(request: HttpRequest, name: str, seconds: int) -> int:
    who = digest(["public", request.META.get("REMOTE_ADDR", "")]).hex()
    place = f"public-limit:{name}:{who}:{int(time.time()) // seconds}"
    count = int(cache.get(place, 0)) + 1
    cache.set(place, count, seconds)
    return count
