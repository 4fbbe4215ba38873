"""What views share: who is signed in, and how a refusal of an action comes back to its form."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import User
from rasoat.web.look.refusals import RefusedError

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for people who have signed in; others go to the sign-in page and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request") == "true":
                return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_login")})
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def acting_of(request: HttpRequest) -> Acting:
    """Who acts in this request."""
    return cast("Acting", request.acting)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> User:
    """The person who has signed in, as the model itself: `request.user` is a lazy wrapper."""
    return cast("User", get_user(request))


def refuse(form: forms.BaseForm, refusal: RefusedError) -> None:
    """Put a refusal beside its field, or above the form when the form has no such field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def reader_language(person: User) -> str:
    """The language of a paper for somebody: the one that the person keeps, else that of the page."""
    return person.language or get_language() or settings.LANGUAGE_CODE
