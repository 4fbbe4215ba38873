"""Households that may be one and the same: by equal number anywhere, or by like name, birth year and commune.

Never all pairs: numbers meet through the blind index, names only inside one commune and one birth year. Two people
whose personal numbers are both known and differ, whose sex or full birth date differ, are never alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from rapidfuzz import fuzz

from rasoat.survey.text import fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import locked_chains, record
from rasoat.web.register.models import DuplicatePair, Member, NumberKind, PairGround, PairState, PersonalNumber

LIKE = 92
"""Names at least so like (0 to 100) are put up; one letter in a name of four words stays above it."""
MOST_IN_A_BLOCK = 3000
"""People of one commune and birth year that are compared with a person at most."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two members of two households who may be one person."""

    first: Member
    second: Member
    ground: PairGround
    score: int

    @property
    def key(self) -> tuple[int, int]:
        """Ids of the households, the smaller first."""
        low, high = sorted((self.first.household_id, self.second.household_id))
        return low, high

    @property
    def people(self) -> list[int]:
        """Member ids in the order of the households."""
        pair = (self.first, self.second)
        return [row.pk for row in sorted(pair, key=lambda row: row.household_id)]


def find_matches(household_ids: Sequence[int]) -> list[Match]:
    """Everybody of these households who is found in another living household too."""
    members = list(Member.objects.filter(household__in=household_ids, left_on__isnull=True))
    return [*_by_number(members), *_by_name(members)]


def notice(acting: Acting, household_ids: Sequence[int]) -> list[DuplicatePair]:
    """Put up pairs for the households just written; runs inside the action's transaction. Gives the new or reopened."""
    found: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in find_matches(household_ids):
        found[match.key].append(match)
    if not found:
        return []
    ids = {pk for key in found for pk in key}
    known = {
        (row.first_id, row.second_id): row
        for row in DuplicatePair.objects.select_for_update().filter(first__in=ids, second__in=ids)
    }
    written = [pair for key, matches in sorted(found.items()) if (pair := _put_up(key, matches, known.get(key)))]
    _note(acting, written)
    return written


def _by_number(members: Sequence[Member]) -> Iterable[Match]:
    own = PersonalNumber.objects.filter(member__in=[row.pk for row in members], until__isnull=True)
    by_index: dict[bytes, list[int]] = defaultdict(list)
    for row in own:
        by_index[bytes(row.index)].append(row.member_id)
    by_id = {row.pk: row for row in members}
    others = PersonalNumber.objects.filter(
        index__in=list(by_index),
        until__isnull=True,
        member__left_on__isnull=True,
        member__household__ended_on__isnull=True,
    ).select_related("member")
    for other in others:
        for pk in by_index[bytes(other.index)]:
            if by_id[pk].household_id != other.member.household_id:
                yield Match(by_id[pk], other.member, PairGround.NUMBER, 100)


def _by_name(members: Sequence[Member]) -> Iterable[Match]:
    blocks: dict[tuple[int, int], list[Member]] = defaultdict(list)
    for row in members:
        if row.birth_year is not None:
            blocks[row.commune_id, row.birth_year].append(row)
    for (commune_id, year), own in blocks.items():
        there = list(
            Member.objects.filter(
                commune=commune_id, birth_year=year, left_on__isnull=True, household__ended_on__isnull=True
            ).order_by("-id")[:MOST_IN_A_BLOCK]
        )
        folded = [(row, fold(row.full_name)) for row in there]
        close = [
            (row, other, round(score))
            for row in own
            for other, name in folded
            if other.household_id != row.household_id
            and may_be_one(row, other)
            and (score := fuzz.ratio(fold(row.full_name), name, score_cutoff=LIKE))
        ]
        numbers = _numbers_of({row.pk for pair in close for row in pair[:2]})
        for row, other, score in close:
            one, two = numbers.get(row.pk), numbers.get(other.pk)
            if one is None or two is None:
                yield Match(row, other, PairGround.NAME, score)


def may_be_one(one: Member, two: Member) -> bool:
    """Whether nothing known speaks against two members being one person.

    >>> may_be_one(Member(sex=1), Member(sex=2)), may_be_one(Member(sex=1), Member())
    (False, True)
    """
    if one.sex is not None and two.sex is not None and one.sex != two.sex:
        return False
    return one.birth_date is None or two.birth_date is None or one.birth_date == two.birth_date


def _numbers_of(member_ids: Iterable[int]) -> Mapping[int, bytes]:
    rows = PersonalNumber.objects.filter(member__in=list(member_ids), kind=NumberKind.PERSONAL_ID, until__isnull=True)
    return {row.member_id: bytes(row.index) for row in rows}


def _put_up(key: tuple[int, int], matches: Sequence[Match], known: DuplicatePair | None) -> DuplicatePair | None:
    people = sorted({tuple(match.people) for match in matches})
    by_number = any(match.ground == PairGround.NUMBER for match in matches)
    values = {
        "ground": PairGround.NUMBER if by_number else PairGround.NAME,
        "score": max(match.score for match in matches),
        "people": [list(pair) for pair in people],
    }
    if known is None:
        return DuplicatePair.objects.create(first_id=key[0], second_id=key[1], **values)
    said_before = {tuple(pair) for pair in known.people}
    if set(people) <= said_before or known.state == PairState.MERGED:
        return None
    values["people"] = [list(pair) for pair in sorted(said_before | set(people))]
    for name, value in values.items():
        setattr(known, name, value)
    known.state, known.settled_at = PairState.OPEN, None
    known.save()
    return known


def _note(acting: Acting, pairs: Sequence[DuplicatePair]) -> None:
    by_commune: dict[int, list[DuplicatePair]] = defaultdict(list)
    communes = dict(
        DuplicatePair.objects.filter(pk__in=[pair.pk for pair in pairs]).values_list("pk", F("first__commune_id"))
    )
    for pair in pairs:
        by_commune[communes[pair.pk]].append(pair)
    units = Unit.objects.in_bulk(by_commune)
    locked_chains(units.values())
    for commune_id in sorted(by_commune):
        record(
            acting,
            "register.duplicate_found",
            by_commune[commune_id][0],
            unit=units[commune_id],
            rows=by_commune[commune_id],
            after={"pairs": len(by_commune[commune_id])},
        )


def seen_by(acting: Acting) -> Q:
    """The filter of pairs of which the person may settle at least one side."""
    first = acting.policy.condition(Capability.DUPLICATE_SETTLE, prefix="first__")
    second = acting.policy.condition(Capability.DUPLICATE_SETTLE, prefix="second__")
    return Q(pk__in=[]) if first is None or second is None else first | second
