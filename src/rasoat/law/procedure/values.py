"""Values of procedure parameters: the plain form that files and databases keep, and the typed one that code uses."""

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from rasoat.law.expr.nodes import Integer
from rasoat.law.loading import LawModel
from rasoat.law.loading_words import schema_words
from rasoat.law.problems import Problem, ProblemsError

COMMON_YEAR = 2001
"""A year without 29 February: a day that every year has."""


class ValueKind(StrEnum):
    """What a parameter holds."""

    DAY_OF_YEAR = "day_of_year"
    DATE_WINDOW = "date_window"
    DAY_OF_MONTH = "day_of_month"
    MONTHS = "months"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    SHARE = "share"
    CHOICE = "choice"
    COUNT = "count"
    FLAG = "flag"
    TEXT = "text"


class DayOfYear(LawModel):
    """A day that comes every year; 29 February is refused."""

    month: Annotated[Integer, Field(ge=1, le=12)]
    day: Annotated[Integer, Field(ge=1, le=31)]

    @model_validator(mode="after")
    def _every_year_has_it(self) -> "DayOfYear":
        try:
            self.in_year(COMMON_YEAR)
        except ValueError:
            vi, en = f"không phải năm nào cũng có ngày {self.text}", f"not every year has the day {self.text}"
            raise ProblemsError(Problem(vi, en, ("day",))) from None
        return self

    def in_year(self, year: int) -> date:
        """The day in a year."""
        return date(year, self.month, self.day)

    @property
    def text(self) -> str:
        """`05/09`."""
        return f"{self.day:02d}/{self.month:02d}"


class DateWindow(LawModel):
    """Days of one year, first and last included."""

    first: DayOfYear
    last: DayOfYear

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> "DateWindow":
        first, last = self.in_year(COMMON_YEAR)
        if last < first:
            vi = f"kết thúc {self.last.text} trước khi bắt đầu {self.first.text}"
            en = f"ends {self.last.text} before it begins {self.first.text}"
            raise ProblemsError(Problem(vi, en, ("last",)))
        return self

    def in_year(self, year: int) -> tuple[date, date]:
        """First and last day in a year."""
        return self.first.in_year(year), self.last.in_year(year)

    @property
    def text(self) -> str:
        """`01/09 - 14/12`."""
        return f"{self.first.text} - {self.last.text}"


class Share(LawModel):
    """A part of a whole, exact: 1/2."""

    numerator: Annotated[Integer, Field(ge=1)]
    denominator: Annotated[Integer, Field(ge=1)]

    @model_validator(mode="after")
    def _not_more_than_all(self) -> "Share":
        if self.numerator > self.denominator:
            raise ProblemsError(Problem("không được quá toàn bộ (1/1)", "must not be more than 1/1", ("numerator",)))
        return self

    def reached(self, part: int, whole: int) -> bool:
        """True when `part` of `whole` is at least this share, in integers; of nothing, never.

        >>> Share(numerator=1, denominator=2).reached(12, 24)
        True
        """
        return whole > 0 and part * self.denominator >= whole * self.numerator


class Pick(LawModel):
    """The choice taken, by code; `body` names the office where the choice asks for one."""

    code: Annotated[str, Field(strict=True, min_length=1)]
    body: Annotated[str, Field(strict=True, max_length=160)] = ""


Value = int | bool | str | tuple[int, ...] | DayOfYear | DateWindow | Share | Pick


def _rising(months: tuple[int, ...]) -> tuple[int, ...]:
    if any(later <= earlier for earlier, later in pairwise(months)):
        vi = "các tháng phải ghi theo thứ tự, mỗi tháng một lần"
        raise ProblemsError(Problem(vi, "months stand in order, each once"))
    return months


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ProblemsError(Problem("không được để trống", "must not be blank"))
    return text


_DAYS = Annotated[Integer, Field(ge=1, le=366)]
_MONTH = Annotated[Integer, Field(ge=1, le=12)]
_ADAPTERS: dict[ValueKind, TypeAdapter[Any]] = {
    ValueKind.DAY_OF_YEAR: TypeAdapter(DayOfYear),
    ValueKind.DATE_WINDOW: TypeAdapter(DateWindow),
    ValueKind.DAY_OF_MONTH: TypeAdapter(Annotated[Integer, Field(ge=1, le=28)]),
    ValueKind.MONTHS: TypeAdapter(Annotated[tuple[_MONTH, ...], Field(min_length=1), AfterValidator(_rising)]),
    ValueKind.WORKING_DAYS: TypeAdapter(_DAYS),
    ValueKind.CALENDAR_DAYS: TypeAdapter(_DAYS),
    ValueKind.SHARE: TypeAdapter(Share),
    ValueKind.CHOICE: TypeAdapter(Pick),
    ValueKind.COUNT: TypeAdapter(Annotated[Integer, Field(ge=1)]),
    ValueKind.FLAG: TypeAdapter(Annotated[bool, Field(strict=True)]),
    ValueKind.TEXT: TypeAdapter(
        Annotated[str, StringConstraints(strict=True, max_length=2000), AfterValidator(_not_blank)]
    ),
}


def read(kind: ValueKind, plain: Any) -> Value:
    """The typed value. Raises `ProblemsError` with everything wrong in it."""
    try:
        value: Value = _ADAPTERS[kind].validate_python(plain)
    except ValidationError as error:
        raise ProblemsError(*_problems(error)) from None
    return value


def _problems(error: ValidationError) -> list[Problem]:
    found: list[Problem] = []
    for item in error.errors():
        context = item.get("ctx", {})
        raised = context.get("error")
        if isinstance(raised, ProblemsError):
            found += [Problem(each.vi, each.en, (*item["loc"], *each.path)) for each in raised.problems]
        else:
            found.append(Problem(*schema_words(item["type"], item["msg"], context), item["loc"]))
    return found
