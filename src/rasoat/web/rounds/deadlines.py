"""Days by which things of a round are due: the legal day, and the province's own earlier one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.law.marks import Mark
from rasoat.law.procedure import DayOfYear, Pick, ReviewKind
from rasoat.web.rounds.dates import likely_day, span_from
from rasoat.web.rounds.law import procedure, words
from rasoat.web.rounds.models import Round, RoundKind
from rasoat.web.rounds.parameters import Setting, settings_of, value_from

STEPS = ("list", "survey", "meeting", "posting", "opinion", "decision")
"""Steps that a province may want done by a day of its own; those of the procedure among them count."""
PRELIMINARY, OFFICIAL, MONTHLY = "preliminary", "official", "monthly"
_BEFORE = {PRELIMINARY: "preliminary_report_before", OFFICIAL: "official_report_before"}
_WITHOUT_OPINION = frozenset({"none", "commune_chair"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """One line. `legal`: the last day in time by law, None where the law sets none. `internal`: the province's own.

    `days_left`: calendar days from today to the earlier of the two, negative when it is past. `mark`: how well the
    legal day is known.
    """

    key: str
    label: str
    legal: date | None
    internal: date | None
    days_left: int | None
    mark: Mark

    @property
    def due(self) -> date | None:
        """The day that counts: the province's own, else the legal one."""
        return self.internal or self.legal

    @property
    def late(self) -> int:
        """By how many days it is past; 0 while there is time."""
        return max(0, -(self.days_left or 0))


def deadlines(
    row: Round, today: date | None = None, *, settings: Mapping[str, Setting] | None = None
) -> list[Deadline]:
    """What is due in a round, in the order of its steps (two queries). `today`: today in Vietnam unless given.

    `settings`: those of the round's province on its first day, where they are read already.
    """
    on = today or timezone.localdate()
    if settings is None:
        settings = settings_of(row.province, row.procedure_id, row.starts_on)
    own = {each.key: each.on for each in row.internal_days.all()}
    return [
        Deadline(key, label, legal, own.get(key, internal), _left(own.get(key, internal) or legal, on), mark)
        for key, label, legal, internal, mark in _lines(row, settings)
    ]


def latest_days(row: Round) -> dict[str, date | None]:
    """The last day that an internal day of each key may be: the province's word, else the legal day."""
    settings = settings_of(row.province, row.procedure_id, row.starts_on)
    return {key: internal or legal for key, _label, legal, internal, _mark in _lines(row, settings)}


def opinion_step(settings: Mapping[str, Setting]) -> bool:
    """Whether somebody gives an opinion before the commune decides; unsettled counts as yes."""
    value = value_from(settings, "higher_opinion_step")
    return "higher_opinion_step" in settings and not (isinstance(value, Pick) and value.code in _WITHOUT_OPINION)


_Line = tuple[str, str, date | None, date | None, Mark]


def _lines(row: Round, settings: Mapping[str, Setting]) -> Iterator[_Line]:
    legal = span_from(settings, row.kind, row.year, row.month, legal=True)
    last, own_last = (legal.last if legal else None), row.ends_on
    mark = _span_mark(row, settings)
    for step in procedure(row.procedure_id).steps(ReviewKind(row.kind)):
        if step.code in STEPS and (step.code != "opinion" or opinion_step(settings)):
            earlier = own_last if last is None or own_last < last else None
            yield step.code, words(step.name), last, earlier, mark
    if row.kind == RoundKind.REGULAR:
        yield from _monthly(row, settings)
        return
    for key, label in ((PRELIMINARY, _("Báo cáo sơ bộ")), (OFFICIAL, _("Báo cáo chính thức"))):
        setting = settings.get(_BEFORE[key])
        if setting is not None:
            legal_day, word = _last_before(setting, row.year)
            yield key, label, legal_day, word, setting.mark


def _span_mark(row: Round, settings: Mapping[str, Setting]) -> Mark:
    key = "periodic_window" if row.kind == RoundKind.PERIODIC else "regular_decision_days"
    return settings[key].mark if key in settings else Mark.MISSING


def _last_before(setting: Setting, year: int) -> tuple[date | None, date | None]:
    """The last day in time by law, and the province's where that is earlier: the day before the one named."""
    fact = setting.fact
    legal = setting.parameter.read(fact.value) if fact is not None and fact.value is not None else None
    legal_day = _day_before(legal, year)
    own = _day_before(setting.value, year)
    return legal_day, own if own is not None and own != legal_day else None


def _day_before(value: object, year: int) -> date | None:
    return value.in_year(year) - timedelta(days=1) if isinstance(value, DayOfYear) else None


def _monthly(row: Round, settings: Mapping[str, Setting]) -> Iterator[_Line]:
    """The report of the month after, where that month has one."""
    day, months = value_from(settings, "monthly_report_day"), value_from(settings, "monthly_report_months")
    following = (likely_day(row.kind, row.year, row.month) + timedelta(days=31)).replace(day=1)
    if isinstance(day, int) and isinstance(months, tuple) and following.month in months:
        label = _("Báo cáo rà soát thường xuyên")
        yield MONTHLY, label, following.replace(day=day), None, settings["monthly_report_day"].mark


def _left(day: date | None, today: date) -> int | None:
    return None if day is None else (day - today).days
