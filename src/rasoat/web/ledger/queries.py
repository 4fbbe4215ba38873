"""Read the ledger: lists for auditors, the trail of one record. Nothing sealed is opened here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from rasoat.survey.text import fold
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.ledger.words import CHANNELS, action_words, model_words

READ = "ledger.read"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the list. `unit`: key or part of a name; `record`: `model:id` or an entry's request id."""

    unit: str = ""
    person: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line of a trail: keys are those of `look/components/timeline.html`."""

    entry_id: int
    title: str
    when: datetime
    who: str
    text: str
    icon: str = "history"


def readable_entries(acting: Any) -> "QuerySet[Entry]":
    """Entries of the chains of the person's area; the nation's own chain only for those whose area is the nation."""
    condition = acting.policy.condition(READ, unit_rows=True)
    if condition is None:
        return Entry.objects.none()
    rows = Entry.objects.select_related("chain__unit")
    if condition == Q():
        return rows
    return rows.filter(chain__in=Chain.objects.filter(unit__in=Unit.objects.filter(condition)).values("pk"))


def page_of_entries(acting: Any, wanted: Wanted, *, before: int | None = None) -> tuple[list[Entry], int | None]:
    """Up to `PAGE` entries, newest first, older than entry `before`; and the cursor of the next page."""
    rows = _filtered(readable_entries(acting), wanted).order_by("-pk").defer("payload", "rows")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def trail_of(record: Model, limit: int = 20, *, also: Sequence[Model] = ()) -> list[TrailLine]:
    """Who did what to a record and when, newest first; without values. `also`: further records (its members)."""
    about = Q(subject_model=record._meta.label_lower, subject_id=str(record.pk))
    for each in also:
        about |= Q(subject_model=each._meta.label_lower, subject_id=str(each.pk))
    rows = Entry.objects.filter(about).order_by("-at", "-pk").defer("payload", "rows")[:limit]
    return [
        TrailLine(
            row.pk,
            str(action_words(row.action)),
            timezone.localtime(row.at),
            who_of(row),
            str(CHANNELS.get(row.channel, "")),
        )
        for row in rows
    ]


def who_of(entry: Entry) -> str:
    """The person, and for whom they entered it."""
    return f"{entry.actor} (thay {entry.on_behalf_of})" if entry.on_behalf_of else entry.actor


def subject_words(entry: Entry) -> str:
    """`Hộ 15`."""
    return f"{model_words(entry.subject_model)} {entry.subject_id if entry.subject_id != '0' else ''}".strip()


def _filtered(rows: "QuerySet[Entry]", wanted: Wanted) -> "QuerySet[Entry]":
    if wanted.unit.strip():
        named = Unit.objects.filter(Q(key__iexact=wanted.unit.strip()) | Q(folded__contains=fold(wanted.unit)))
        rows = rows.filter(chain__unit__in=named)
    if wanted.person.strip():
        rows = rows.filter(
            Q(user__username=wanted.person.strip().lower()) | Q(user__folded__contains=fold(wanted.person))
        )
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.since:
        rows = rows.filter(at__gte=_start(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_start(wanted.until + timedelta(days=1)))
    if wanted.record.strip():
        rows = rows.filter(_about(wanted.record.strip()))
    return rows


def _about(text: str) -> Q:
    label, colon, key = text.partition(":")
    if colon:
        return Q(subject_model=label.strip().lower(), subject_id=key.strip())
    try:
        return Q(request_id=uuid.UUID(text))
    except ValueError:
        return Q(subject_id=text)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
