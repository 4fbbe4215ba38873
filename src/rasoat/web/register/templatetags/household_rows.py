"""The rows of the list of households, written without template nodes: fifty rows were half of the page's time."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape as escaped
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rasoat.web.look.templatetags.look import class_badge, icon, number
from rasoat.web.register.search.listing import ListedHousehold

register = template.Library()
_CODE = "CODE"
_NUMERIC = {1, 2}


@register.simple_tag
def household_rows(rows: Sequence[ListedHousehold], *, with_commune: bool) -> SafeString:
    """`<tr>` elements. Cells carry the heading of their column for narrow screens."""
    heads = [_("Mã hộ"), _("Năm sinh"), _("Nhân khẩu"), _("Thôn"), *([_("Xã")] if with_commune else []), _("Loại hộ"),
             _("Đặc điểm")]  # fmt: skip
    begins = [
        format_html('<td data-label="{}"{}>', head, mark_safe(' class="num"' if at in _NUMERIC else ""))
        for at, head in enumerate(heads)
    ]
    unknown, nothing = escaped(_("chưa rõ")), _nothing()
    address = reverse("register:household", args=[_CODE])
    lines = []
    for row in rows:
        home = row.household
        birth = home.head.birth_year if home.head else None
        cells = [
            escaped(home.code), str(birth) if birth else unknown, number(home.member_count),
            escaped(home.village.full_name) if home.village else unknown,
            *([escaped(home.commune.full_name)] if with_commune else []),
            class_badge(row.household_class), _marks(row) or nothing,
        ]  # fmt: skip
        head = f'<a href="{address.replace(_CODE, escaped(home.code))}">{escaped(home.head_name)}</a>{_matched(row)}'
        told = "".join(f"{begin}{cell}</td>" for begin, cell in zip(begins, cells, strict=True))
        lines.append(f'<tr><th scope="row">{head}</th>{told}</tr>')
    return mark_safe("\n".join(lines))


def _matched(row: ListedHousehold) -> SafeString | str:
    if not row.matched:
        return ""
    told = _("có %(name)s") % {"name": row.matched}
    return format_html('<span class="list-matched">{}{}</span>', icon("user"), told)


def _marks(row: ListedHousehold) -> SafeString | str:
    found: SafeString | str = ""
    if row.to_dos:
        told = ngettext("%(count)s việc cần bổ sung", "%(count)s việc cần bổ sung", row.to_dos) % {"count": row.to_dos}
        found = format_html('<span class="mark mark-warn">{}{}</span>', icon("list-checks"), told)
    return found + _plain_marks(tuple(row.flag_words))


@lru_cache(maxsize=512)
def _plain_marks(words: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<span class="mark mark-plain">{}</span>', ((word,) for word in words))


def _nothing() -> SafeString:
    return format_html('<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("không có"))
