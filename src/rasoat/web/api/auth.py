"""Who calls: a bearer token, or the session of a signed-in browser (with its CSRF token)."""

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer, SessionAuth

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.tokens import acting_for_token
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.api.problems import language_asked


class TokenAuth(HttpBearer):
    """`Authorization: Bearer rst_...`: acts as its owner, cut down to the token's scopes."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        """The person behind the token, put on the request for the policy and the ledger."""
        acting = acting_for_token(token, request.META.get("REMOTE_ADDR", ""))
        if acting is not None:
            request.acting = acting  # type: ignore[attr-defined]
            translation.activate(language_asked(request))
        return acting


class BrowserAuth(SessionAuth):
    """The session cookie of the site."""

    openapi_name = "session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Acting | None:  # noqa: ARG002
        """The person who has signed in."""
        return acting_of(request) if request.user.is_authenticated else None


AUTH = [TokenAuth(), BrowserAuth(csrf=True)]
