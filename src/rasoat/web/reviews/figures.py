"""Figures of the procedure as they hold for a round on a day, and the opinion step that a province has chosen."""

from dataclasses import dataclass
from datetime import date

from rasoat.law.procedure import Pick, Value
from rasoat.web.rounds.models import Round, RoundKind
from rasoat.web.rounds.parameters import value_of
from rasoat.web.rounds.working_days import add_working_days

ASKED = frozenset({"province_office", "district"})
"""Choices of the opinion step under which somebody outside the commune is asked."""


@dataclass(frozen=True, slots=True)
class OpinionStep:
    """`decided`: whether the province has chosen; `needed`: whether somebody is asked, and who (`body`)."""

    decided: bool
    needed: bool
    code: str = ""
    body: str = ""


def figure(row: Round, key: str, day: date) -> Value | None:
    """The value of a parameter for a round on a day; None where there is none."""
    return value_of(row.province, row.procedure_id, key, day)


def days_of(row: Round, key: str, day: date) -> int | None:
    """A number of days; None where the province has set none."""
    value = figure(row, key, day)
    return value if isinstance(value, int) else None


def due_on(row: Round, key: str, start: date) -> date | None:
    """The last of so many working days after `start`; None without a number."""
    days = days_of(row, key, start)
    return None if days is None else add_working_days(start, days, row.province)


def opinion_step(row: Round, day: date) -> OpinionStep:
    """Who is asked before the commune decides: nobody in regular reviews, nor in rounds that do not count unless the
    province has chosen.
    """
    if row.kind == RoundKind.REGULAR:
        return OpinionStep(decided=True, needed=False)
    value = figure(row, "higher_opinion_step", day)
    if not isinstance(value, Pick):
        return OpinionStep(decided=not row.counts, needed=False)
    return OpinionStep(True, value.code in ASKED, value.code, value.body)
