"""Tags and filters that every template may use."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.db.models import Model
from django.template.context import Context
from django.template.defaulttags import querystring
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rasoat.web.look.badges import class_look
from rasoat.web.look.papers import papers_of

register = template.Library()
NOTHING = "–"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture out of the sprite. Decoration unless `label` says what it means to people who cannot see it."""
    return _icon(static("look/icons.svg"), name, str(label))


@lru_cache(maxsize=512)
def _icon(sprite: str, name: str, label: str) -> SafeString:
    address = f"{sprite}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address)


@register.inclusion_tag("look/components/papers.html", takes_context=True)
def papers(context: Context, record: Model) -> dict[str, Any]:
    """The papers of a record, each on screen, as Word and as PDF; nothing where the person may read none."""
    return {"papers": papers_of(context["request"], record)}


@register.filter
def number(value: "float | Decimal | str | None", places: int | None = None) -> str:
    """`1.234`, `0,35`: as Vietnamese offices write it (in English `1,234`), half rounded up; a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if places is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def date_vi(value: "date | datetime | int | str | None") -> str:
    """`05/12/2026`, with the hour for a moment, the year alone where only that is known; a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}" if timezone.is_aware(value) else f"{value:%H:%M %d/%m/%Y}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


class Named(Protocol):
    """Anything that has a full name, such as a unit."""

    full_name: str


@register.filter
def unit_name(unit: Named | None) -> str:
    """`Xã Đồng Trám`; the nation where there is no unit."""
    return _("Cả nước") if unit is None else unit.full_name


@register.filter
def bare_label(label: str) -> SafeString:
    """The label of a field without the colon that Django puts behind it."""
    return mark_safe(conditional_escape(label).removesuffix(":"))


@register.simple_tag
def class_badge(household_class: str | None) -> SafeString:
    """The class of a household in words, with an icon: never by colour alone."""
    return _class_badge(household_class, get_language() or "")


@lru_cache(maxsize=64)
def _class_badge(household_class: str | None, _language: str) -> SafeString:
    """Lists show fifty of them a page: each is rendered once a language."""
    return render_to_string("look/components/badge.html", {"badge": class_look(household_class)})


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The address's parameters with some changed (None takes one away): `?{{ q }}&trang=2`."""
    return querystring(context, **changes)
