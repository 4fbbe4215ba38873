"""How often one caller may ask. Counted in each web process: a brake on runaway programs, not a meter."""

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from rasoat.web.accounts.views_base import acting_of


class CallerThrottle(SimpleRateThrottle):
    """By person, else by address."""

    scope = "caller"
    THROTTLE_RATES = {"caller": "1200/min"}  # noqa: RUF012 - the library's own form

    def get_cache_key(self, request: HttpRequest) -> str:
        """One bucket a person or address."""
        acting = acting_of(request)
        who = acting.user.pk if acting.user else self.get_ident(request)
        return str(self.cache_format % {"scope": self.scope, "ident": who})
