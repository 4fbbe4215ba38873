"""The address of the same page on the other map."""

from django import template
from django.http import HttpRequest
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def map_query(context: Context, word: str) -> str:
    """`?ban-do=WORD` with all other parameters kept, but from the first page and, today, without a day."""
    request: HttpRequest = context["request"]
    given = request.GET.copy()
    given["ban-do"] = word
    given.pop("trang", None)
    if word == "nay":
        given.pop("ngay", None)
    return f"?{given.urlencode()}"
