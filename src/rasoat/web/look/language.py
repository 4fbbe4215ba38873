"""The language of the site: Vietnamese, unless the person has switched. What the browser asks for is not heeded:
office computers come with English browsers."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

OFFERED = frozenset(code for code, _name in settings.LANGUAGES)


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's own middleware, asking only the cookie that `set_language` leaves."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the chosen language, or Vietnamese."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in OFFERED else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
