"""Households as the API shows them: a fixed number of queries, whatever the page holds."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.identity import masked
from rasoat.web.register.models import Household, Member, PersonalNumber, Status

MEMBER_FIELDS = (
    "number", "full_name", "relation", "sex", "birth_date", "birth_year", "ethnicity", "activity",
    "has_health_insurance", "education_level", "attends_school", "school_level", "gets_social_allowance", "left_on",
)  # fmt: skip
HOUSEHOLD_FIELDS = ("code", "area", "head_name", "member_count", "ethnicity", "since", "ended_on")
FULL_FIELDS = (
    "permanent_address", "present_address", "flag_minority", "flag_local_minority", "flag_no_labour", "flag_merit",
    "version",
)  # fmt: skip


def seen_households(acting: Acting) -> QuerySet[Household]:
    """Households of the person's area with what a list shows."""
    rows = Household.objects.select_related("commune", "village")
    rows = acting.policy.visible(Capability.HOUSEHOLD_VIEW, rows)
    if not acting.policy.may(Capability.STATUS_VIEW):
        return rows
    return rows.prefetch_related(Prefetch("statuses", queryset=Status.objects.order_by("standard_id")))


def household_out(home: Household) -> dict[str, Any]:
    """A household in a list."""
    values = {name: getattr(home, name) for name in HOUSEHOLD_FIELDS}
    classes = {row.standard_id: row.household_class for row in _loaded(home, "statuses")}
    village = home.village.key if home.village else None
    return {**values, "commune": home.commune.key, "village": village, "classes": classes}


def household_full(home: Household) -> dict[str, Any]:
    """A household with its living members; numbers masked (two queries)."""
    numbers = PersonalNumber.objects.filter(until__isnull=True).order_by("kind")
    members = home.members.filter(left_on__isnull=True).order_by("number", "id")
    rows = members.prefetch_related(Prefetch("numbers", queryset=numbers))
    return {
        **household_out(home), **{name: getattr(home, name) for name in FULL_FIELDS}, "causes": _codes(home.causes),
        "supports": _codes(home.supports), "members": [member_out(row) for row in rows],
    }  # fmt: skip


def member_out(member: Member) -> dict[str, Any]:
    """A person with masked numbers."""
    values = {name: getattr(member, name) for name in MEMBER_FIELDS}
    numbers = [{"kind": row.kind, "masked": masked(row)} for row in member.numbers.all()]
    return {**values, "id": member.public_id, "numbers": numbers}


def _codes(text: str) -> list[str]:
    return [code for code in text.split(";") if code]


def _loaded(home: Household, name: str) -> Iterable[Status]:
    return home.statuses.all() if name in getattr(home, "_prefetched_objects_cache", {}) else ()
