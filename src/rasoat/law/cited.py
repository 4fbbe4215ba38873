"""A fact of law: a value with the instrument, article, validity and evidence mark it rests on."""

from datetime import date
from typing import Generic, TypeVar

from pydantic import model_validator

from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark
from rasoat.law.problems import Problem, ProblemsError

V = TypeVar("V")


class Text(LawModel):
    """A wording in Vietnamese (official) and English (ours)."""

    vi: str
    en: str


class Evidence(LawModel):
    """Where a fact comes from. `ask` names the document (law/data/documents.yaml) that would settle it."""

    mark: Mark
    instrument: str = ""
    article: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    sources: tuple[str, ...] = ()
    note: str = ""
    ask: str = ""

    @model_validator(mode="after")
    def _weak_facts_name_a_document(self) -> "Evidence":
        if self.mark.needs_office and not self.ask:
            raise ProblemsError(
                Problem(
                    f"mức chứng cứ “{self.mark}” ({self.mark.label_vi}) phải kèm mục `ask`: mã tài liệu cần xin",
                    f"mark '{self.mark}' needs `ask`: the document an office must supply",
                    ("mark",),
                )
            )
        return self

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> "Evidence":
        refuse_reversed(self.valid_from, self.valid_until, "valid_until")
        return self

    def holds_on(self, day: date) -> bool:
        """True when the day is inside the validity (open ends count as valid)."""
        return within(day, self.valid_from, self.valid_until)


class Fact(Evidence, Generic[V]):
    """A cited value. A missing fact has no value, and only a missing fact has none."""

    value: V | None = None

    @model_validator(mode="after")
    def _missing_has_no_value(self) -> "Fact[V]":
        if (self.value is None) != (self.mark is Mark.MISSING):
            raise ProblemsError(
                Problem(
                    "giá trị có mức chứng cứ `missing` thì không có `value`; mọi giá trị khác phải có `value`",
                    "a fact marked missing has no value, and every other fact has one",
                )
            )
        return self


def within(day: date, start: date | None, end: date | None) -> bool:
    """True when the day lies between two days, both included; an open end lets every day in."""
    return (start is None or start <= day) and (end is None or day <= end)


def share_a_day(one: Evidence, other: Evidence) -> bool:
    """True when the validities of two facts meet."""
    latest_start = max((day for day in (one.valid_from, other.valid_from) if day), default=None)
    first_end = min((day for day in (one.valid_until, other.valid_until) if day), default=None)
    return latest_start is None or first_end is None or latest_start <= first_end


def refuse_reversed(start: date | None, end: date | None, key: str) -> None:
    """Refuse a validity that ends before it begins; `key` is the key of its end."""
    if start is not None and end is not None and end < start:
        raise ProblemsError(
            Problem(f"kết thúc {end} trước khi bắt đầu {start}", f"ends {end} before it begins {start}", (key,))
        )
