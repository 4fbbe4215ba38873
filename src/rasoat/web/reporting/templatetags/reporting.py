"""Filters of the report pages."""

from django import template

from rasoat.web.look.templatetags.look import NOTHING, number

register = template.Library()


@register.filter
def percent(hundredths: int | None) -> str:
    """`2,63 %` from hundredths of a percent; a dash for nothing."""
    return NOTHING if hundredths is None else f"{number(hundredths / 100, 2)} %"
