"""What is handed over, and no more: the facts that the profile names, of the persons that the receiver waits for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.keys import KEY
from rasoat.survey.notices import NOTICE
from rasoat.web.areas.models import Unit
from rasoat.web.receivers.as_of import PART, HomeThen, homes_on, numbers_on, units_of
from rasoat.web.receivers.models import Limit, Receiver
from rasoat.web.receivers.persons import takes
from rasoat.web.receivers.profiles import facts_of, takes_numbers
from rasoat.web.receivers.rows import WHO, frame, home_row, member_row
from rasoat.web.register.actions.edit_health import health_of
from rasoat.web.register.models import Member, MemberHealth

_CLASS: Final = "class"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, and how many persons and households are not on it because the register does not tell enough of them."""

    data: Dataset
    untold_persons: int = 0
    untold_homes: int = 0


def list_for(receiver: Receiver, place: Unit, profile: ExportProfile, limit: Limit, day: date) -> Listed:
    """The facts of the profile as of a day, for the households of the receiver's classes and the persons it gets.

    `_who` tells members apart. Numbers and facts of health are unsealed only for a profile that names them; those of
    health are today's.
    """
    homes = list(homes_on(place, receiver.standard_id, receiver.classes, day))
    kept: list[tuple[HomeThen, list[tuple[int, Member]]]] = []
    untold_persons = untold_homes = 0
    for then in homes:
        asked = [(no, row, takes(limit, row, then.home.head_id, day)) for no, row in enumerate(then.members, start=1)]
        taken = [(no, row) for no, row, answer in asked if answer]
        untold_persons += sum(answer is None for _no, _row, answer in asked)
        untold_homes += limit.of_some and not then.members
        if taken or not limit.of_some:
            kept.append((then, taken))
    return Listed(_only(kept, profile, day, place.full_name), untold_persons, untold_homes)


def _only(
    kept: Sequence[tuple[HomeThen, list[tuple[int, Member]]]], profile: ExportProfile, day: date, source: str
) -> Dataset:
    """The columns that the profile reads, and those by which rows are told apart and notices kept."""
    facts = list(facts_of(profile))
    codes = {fact.field.code for fact in facts} | {fact.field.year_column for fact in facts}
    of_homes, of_members = codes | {KEY, _CLASS, NOTICE}, codes | {KEY, WHO, "member_no"}
    if "full_name" in codes:
        of_homes |= {"head_name"}
    if "is_head" in codes or any(fact.scope == "head" for fact in facts):
        of_members |= {"relation"}
    units = units_of(then.home for then, _taken in kept)
    people = [row.pk for _then, taken in kept for _no, row in taken]
    numbers = numbers_on(people, day) if takes_numbers(profile) else {}
    health = _health(people, codes & {"disability_degree", "measured_on"})
    return Dataset(
        frame([home_row(then, units) for then, _taken in kept], of_homes, "household"),
        frame(
            [
                member_row(then, no, row) | numbers.get(row.pk, {}) | health.get(row.pk, {})
                for then, taken in kept for no, row in taken
            ],
            of_members, "member",
        ),
        source=source,
    )  # fmt: skip


def _health(people: Sequence[int], wanted: Collection[str]) -> dict[int, dict[str, Any]]:
    """Facts of health that are sealed in the register, where the profile names them."""
    found: dict[int, dict[str, Any]] = {}
    for at in range(0, len(people) if wanted else 0, PART):
        for row in MemberHealth.objects.filter(member__in=people[at : at + PART]).select_related("member"):
            facts = health_of(row)
            found[row.member_id] = {code: facts.get(code) or None for code in wanted}
    return found


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed since the list before: each a list of its own. `changed`: the household is in another class."""

    added: Dataset
    removed: Dataset
    changed: Dataset


def differences(before: Dataset, now: Dataset, *, by_member: bool) -> Differences:
    """Compare two lists person by person (`by_member`), or household by household."""
    then, here = _who(before, by_member=by_member), _who(now, by_member=by_member)
    moved = {who for who in then.keys() & here.keys() if then[who] != here[who]}
    return Differences(
        _part(now, here.keys() - then.keys(), by_member=by_member),
        _part(before, then.keys() - here.keys(), by_member=by_member),
        _part(now, moved, by_member=by_member),
    )


def count_of(data: Dataset, *, by_member: bool) -> int:
    """How many people, or households, a list names."""
    return len(_who(data, by_member=by_member))


def _who(data: Dataset, *, by_member: bool) -> dict[str, str]:
    """Class by person or household."""
    classes = dict(zip(data.households[KEY], data.households[_CLASS], strict=True)) if data.households.height else {}
    if not by_member:
        return {f"h:{code}": found for code, found in classes.items()}
    people = zip(data.members[KEY], data.members[WHO], strict=True) if data.members.height else ()
    found = {f"m:{who}": classes[code] for code, who in people}
    alone = classes.keys() - set(data.members[KEY] if data.members.height else ())
    return found | {f"h:{code}": classes[code] for code in alone}


def _part(data: Dataset, wanted: Collection[str], *, by_member: bool) -> Dataset:
    codes = [who[2:] for who in wanted if who.startswith("h:")]
    if not by_member:
        households = data.households.filter(pl.col(KEY).is_in(codes))
        return Dataset(households, data.members.filter(pl.col(KEY).is_in(codes)), source=data.source)
    ids = [who[2:] for who in wanted if who.startswith("m:")]
    members = data.members.filter(pl.col(WHO).is_in(ids))
    households = data.households.filter(pl.col(KEY).is_in(codes) | pl.col(KEY).is_in(members[KEY].implode()))
    return Dataset(households, members, source=data.source)
