"""A figure, day or choice that a procedure needs: its default by law, and what a province may do about it."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

from pydantic import Field, model_validator

from rasoat.law.cited import Fact, Text, share_a_day, within
from rasoat.law.loading import LawModel
from rasoat.law.problems import Problem, ProblemsError
from rasoat.law.procedure.step import ReviewKind
from rasoat.law.procedure.values import COMMON_YEAR, DateWindow, DayOfYear, Pick, Value, ValueKind, read
from rasoat.law.standard import Identifier


class ProvinceMay(StrEnum):
    """What a province may do: nothing, set a value, set an earlier day, set a window inside the legal one."""

    KEEP = "keep"
    SET = "set"
    SET_EARLIER = "set_earlier"
    SET_INSIDE = "set_inside"


_ONLY_FOR = {ProvinceMay.SET_EARLIER: ValueKind.DAY_OF_YEAR, ProvinceMay.SET_INSIDE: ValueKind.DATE_WINDOW}


class Choice(LawModel):
    """One answer of a `choice`. `names_body`: it needs the name of an office. Open to choose on its days only."""

    code: Identifier
    name: Text
    names_body: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


class Parameter(LawModel):
    """A parameter. `defaults`: one fact for each span of days, in plain form; none where the law has nothing to say.

    `governs`: the steps it bears on, by kind of review. `without_value`: what is done as long as there is no value;
    None when nothing can be done without one. `needs_document`: a province may set it only on a legal basis.
    """

    key: Identifier
    name: Text
    kind: ValueKind
    governs: dict[ReviewKind, tuple[Identifier, ...]] = Field(default_factory=dict)
    defaults: tuple[Fact[Any], ...] = ()
    choices: tuple[Choice, ...] = ()
    province_may: ProvinceMay
    needs_document: bool = False
    without_value: Text | None = None

    @model_validator(mode="after")
    def _parts_fit(self) -> "Parameter":
        problems = [*self._bad_defaults(), *self._overlaps(), *self._bad_kind()]
        if problems:
            raise ProblemsError(*problems)
        return self

    def default_on(self, day: date) -> Fact[Any] | None:
        """The default that holds on a day: without a value when it is missing; None when the law has no default."""
        return next((fact for fact in self.defaults if fact.holds_on(day)), None)

    def read(self, value: Any) -> Value:
        """The typed value of a plain one. Raises `ProblemsError`."""
        return read(self.kind, value)

    def value_on(self, day: date) -> Value | None:
        """The typed default of a day; None when there is none or it is missing."""
        fact = self.default_on(day)
        return None if fact is None or fact.value is None else self.read(fact.value)

    def check(self, value: Any, on: date | None = None) -> list[Problem]:
        """What is wrong with a plain value. `on`: the day for which it is chosen, where choices come and go."""
        try:
            found = self.read(value)
        except ProblemsError as error:
            return list(error.problems)
        return list(self._choice_problems(found, on)) if isinstance(found, Pick) else []

    def check_province(self, value: Any, on: date) -> list[Problem]:
        """What is wrong with a value that a province sets for a day: as `check`, and what it may set at all."""
        problems = self.check(value, on)
        return problems or list(self._beyond_province(self.read(value), self.value_on(on)))

    def _beyond_province(self, value: Value, legal: Value | None) -> Iterator[Problem]:
        match self.province_may, value, legal:
            case (ProvinceMay.KEEP, _, _) if value != legal:
                yield Problem("tỉnh không được đổi trị số này", "a province must not change this value")
            case (ProvinceMay.SET_EARLIER, DayOfYear(), DayOfYear()):
                if value.in_year(COMMON_YEAR) > legal.in_year(COMMON_YEAR):
                    yield Problem(f"không được sau ngày luật định {legal.text}", f"must not be after {legal.text}")
            case (ProvinceMay.SET_INSIDE, DateWindow(), DateWindow()):
                (first, last), (earliest, latest) = value.in_year(COMMON_YEAR), legal.in_year(COMMON_YEAR)
                if first < earliest or last > latest:
                    yield Problem(f"phải nằm trong thời gian luật định {legal.text}", f"must lie inside {legal.text}")

    def _choice_problems(self, pick: Pick, on: date | None) -> Iterator[Problem]:
        open_now = [item for item in self.choices if on is None or within(on, item.valid_from, item.valid_until)]
        chosen = next((item for item in open_now if item.code == pick.code), None)
        if chosen is None:
            known = ", ".join(item.code for item in open_now)
            yield Problem(f"chỉ được là một trong: {known}", f"must be one of: {known}", ("code",))
        elif chosen.names_body and not pick.body.strip():
            yield Problem("phải ghi tên cơ quan", "needs the name of the office", ("body",))
        elif pick.body and not chosen.names_body:
            yield Problem("lựa chọn này không kèm tên cơ quan", "this choice names no office", ("body",))

    def _bad_defaults(self) -> Iterator[Problem]:
        for number, fact in enumerate(self.defaults):
            if fact.value is not None:
                for item in self.check(fact.value, fact.valid_from):
                    yield Problem(item.vi, item.en, ("defaults", number, "value", *item.path))

    def _overlaps(self) -> Iterator[Problem]:
        for (_, one), (number, other) in combinations(enumerate(self.defaults), 2):
            if share_a_day(one, other):
                vi, en = "có ngày hai mặc định cùng áp dụng", "two defaults hold on one day"
                yield Problem(vi, en, ("defaults", number))

    def _bad_kind(self) -> Iterator[Problem]:
        if bool(self.choices) != (self.kind is ValueKind.CHOICE):
            vi, en = "`choices` chỉ có ở loại `choice`, và loại đó phải có", "`choices` go with the kind `choice`"
            yield Problem(vi, en, ("kind",))
        wanted = _ONLY_FOR.get(self.province_may)
        if wanted is not None and wanted is not self.kind:
            vi, en = f"chỉ dùng với loại `{wanted}`", f"goes only with the kind `{wanted}`"
            yield Problem(vi, en, ("province_may",))
