"""The first-day checklist (danh mục việc ngày đầu): what a province settles before its first official round."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rasoat.law.procedure import Procedure, ReviewKind
from rasoat.law.procedure.words import say
from rasoat.web.areas.models import Unit
from rasoat.web.law import book
from rasoat.web.look.badges import Badge
from rasoat.web.rounds.law import procedures_for, words
from rasoat.web.rounds.mark_words import MARKS
from rasoat.web.rounds.models import RoundKind
from rasoat.web.rounds.parameters import Setting, settings_by_province, settings_of


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One parameter on the checklist, in words. `asked`: the document that would settle it; `holder`: who has it."""

    setting: Setting
    name: str
    default: str
    source: str
    note: str
    links: tuple[str, ...]
    governs: tuple[str, ...]
    asked: str
    holder: str
    badge: Badge


def procedures_on(day: date) -> list[Procedure]:
    """Procedures in use on a day for any kind of review, each once."""
    found = [item for kind in RoundKind.values for item in procedures_for(kind, day)]
    return list({item.id: item for item in found}.values())


def check_lines(province: Unit, procedure: Procedure, day: date) -> list[CheckLine]:
    """All parameters of a procedure as they hold in a province on a day (one query): what waits for a word first."""
    lines = [_line(procedure, setting) for setting in settings_of(province, procedure.id, day).values()]
    return sorted(lines, key=lambda line: not line.setting.needs_word)


def check_line(province: Unit, procedure: Procedure, key: str, day: date) -> CheckLine:
    """One parameter. Raises `KeyError` for an unknown one."""
    return _line(procedure, settings_of(province, procedure.id, day, keys=[key])[key])


def waiting(lines: Iterable[CheckLine]) -> int:
    """How many wait for the province's word."""
    return sum(line.setting.needs_word for line in lines)


def waiting_count(province: Unit, day: date) -> int:
    """How many parameters of the procedures in use wait for the province's word (a query a procedure)."""
    return waiting_counts([province.pk], day)[province.pk]


def waiting_counts(province_ids: Collection[int], day: date) -> dict[int, int]:
    """`waiting_count` of many provinces, by id (a query a procedure)."""
    counts = dict.fromkeys(province_ids, 0)
    for item in procedures_on(day):
        for pk, settings in settings_by_province([(pk, day) for pk in counts], item.id).items():
            counts[pk] += sum(setting.needs_word for setting in settings.values())
    return counts


def _line(procedure: Procedure, setting: Setting) -> CheckLine:
    fact, parameter = setting.fact, setting.parameter
    default = parameter.read(fact.value) if fact is not None and fact.value is not None else None
    document = book().documents.get(fact.ask) if fact is not None and fact.ask else None
    return CheckLine(
        setting=setting, name=words(parameter.name),
        default=words(say(parameter, default)) if default is not None else "",
        source=", ".join(filter(None, (fact.instrument, fact.article))) if fact is not None else "",
        note=fact.note if fact is not None else "", links=fact.sources if fact is not None else (),
        governs=tuple(_steps(procedure, setting)), asked=words(document.name) if document is not None else "",
        holder=document.holder if document is not None else "", badge=MARKS[setting.mark],
    )  # fmt: skip


def _steps(procedure: Procedure, setting: Setting) -> Iterable[str]:
    names: dict[str, None] = {}
    for kind, codes in setting.parameter.governs.items():
        for step in procedure.steps(ReviewKind(kind)):
            if step.code in codes:
                names[words(step.name)] = None
    return names
