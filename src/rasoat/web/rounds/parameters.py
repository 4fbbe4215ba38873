"""Parameters of a procedure as they hold in a province on a day: the province's word, else the law book's default."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasoat.law.cited import Fact
from rasoat.law.marks import Mark
from rasoat.law.procedure import Parameter, ReviewKind, Value
from rasoat.law.procedure.words import say
from rasoat.web.areas.models import Unit
from rasoat.web.rounds.law import procedure, words
from rasoat.web.rounds.models import ParameterValue


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter on a day. `value`: typed, None for none. `row`: the province's word, None while it gave none.

    `fact`: the default of the law book on that day.
    """

    parameter: Parameter
    value: Value | None
    fact: Fact[Any] | None
    row: ParameterValue | None

    @property
    def mark(self) -> Mark:
        """How well the default is known; `verified` where the law has nothing to say."""
        return self.fact.mark if self.fact is not None else Mark.VERIFIED

    @property
    def confirmed(self) -> bool:
        """Whether the province gave its word."""
        return self.row is not None

    @property
    def needs_word(self) -> bool:
        """Whether an official round may not begin before the province gives its word."""
        return self.row is None and self.mark.needs_office

    @property
    def said(self) -> str:
        """The value in the reader's words; what is done meanwhile where there is none."""
        return words(say(self.parameter, self.value) if self.value is not None else self.parameter.without_value)


def value_of(province: Unit, procedure_id: str, key: str, day: date) -> Value | None:
    """The typed value of a parameter (one query). None when there is none, or no such parameter.

    Raises `RefusedError` for an unknown procedure.
    """
    found = procedure(procedure_id).parameters.get(key)
    if found is None:
        return None
    rows = ParameterValue.objects.filter(province=province, procedure_id=procedure_id, key=key)
    return _setting(found, rows.filter(valid_from__lte=day).order_by("-id"), day).value


def settings_of(
    province: Unit, procedure_id: str, day: date, *, kind: str = "", keys: Iterable[str] | None = None
) -> dict[str, Setting]:
    """All parameters by key, in the order of the law book (one query). `kind`: only those that bear on such reviews.

    Raises `RefusedError` for an unknown procedure.
    """
    return settings_by_province([(province.pk, day)], procedure_id, kind=kind, keys=keys)[province.pk]


def settings_by_province(
    asked: Iterable[tuple[int, date]], procedure_id: str, *, kind: str = "", keys: Iterable[str] | None = None
) -> dict[int, dict[str, Setting]]:
    """`settings_of` for many provinces at once, by id, each on a day of its own (one query)."""
    parameters = {key: item for key, item in procedure(procedure_id).parameters.items() if keys is None or key in keys}
    days = dict(asked)
    rows: dict[tuple[int, str], list[ParameterValue]] = {}
    for row in ParameterValue.objects.filter(province__in=days, procedure_id=procedure_id, key__in=parameters).order_by(
        "-id"
    ):
        if row.valid_from <= days[row.province_id]:
            rows.setdefault((row.province_id, row.key), []).append(row)
    return {
        province: {
            key: _setting(item, rows.get((province, key), ()), day)
            for key, item in parameters.items()
            if not kind or item.governs.get(ReviewKind(kind))
        }
        for province, day in days.items()
    }


def waiting_for_word(province: Unit, procedure_id: str, kind: str, day: date) -> list[Setting]:
    """What the province must settle before an official round of that kind may begin on that day."""
    return [item for item in settings_of(province, procedure_id, day, kind=kind).values() if item.needs_word]


def value_from(settings: Mapping[str, Setting], key: str) -> Value | None:
    """The value out of many settings; None for an unknown key."""
    return settings[key].value if key in settings else None


def _setting(parameter: Parameter, rows: Iterable[ParameterValue], day: date) -> Setting:
    """The newest word that can still hold on the day: a choice may have lapsed, a legal day may have moved."""
    fact = parameter.default_on(day)
    for row in rows:
        if row.value is None or not parameter.check_province(row.value, day):
            value = None if row.value is None else parameter.read(row.value)
            return Setting(parameter, value, fact, row)
        break
    return Setting(parameter, parameter.value_on(day), fact, None)
