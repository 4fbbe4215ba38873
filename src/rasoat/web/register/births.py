"""A birth date or year that can be true."""

from datetime import date

from django.utils.translation import gettext as _

from rasoat.web.look.refusals import RefusedError


def check_birth(name: str, born: date | None, year: int | None, *, today: date, joined_on: date | None = None) -> None:
    """Raises `RefusedError` for a birth in the future, or after the day on which the person joined the household."""
    if (born and born > today) or (year and year > today.year):
        raise RefusedError(
            _("Ngày sinh, năm sinh của %(name)s không được ở tương lai.") % {"name": name},
            remedy=_("Sửa lại ngày sinh."), field="birth",
        )  # fmt: skip
    if joined_on and ((born and born > joined_on) or (year and year > joined_on.year)):
        raise RefusedError(
            _("%(name)s sinh sau ngày ghi biến động.") % {"name": name},
            remedy=_("Sửa ngày sinh hoặc ngày xảy ra."), field="on",
        )  # fmt: skip
