"""What templates ask of accounts."""

from django import template
from django.http import HttpRequest

from rasoat.web.accounts.agents import machine
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of

register = template.Library()
register.filter("machine", machine)


@register.filter
def may(request: HttpRequest, capability: str) -> bool:
    """Whether the person of this request may do something somewhere: `{% if request|may:"token.issue" %}`."""
    return acting_of(request).policy.may(Capability(capability))
