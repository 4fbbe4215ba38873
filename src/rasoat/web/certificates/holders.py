"""What a certificate prints of a family: taken from the register on the day, sealed with the paper."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from rasoat.survey.ethnic_groups import ethnic_name
from rasoat.web.certificates.models import Certificate
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import Household, Member, NumberKind, PersonalNumber
from rasoat.web.vault.sealing import seal, unseal


@dataclass(frozen=True, slots=True)
class Person:
    """A line of part I. `key`: the member's id in the register; `relation`: its code; `note`: changes since."""

    key: str
    name: str
    ethnicity: str = ""
    relation: str = ""
    sex: int | None = None
    birth_year: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """The head of the paper and its members."""

    head_name: str
    ethnicity: str = ""
    id_number: str = ""
    address: str = ""
    members: Sequence[Person] = field(default_factory=tuple)


def holders_of(homes: Sequence[Household]) -> dict[int, Holder]:
    """Today's families by household id (two queries). Numbers are opened for the heads only."""
    people: dict[int, list[Member]] = {}
    for member in Member.objects.filter(household__in=homes, left_on__isnull=True).order_by("number", "pk"):
        people.setdefault(member.household_id, []).append(member)
    heads = [home.head_id for home in homes if home.head_id]
    rows = PersonalNumber.objects.filter(member__in=heads, until__isnull=True).select_related("member")
    numbers: dict[int, str] = {}
    for row in rows.order_by("-kind", "pk"):  # the personal number last: it counts where both are known
        if row.kind == NumberKind.PERSONAL_ID or row.member_id not in numbers:
            numbers[row.member_id] = reveal(row)
    return {home.pk: _holder(home, people.get(home.pk, []), numbers.get(home.head_id or 0, "")) for home in homes}


def sealed(certificate: Certificate, holder: Holder) -> bytes:
    """The holder, sealed to the certificate."""
    text = json.dumps(asdict(holder), ensure_ascii=False)
    return seal(text.encode(), bound_to=certificate.seal_bond("holder"))


def opened(certificate: Certificate) -> Holder:
    """What the paper says. Raises `SealBrokenError` or `KeysMissingError`."""
    told: Mapping[str, Any] = json.loads(unseal(certificate.holder, bound_to=certificate.seal_bond("holder")))
    return Holder(**{**told, "members": tuple(Person(**row) for row in told["members"])})


def with_changes(before: Holder, now: Holder, day: str) -> tuple[Holder, list[str]]:
    """The family of today with notes of what changed since the paper, and the changes in words.

    Who left stays on the paper with a note; who came is noted too.
    """
    known = {person.key: person for person in before.members}
    here = {person.key for person in now.members}
    told: list[str] = []
    members: list[Person] = []
    for person in now.members:
        old = known.get(person.key)
        note = old.note if old else f"Thêm, ghi ngày {day}"
        if old is None:
            told.append(_("Thêm %(name)s") % {"name": person.name})
        elif _face(old) != _face(person):
            note = f"Sửa, ghi ngày {day}"
            told.append(_("Sửa thông tin của %(name)s") % {"name": person.name})
        members.append(replace(person, note=note))
    for person in before.members:
        if person.key not in here:
            gone = person.note.startswith("Ra khỏi hộ")
            if not gone:
                told.append(_("%(name)s ra khỏi hộ") % {"name": person.name})
            members.append(person if gone else replace(person, note=f"Ra khỏi hộ, ghi ngày {day}"))
    if before.head_name != now.head_name:
        told.append(_("Chủ hộ: %(before)s → %(after)s") % {"before": before.head_name, "after": now.head_name})
    elif (before.ethnicity, before.id_number, before.address) != (now.ethnicity, now.id_number, now.address):
        told.append(_("Sửa thông tin của chủ hộ"))
    return Holder(now.head_name, now.ethnicity, now.id_number, now.address, tuple(members)), told


def _holder(home: Household, people: Sequence[Member], number: str) -> Holder:
    unit = ", ".join(each.full_name for each in (home.village, home.commune, home.province) if each is not None)
    return Holder(
        home.head_name,
        ethnic_name(home.ethnicity) if home.ethnicity else "",
        number,
        home.permanent_address or unit,
        tuple(_person(member) for member in people),
    )


def _person(member: Member) -> Person:
    return Person(
        str(member.public_id), member.full_name, ethnic_name(member.ethnicity) if member.ethnicity else "",
        member.relation, member.sex,
        member.birth_date.year if member.birth_date else member.birth_year,
    )  # fmt: skip


def _face(person: Person) -> tuple[Any, ...]:
    return person.name, person.ethnicity, person.relation, person.sex, person.birth_year
