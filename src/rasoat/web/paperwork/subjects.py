"""What a paper is about: found by a short reference (`12` or `12.national_2022`) inside the person's own area."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.reach import may_change, with_former
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.queries import complaints_seen_by
from rasoat.web.reviews.models import (
    Application,
    Case,
    DecidedCase,
    Meeting,
    Opinion,
    Posting,
    RoundDecision,
    VillageReview,
)
from rasoat.web.reviews.over.names import commune_then
from rasoat.web.rounds.models import Round, RoundCommune


class Scope(StrEnum):
    """The record that a paper belongs to."""

    COMMUNE = "commune"
    VILLAGE = "village"
    CASE = "case"
    MEETING = "meeting"
    POSTING = "posting"
    OPINION = "opinion"
    DECISION = "decision"
    REFUSAL = "refusal"
    APPLICATION = "application"
    COMPLAINT = "complaint"
    BOOK = "book"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Subject:
    """A record with its commune, its round (None outside of rounds) and, where papers are apart, the standard."""

    record: Any
    commune: Unit
    round: Round | None = None
    standard: str = ""


@dataclass(frozen=True, slots=True)
class _Finder:
    """`beside`: what is read along with the record. `path`: from the record to what stands in a unit; `owner`: to the
    round, empty for none.
    """

    model: type[Model]
    beside: tuple[str, ...]
    need: Capability
    path: str = ""
    owner: str = "round"

    def rows(self) -> QuerySet[Any]:
        """All records of the kind, with what a paper asks of them."""
        return self.model._default_manager.select_related(*self.beside)


_FINDERS: Mapping[Scope, _Finder] = {
    Scope.COMMUNE: _Finder(RoundCommune, ("round__province", "commune__province",), Capability.REVIEW_VIEW),
    Scope.BLANK: _Finder(RoundCommune, ("round__province", "commune__province",), Capability.REVIEW_VIEW),
    Scope.VILLAGE: _Finder(
        VillageReview, ("round__province", "commune__province", "village",), Capability.REVIEW_VIEW
    ),
    Scope.CASE: _Finder(
        Case, ("round__province", "commune__province", "village", "household",), Capability.REVIEW_VIEW
    ),
    Scope.MEETING: _Finder(
        Meeting, ("review__round__province", "review__commune__province", "review__village",),
        Capability.REVIEW_VIEW, "review", "review__round",
    ),
    Scope.POSTING: _Finder(
        Posting, ("review__round__province", "review__commune__province", "review__village",),
        Capability.REVIEW_VIEW, "review", "review__round",
    ),
    Scope.OPINION: _Finder(Opinion, ("round__province", "commune__province",), Capability.REVIEW_VIEW),
    Scope.DECISION: _Finder(
        RoundDecision, ("round__province", "commune__province", "corrects",), Capability.REVIEW_VIEW
    ),
    Scope.REFUSAL: _Finder(
        DecidedCase, ("decision__round__province", "decision__commune__province", "case__village",),
        Capability.REVIEW_RUN, "decision", "decision__round",
    ),
    Scope.APPLICATION: _Finder(
        Application, ("commune__province", "village", "case__round__province",), Capability.REVIEW_RUN, "",
        "case__round",
    ),
    Scope.COMPLAINT: _Finder(
        Complaint, ("commune__province", "round__province",), Capability.COMPLAINT_VIEW
    ),
    Scope.BOOK: _Finder(Unit, ("province",), Capability.REVIEW_RUN, "", ""),
}  # fmt: skip

_OF_THEIR_DAY = frozenset({Scope.OPINION, Scope.DECISION, Scope.REFUSAL, Scope.COMPLAINT})
"""Papers that stay with the commune of their day when communes merge or are split."""


def need_of(scope: Scope) -> Capability:
    """What a person must be allowed to do to read such papers."""
    return _FINDERS[scope].need


def find(acting: Acting, scope: Scope, ref: str) -> Subject | None:
    """The subject of a reference; None outside of the person's area, or for no such record or standard."""
    key, _dot, standard = ref.partition(".")
    finder = _FINDERS[scope]
    rows = _seen(acting, scope, finder)
    record = rows.filter(pk=_key(scope, key)).first() if _key(scope, key) is not None else None
    if record is None or not _may_read_whole(acting, scope, record):
        return None
    if scope is Scope.BOOK:
        return Subject(record, record, None, standard) if standard.isdecimal() and len(standard) == 4 else None
    found = subject_of(scope, record, standard)
    known = found.round is None or not standard or found.round.standards.filter(standard_id=standard).exists()
    return found if known else None


def subject_of(scope: Scope, record: Any, standard: str = "") -> Subject:
    """The subject of a record already found."""
    finder = _FINDERS[scope]
    written = isinstance(record, Meeting | Posting)
    commune = commune_then(record.review, record.entered_at) if written else _follow(record, finder.path).commune
    return Subject(record, commune, _follow(record, finder.owner), standard)


def scope_of(record: Model) -> Scope | None:
    """What kind of record this is to the papers of rounds; None for records that have none."""
    found = (scope for scope, finder in _FINDERS.items() if finder.owner and finder.model is type(record))
    return next(found, None)


def may_read(acting: Acting, scope: Scope, record: Any) -> bool:
    """Whether the person may read the papers of a record already found."""
    finder = _FINDERS[scope]
    placed = _follow(record, finder.path)
    if acting.policy.may(finder.need, placed) or scope not in _OF_THEIR_DAY:
        return acting.policy.may(finder.need, placed)
    return _may_read_whole(acting, scope, record) and _seen(acting, scope, finder).filter(pk=record.pk).exists()


def _may_read_whole(acting: Acting, scope: Scope, record: Any) -> bool:
    """Lists of a commune that was split name households of all parts: they are for who has a role in each."""
    return scope not in {Scope.OPINION, Scope.DECISION} or may_change(acting, need_of(scope), record.commune)


def _seen(acting: Acting, scope: Scope, finder: _Finder) -> QuerySet[Any]:
    """Records of the person's area; papers of a commune that has ended also for those who follow it."""
    prefix = f"{finder.path}__" if finder.path else ""
    if scope is Scope.REFUSAL:  # a letter to one household: whoever has that household today
        seen = acting.policy.visible(finder.need, finder.rows(), prefix=prefix)
        return seen | acting.policy.visible(finder.need, finder.rows(), prefix="case__")
    if scope is Scope.COMPLAINT:
        return finder.rows().filter(pk__in=complaints_seen_by(acting).values("pk"))
    if scope in _OF_THEIR_DAY:
        return with_former(acting, finder.need, finder.rows(), prefix=prefix)
    return acting.policy.visible(finder.need, finder.rows(), prefix=prefix)


def _follow(record: Any, path: str) -> Any:
    for name in filter(None, path.split("__")):
        record = getattr(record, name) if record is not None else None
    return record


def _key(scope: Scope, text: str) -> Any:
    if scope in {Scope.APPLICATION, Scope.COMPLAINT}:
        try:
            return uuid.UUID(text)
        except ValueError:
            return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
