"""What is handed over, and no more: the facts that the profile names, of the households that the receiver waits for."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import polars as pl
from django.utils.translation import gettext as _

from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.keys import KEY
from rasoat.survey.notices import NOTICE
from rasoat.web.areas.models import Unit
from rasoat.web.exchange.from_register import dataset_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.models import Receiver
from rasoat.web.receivers.profiles import HEALTH, codes_of, facts_of, takes_numbers
from rasoat.web.register.actions.edit_health import health_of
from rasoat.web.register.models import Member, MemberHealth

WHO: Final = "_who"
"""Who a row is, for comparing two lists: the id of the member, or the code of a household without listed members."""

_CLASS: Final = "class"


def list_for(receiver: Receiver, place: Unit, profile: ExportProfile) -> Dataset:
    """The facts of the profile for the households of the receiver's classes; `_who` tells members apart."""
    data = dataset_of(place, receiver.standard_id, with_numbers=takes_numbers(profile), only_listed=True)
    households = data.households
    if _CLASS in households.columns:
        households = households.filter(pl.col(_CLASS).is_in(list(receiver.classes)))
    members = data.members
    if members.height:
        members = members.filter(pl.col(KEY).is_in(households[KEY].implode()))
        members = _with_health(_with_ids(members), codes_of(profile))
    else:
        members = members.with_columns(pl.lit(None, pl.String).alias(WHO))
    return _only(Dataset(households, members, source=data.source), profile)


def _with_ids(members: pl.DataFrame) -> pl.DataFrame:
    """The member's own id beside its number in the household, which shifts when somebody leaves."""
    codes = members[KEY].unique().to_list()
    found: list[tuple[str, int, str, str]] = []
    for at in range(0, len(codes), 1000):
        rows = Member.objects.filter(household__code__in=codes[at : at + 1000], left_on__isnull=True)
        counts: dict[str, int] = {}
        told = rows.order_by("household_id", "number", "pk").values_list("household__code", "public_id", "full_name")
        for code, public_id, name in told:
            counts[code] = counts.get(code, 0) + 1
            found.append((code, counts[code], str(public_id), name))
    ids = pl.DataFrame(found, schema=[KEY, "member_no", WHO, "_name"], orient="row")
    joined = members.join(ids, on=[KEY, "member_no"], how="left", maintain_order="left")
    if joined.filter(pl.col(WHO).is_null() | (pl.col("_name") != pl.col("full_name"))).height:
        raise RefusedError(
            _("Sổ hộ vừa thay đổi trong lúc lập danh sách."), remedy=_("Lập lại."), code="changed-meanwhile"
        )
    return joined.drop("_name")


def _with_health(members: pl.DataFrame, codes: Collection[str]) -> pl.DataFrame:
    """Facts of health that are sealed in the register, where the profile names them."""
    wanted = [code for code in ("disability_degree", "measured_on") if code in codes and code in HEALTH]
    if not wanted:
        return members
    ids = members[WHO].to_list()
    facts: dict[str, dict[str, object]] = {}
    for at in range(0, len(ids), 1000):
        rows = MemberHealth.objects.filter(member__public_id__in=ids[at : at + 1000]).select_related("member")
        facts |= {str(row.member.public_id): health_of(row) for row in rows}
    return members.with_columns(
        pl.Series(code, [_text(facts.get(who, {}).get(code)) for who in ids], dtype=pl.String) for code in wanted
    )


def _text(value: object) -> str | None:
    return None if value in (None, "") else str(value)


def _only(data: Dataset, profile: ExportProfile) -> Dataset:
    """The columns that the profile reads, and those by which rows are told apart and notices kept."""
    facts = list(facts_of(profile))
    codes = {fact.field.code for fact in facts} | {fact.field.year_column for fact in facts}
    kept = codes | {KEY, _CLASS, NOTICE}
    if "full_name" in codes:
        kept |= {"head_name"}
    of_members = codes | {KEY, WHO, "member_no"}
    if "is_head" in codes or any(fact.scope == "head" for fact in facts):
        of_members |= {"relation"}
    return Dataset(
        data.households.select([name for name in data.households.columns if name in kept]),
        data.members.select([name for name in data.members.columns if name in of_members]),
        source=data.source,
    )


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
