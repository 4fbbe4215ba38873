"""Cases of a round as the two rounds that the official tables compare: the opening lists, and the classes now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasoat.tables.inputs import LISTED
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.register.models import DecisionLine, Member
from rasoat.web.reporting.figures.children import NUTRITION, ChildRules, children_told, unschooled_of
from rasoat.web.reporting.figures.year import Opening, YearSoFar, monthly_rounds, year_so_far
from rasoat.web.reviews.models import Result, RoundDecision, Situation
from rasoat.web.rounds.models import Round

DECIDED = ("recognised", "escaped", "refused")
AGREED = ("agreed", "posted", "complained", "cleared", "opinion", "ready", "prepared", *DECIDED)
PART = 1000
_FLAGS = ("flag_minority", "flag_local_minority", "flag_no_labour", "flag_merit", "female_head")
_TEXTS = ("ethnicity", "causes", "supports")


@dataclass
class Gathered:
    """Rows of both rounds. `unsettled`: households without a result, in neither. `reviewed`: households seen at all."""

    current: list[dict[str, Any]] = field(default_factory=list)
    previous: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)
    unsettled: int = 0
    reviewed: int = 0

    def add(self, other: "Gathered") -> None:
        """Take in another commune."""
        self.current += other.current
        self.previous += other.previous
        self.members += other.members
        self.unsettled += other.unsettled
        self.reviewed += other.reviewed


def gathered(
    row: Round, commune: Unit, standard_id: str, indicators: Sequence[str], *, official: bool, alone: bool, on: date,
    rules: ChildRules,
) -> Gathered:  # fmt: skip
    """What a periodic round and its year say of a commune under one standard (bounded queries a thousand households).

    `official`: classes of decisions only; else also those that the meetings agreed on. `alone`: the report is of the
    commune, and tells of its members. `on`: the day ages count at. A household without such a class stands in neither
    round: nothing is guessed for it. The opening is that of the year: monthly decisions since are movement.
    """
    rows = (
        Result.objects.filter(round=row, commune=commune, standard_id=standard_id)
        .exclude(case__state="screened_out")
        .select_related("case__household", "case__village", "assessment").order_by("case_id")
    )  # fmt: skip
    year = year_so_far(row, commune, standard_id, alone=alone)
    take = _Taking(commune, indicators, rules, year, official, alone, on)
    sizes = _decided_sizes([row], commune, standard_id)
    part: list[Result] = []
    for result in rows.iterator(PART):
        part.append(result)
        take.found.reviewed += 1
        if len(part) == PART:
            take.results(part, sizes)
            part = []
    take.results(part, sizes)
    take.results(year.outside, _decided_sizes(monthly_rounds(row, standard_id), commune, standard_id))
    take.gone()
    return take.found


def class_now(row: Result, *, official: bool) -> str:
    """The class that counts; empty where there is none yet."""
    if row.final:
        return row.final
    return row.agreed if not official and row.state in AGREED else ""


@dataclass
class _Taking:
    """Rows under way."""

    commune: Unit
    indicators: Sequence[str]
    rules: ChildRules
    year: YearSoFar
    official: bool
    alone: bool
    on: date
    found: Gathered = field(default_factory=Gathered)

    def results(self, part: Sequence[Result], sizes: Mapping[int, int]) -> None:
        """Take in results: of the round, or of the monthly rounds for households that stand outside it."""
        found, rules = self.found, self.rules
        classes = {row.pk: class_now(row, official=self.official) for row in part}
        people = _people([row.case.household_id for row in part if classes[row.pk] in LISTED])
        unschooled = unschooled_of(people, self.on, rules)
        for row in part:
            gone, klass = row.state == "left", classes[row.pk]
            if not gone and not klass:
                found.unsettled += 1
                continue
            home = row.case.household
            base = self._base(home.code, row.case.area, row.case.village)
            self._opening(row, base)
            told = {**base, **_facts(row, self.indicators), "class": None if gone else klass}
            told |= {"change_kind": self._change(row), "household_size": sizes.get(home.pk, home.member_count)}
            if klass in LISTED and not gone:
                told |= children_told(
                    people.get(home.pk, []), told["household_size"], self.on, rules,
                    unschooled=unschooled.get(home.pk), lacking=told.get(NUTRITION),
                )  # fmt: skip
                if self.alone:
                    found.members += _members(home.code, people.get(home.pk, []))
            found.current.append(told)

    def gone(self) -> None:
        """Take in the listed households that ended, or left, before the round."""
        for each in self.year.gone:
            base = self._base(each.home.code, each.home.area, each.home.village)
            self._before(base, each.opening)
            self.found.current.append({**base, "class": None, "change_kind": each.how, "household_size": None})

    def _base(self, code: str, area: str, village: Unit | None) -> dict[str, Any]:
        name = village.full_name if village else None
        return {"household_id": code, "unit_code": self.commune.code, "area": area, "village": name}

    def _opening(self, row: Result, base: Mapping[str, Any]) -> None:
        """The line of the beginning of the year: where the household was then, in the class that it had then."""
        home = row.case.household_id
        opening = self.year.opening.get(home) or Opening(row.opening_class, row.case.member_count)
        from_unit = self.year.came.get(home)
        if from_unit is None:
            self._before(base, opening)
        elif from_unit and not self.alone:
            self._before({**base, "unit_code": from_unit, "village": None}, opening)

    def _before(self, base: Mapping[str, Any], opening: Opening) -> None:
        if opening.household_class:
            self.found.previous.append({**base, "class": opening.household_class, "household_size": opening.size})

    def _change(self, row: Result) -> str | None:
        """How a household came or went, for columns 4 and 8 of reports 2 and 3."""
        situation = row.case.situation
        if row.state == "left":
            return "died" if situation in {Situation.DISSOLVED, Situation.HEAD_DIED} else "moved_out"
        if (from_unit := self.year.came.get(row.case.household_id)) is not None and (self.alone or not from_unit):
            return "moved_in"
        return "split" if situation == Situation.SPLIT and not row.opening_class else None


def _facts(row: Result, indicators: Sequence[str]) -> dict[str, Any]:
    home = row.case.household
    told: dict[str, Any] = {name: getattr(home, name) for name in _FLAGS}
    told |= {name: getattr(home, name) or None for name in _TEXTS}
    told |= {"head_name": row.case.head_name, "income_score": None, "deprivation_score": None}
    told |= dict.fromkeys(indicators)
    if (made := row.assessment) is not None:
        told |= {"income_score": made.income_score, "deprivation_score": made.deprivation_score}
        if made.deprivation_score is not None or made.deprived:
            ticked = set(made.deprived.split(";"))
            told |= {code: int(code in ticked) for code in indicators}
    return told


def _decided_sizes(rounds: Iterable[Round], commune: Unit, standard_id: str) -> dict[int, int]:
    """Members by household as the decisions of the rounds said, those of communes that went into this one too."""
    own = whole_predecessors({commune.pk})
    made = RoundDecision.objects.filter(round__in=rounds, commune__in=own, standard_id=standard_id, state="confirmed")
    lines = DecisionLine.objects.filter(decision__in=made.values("decision"))
    told = lines.order_by("decision_id", "pk").values_list("household_id", "member_count")
    return {home: size for home, size in told if size is not None}


def _people(homes: Sequence[int]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = {}
    for member in Member.objects.filter(household__in=homes, left_on__isnull=True).order_by("number", "pk"):
        found.setdefault(member.household_id, []).append(member)
    return found


def _members(code: str, people: Iterable[Member]) -> Iterator[dict[str, Any]]:
    for number, member in enumerate(people, 1):
        yield {
            "household_id": code, "member_no": number, "full_name": member.full_name,
            "relation": member.relation or None, "sex": member.sex, "birth_date": member.birth_date,
            "birth_year": member.birth_year, "ethnicity": member.ethnicity or None,
        }  # fmt: skip
