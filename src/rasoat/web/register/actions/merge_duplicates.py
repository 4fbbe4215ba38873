"""Two records of one household become one; undoable by `undo_event`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import Happening, living_members
from rasoat.web.register.household_rows import HEAD
from rasoat.web.register.identity import number_row, reveal
from rasoat.web.register.member_writing import next_number
from rasoat.web.register.models import (
    DuplicatePair,
    EventKind,
    Household,
    HouseholdEvent,
    Member,
    NumberKind,
    PairState,
)
from rasoat.web.register.occasion import Occasion
from rasoat.web.register.statuses import refresh_statuses
from rasoat.web.register.undoing import move_records

HOUSEHOLD_CHOICES = (
    "village_id", "permanent_address", "present_address", "flag_minority", "flag_local_minority", "flag_no_labour",
    "flag_merit", "causes", "supports", "latitude", "longitude",
)  # fmt: skip
"""Household columns of which people choose the right value."""

MEMBER_CHOICES = (
    "full_name", "sex", "birth_date", "birth_year", "ethnicity", "activity", "has_health_insurance", "education_level",
    "attends_school", "school_level", "gets_social_allowance",
)  # fmt: skip
"""Member columns of which people choose the right value."""


def merge_duplicates(
    acting: Acting, pair: DuplicatePair, survivor: Household, *, reason: str,
    household_values: Mapping[str, Any] | None = None, member_values: Mapping[int, Mapping[str, Any]] | None = None,
) -> HouseholdEvent:  # fmt: skip
    """`survivor` (of the pair) lives on with the chosen values; people of the other who are not there yet move over.

    `member_values` by id of the surviving member. Decisions, papers, answers and file keys of the other go along; the
    other household ends today as a duplicate. Raises `NotAllowedError` without the right on both sides; `RefusedError`.
    """
    ids = {pair.first_id, pair.second_id}
    if survivor.pk not in ids:
        raise RefusedError(_("Hộ giữ lại không thuộc cặp này."), remedy=_("Chọn một trong hai hộ."), field="survivor")
    (gone_id,) = ids - {survivor.pk}
    with transaction.atomic():
        pair = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
        if pair.state == PairState.MERGED:
            raise RefusedError(_("Cặp này đã được gộp."), remedy=_("Mở lại danh sách hộ trùng."), code="gone")
        lost = Household.objects.get(pk=gone_id)
        happening = Happening(
            acting, EventKind.DUPLICATE, survivor, Occasion(acting.today(), reason), other=lost,
            capability=Capability.DUPLICATE_SETTLE,
        )  # fmt: skip
        home, other = happening.home, happening.other
        assert other is not None
        if home.province_id != other.province_id:
            raise RefusedError(_("Hai hộ ở hai tỉnh."), remedy=_("Làm việc với tỉnh kia để xác định hộ đang ở đâu."))
        _unite(happening, home, other, _same_people(pair, home), member_values or {})
        happening.change(home, **{k: v for k, v in (household_values or {}).items() if k in HOUSEHOLD_CHOICES})
        if home.head is not None and home.head.full_name != home.head_name:
            happening.change(home, head_name=Member.objects.get(pk=home.head.pk).full_name)
        happening.change(other, ended_on=acting.today(), end_kind=EventKind.DUPLICATE)
        happening.grow(other, -other.member_count)
        happening.changes["moved"], rows = move_records(other, home)
        happening.wrote(*rows)
        pair.state, pair.reason, pair.event = PairState.MERGED, reason, happening.event
        pair.settled_at, pair.settled_by = acting.now(), acting.user
        pair.save()
        happening.wrote(pair)
        happening.twin(other, EventKind.DUPLICATE, home)
        event = happening.finish("register.duplicate_merged", after={"kept": home.code, "ended": other.code})
        for standard_id in {row.decision.standard_id for row in home.decision_lines.select_related("decision")}:
            refresh_statuses([home.pk, other.pk], standard_id)
    return event


def _same_people(pair: DuplicatePair, home: Household) -> dict[int, int]:
    """Id of a member of the ending household -> id of the same person in the surviving one."""
    at = 0 if pair.first_id == home.pk else 1
    return {people[1 - at]: people[at] for people in pair.people}


def _unite(
    happening: Happening, home: Household, other: Household, same: Mapping[int, int],
    chosen: Mapping[int, Mapping[str, Any]],
) -> None:  # fmt: skip
    here = {row.pk: row for row in living_members(home)}
    number, joined = next_number(home), 0
    for row in living_members(other):
        twin = here.get(same.get(row.pk, 0))
        if twin is None:
            relation = "other" if row.relation == HEAD else row.relation
            happening.change(
                row, household_id=home.pk, commune_id=home.commune_id, number=number + joined, relation=relation
            )
            joined += 1
            continue
        happening.change(row, left_on=happening.event.on, leave_kind=EventKind.DUPLICATE)
        _take_numbers(happening, row, twin)
    for pk, values in chosen.items():
        if pk in here:
            happening.change(here[pk], **{k: v for k, v in values.items() if k in MEMBER_CHOICES})
    known_before = len(here)
    happening.grow(home, max(0, known_before + joined - home.member_count))


def _take_numbers(happening: Happening, row: Member, twin: Member) -> None:
    """Numbers that only the ending record of a person knows are sealed anew for the surviving one."""
    held = set(twin.numbers.filter(until__isnull=True).values_list("kind", flat=True))
    opened = []
    for number in row.numbers.filter(until__isnull=True).select_related("member"):
        if number.kind not in held:
            new = number_row(twin, NumberKind(number.kind), reveal(number), happening.event.on)
            new.save(force_insert=True)
            opened.append(new)
    happening.wrote(*opened)
    told = happening.changes.setdefault("numbers", {"closed": [], "opened": []})
    told["opened"] += [row.pk for row in opened]
