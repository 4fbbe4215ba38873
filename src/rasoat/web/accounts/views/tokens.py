"""Tokens of the API: list, issue, revoke."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from rasoat.web.accounts.actions.issue_token import issuable, issue_token, revoke_token
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.forms import TokenForm
from rasoat.web.accounts.models import ApiToken
from rasoat.web.accounts.views_base import acting_of, person_of, refuse, signed_in
from rasoat.web.accounts.whole import whole
from rasoat.web.accounts.words import SCOPE_WORDS
from rasoat.web.look.refusals import RefusedError


@signed_in
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """My tokens; a new one is shown this once, in the answer to the form."""
    acting = acting_of(request)
    acting.require(Capability.TOKEN_ISSUE)
    if "revoke" in request.POST:
        return _revoke(request)
    form = TokenForm(request.POST or None)
    form.fields["scopes"].choices = [(item.value, SCOPE_WORDS[item]) for item in issuable(acting)]  # type: ignore[attr-defined]
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = issue_token(acting, **form.cleaned_data)
        except RefusedError as refusal:
            refuse(form, refusal)
    rows = ApiToken.objects.filter(user=person_of(request)).order_by("-pk")[:50]
    tokens = [
        {"row": row, "scopes": [SCOPE_WORDS[Capability(item)] for item in row.scopes], "live": _live(row, acting.now())}
        for row in rows
    ]
    return render(request, "accounts/tokens.html", {"form": form, "tokens": tokens, "made": made, "secret": secret})


def _live(row: ApiToken, now: datetime) -> bool:
    return row.revoked_at is None and row.expires_at > now


def _revoke(request: HttpRequest) -> HttpResponse:
    row = get_object_or_404(ApiToken, user=person_of(request), pk=whole(request.POST["revoke"]))
    try:
        revoke_token(acting_of(request), row)
        messages.success(request, _("Đã thu hồi mã “%(name)s”.") % {"name": row.name})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:tokens")
