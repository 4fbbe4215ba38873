"""Households and members as somebody wants them written.

They are what forms, importers, the API and the showcase hand to actions.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasoat.web.areas.models import Unit


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A person to be written. Field names are those of `Member`; codes are those of the questionnaire.

    `personal_id` and `old_id` are plain text here and sealed when written. `health` holds sensitive answers
    (`disability_degree`, ...), sealed as well.
    """

    full_name: str
    number: int = 0
    relation: str = ""
    sex: int | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    ethnicity: str = ""
    activity: str = ""
    has_health_insurance: bool | None = None
    education_level: str = ""
    attends_school: bool | None = None
    school_level: str = ""
    gets_social_allowance: bool | None = None
    personal_id: str = ""
    old_id: str = ""
    health: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    joined_on: date | None = None
    join_kind: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdDraft:
    """A household to be written, with its members; the head is the member whose relation is `head`, else the first.

    A list of heads only gives `head_name` and `member_count` without members: to-dos are noted, nothing is refused.
    `answers`: questionnaire and indicator codes with their values on `on`. `client_key` makes a repeated write
    harmless; `source`, `source_value`: the id in an office's file, by which a later file finds the household again.
    """

    commune: Unit
    village: Unit | None
    on: date
    members: Sequence[MemberDraft] = ()
    head_name: str = ""
    member_count: int = 0
    area: str = ""
    code: str = ""
    permanent_address: str = ""
    present_address: str = ""
    region_code: str = ""
    ethnicity: str = ""
    flag_minority: bool | None = None
    flag_local_minority: bool | None = None
    flag_no_labour: bool | None = None
    flag_merit: bool | None = None
    causes: Sequence[str] = ()
    supports: Sequence[str] = ()
    latitude: float | None = None
    longitude: float | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    answers_source: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    origin_id: int | None = None
    client_key: uuid.UUID | None = None
    source: str = ""
    source_value: str = ""
