"""How the header of every page names the person who has signed in."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rasoat.web.accounts.models import Role
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.look.person import PersonLine


def describe(request: HttpRequest) -> PersonLine:
    """The full name, and one line a role in force with its unit. Asks the database nothing beyond the policy."""
    grants = [grant for grant in acting_of(request).policy.grants if not grant.former]
    places = [grant.place or _("Cả nước") for grant in grants]
    lines = [f"{Role(grant.role).label}, {place}" for grant, place in zip(grants, places, strict=True)]
    name = request.user.get_full_name()  # type: ignore[union-attr]
    return PersonLine(name, places[0] if places else "", tuple(dict.fromkeys(lines)))
