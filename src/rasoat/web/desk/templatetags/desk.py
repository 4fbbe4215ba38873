"""Filters of the first page."""

from django import template

register = template.Library()


@register.filter
def without_sign(value: int) -> int:
    """How many, whether left or past."""
    return abs(value)
