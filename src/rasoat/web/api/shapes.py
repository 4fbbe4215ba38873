"""What the API takes and gives: names as in the register, codes as in the questionnaire."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field


class Shape(Schema):
    """Unknown members are refused: a misspelt name must not be dropped silently."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class UnitOut(Schema):
    """A unit with its dates; `key` names it among units that share a code."""

    key: str
    code: str
    name: str
    full_name: str
    kind: str
    level: str
    parent: str | None
    area: str
    valid_from: date | None
    valid_until: date | None
    latitude: float | None
    longitude: float | None


class SuccessionOut(Schema):
    """How one unit became another; `share` is null where no office has given it."""

    before: str
    after: str
    kind: str
    on: date | None
    share: str | None
    document: str


class NumberOut(Schema):
    """An identity number, masked."""

    kind: str
    masked: str


class MemberOut(Schema):
    """A person. Numbers are masked; health facts are not part of this list."""

    id: UUID
    number: int
    full_name: str
    relation: str
    sex: int | None
    birth_date: date | None
    birth_year: int | None
    ethnicity: str
    activity: str
    has_health_insurance: bool | None
    education_level: str
    attends_school: bool | None
    school_level: str
    gets_social_allowance: bool | None
    left_on: date | None
    numbers: list[NumberOut]


class HouseholdOut(Schema):
    """A household in a list."""

    code: str
    commune: str
    village: str | None
    area: str
    head_name: str
    member_count: int
    ethnicity: str
    since: date
    ended_on: date | None
    classes: dict[str, str]


class HouseholdFull(HouseholdOut):
    """A household with everything but papers."""

    permanent_address: str
    present_address: str
    flag_minority: bool | None
    flag_local_minority: bool | None
    flag_no_labour: bool | None
    flag_merit: bool | None
    causes: list[str]
    supports: list[str]
    version: int
    members: list[MemberOut]


class StatusOut(Schema):
    """The class in force on a day under one standard, and the decision that says so."""

    standard: str
    household_class: str
    since: date
    decision_number: str
    decision_date: date | None
    source: str


class MemberIn(Shape):
    """A person to be written. `personal_id` and `old_id` are sealed on arrival and never come back in full."""

    full_name: str = Field(min_length=1, max_length=120)
    relation: str = Field("", max_length=20)
    sex: Literal[1, 2] | None = None
    birth_date: date | None = None
    birth_year: int | None = Field(None, ge=1890, le=2100)
    ethnicity: str = Field("", max_length=2)
    activity: str = Field("", max_length=20)
    has_health_insurance: bool | None = None
    education_level: str = Field("", max_length=20)
    attends_school: bool | None = None
    school_level: str = Field("", max_length=20)
    gets_social_allowance: bool | None = None
    personal_id: str = Field("", max_length=20)
    old_id: str = Field("", max_length=20)


class HouseholdIn(Shape):
    """A household to be written; repeating the call with the same `client_key` changes nothing."""

    client_key: UUID
    commune: str
    village: str | None = None
    on: date
    members: list[MemberIn] = Field(default_factory=list, max_length=60)
    head_name: str = Field("", max_length=120)
    member_count: int = Field(0, ge=0, le=60)
    permanent_address: str = Field("", max_length=250)
    present_address: str = Field("", max_length=250)
    flag_no_labour: bool | None = None
    flag_merit: bool | None = None
    causes: list[str] = Field(default_factory=list, max_length=20)
    reason: str = Field("", max_length=500)
    document: str = Field("", max_length=200)


class HouseholdChange(Shape):
    """Fields to be changed from a date; what is not named stays."""

    on: date
    reason: str = Field(min_length=1, max_length=500)
    document: str = Field("", max_length=200)
    correction: bool = False
    values: dict[str, Any] = Field(min_length=1)


class Page(Schema):
    """One page; `next` is the cursor of the following one, null at the end."""

    next: str | None


class UnitPage(Page):
    """A page of units."""

    items: list[UnitOut]


class HouseholdPage(Page):
    """A page of households."""

    items: list[HouseholdOut]
