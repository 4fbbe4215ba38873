"""From when to when a round runs: what the law and the province's parameters say for its year or month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from rasoat.law.procedure import DateWindow, Procedure, ReviewKind
from rasoat.web.areas.models import Unit
from rasoat.web.law import book
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.models import Purpose, RoundKind
from rasoat.web.rounds.parameters import Setting, settings_of, value_from

LIKELY = {RoundKind.PERIODIC: (9, 1), RoundKind.REGULAR: (0, 15)}


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day."""

    first: date
    last: date


def likely_day(kind: str, year: int, month: int | None) -> date:
    """A day inside such a round, to find its procedure: the parameters are known only after that."""
    usual, day = LIKELY[RoundKind(kind)]
    return date(year, month or usual or 1, day)


def procedure_of(purpose: str, kind: str, day: date) -> Procedure:
    """The procedure of a round that begins on a day; training and demo rounds may use a lapsed one.

    Raises `RefusedError` when the law book has none.
    """
    kind_of = ReviewKind(kind)
    found = book().procedure_for(kind_of, day)
    if found is None and purpose != Purpose.OFFICIAL:
        able = [item for item in book().procedures.values() if item.steps(kind_of)]
        found = max(able, key=lambda item: max(use.valid_from or date.min for use in item.applies), default=None)
    if found is None:
        raise RefusedError(
            _("Bộ luật chưa có quy trình rà soát cho ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"},
            remedy=_("Chờ bản cập nhật của phần mềm có quy trình theo văn bản mới; đợt tập huấn vẫn lập được."),
            field="year", code="procedure-missing",
        )  # fmt: skip
    return found


def allowed_span(
    province: Unit, procedure_id: str, kind: str, year: int, month: int | None, *, legal: bool = False
) -> Span | None:
    """The days that a round may take. `legal`: by the law alone, without the province's word.

    A regular round begins on the law's day of the month and lasts so many days, its first day counted: the stricter
    of two readings. None when the procedure does not say.
    """
    settings = settings_of(province, procedure_id, likely_day(kind, year, month), kind=kind)
    return span_from(settings, kind, year, month, legal=legal)


def span_from(
    settings: Mapping[str, Setting], kind: str, year: int, month: int | None, *, legal: bool = False
) -> Span | None:
    """As `allowed_span`, out of settings that are read already."""
    if kind == RoundKind.PERIODIC:
        window = _value(settings, "periodic_window", legal)
        return Span(*window.in_year(year)) if isinstance(window, DateWindow) else None
    start, days = _value(settings, "regular_start_day", legal), _value(settings, "regular_decision_days", legal)
    if not isinstance(start, int) or not isinstance(days, int) or month is None:
        return None
    first = date(year, month, start)
    return Span(first, first + timedelta(days=days - 1))


def _value(settings: Mapping[str, Setting], key: str, legal: bool) -> object:
    if not legal:
        return value_from(settings, key)
    setting = settings.get(key)
    fact = setting.fact if setting is not None else None
    return setting.parameter.read(fact.value) if setting is not None and fact is not None and fact.value else None
