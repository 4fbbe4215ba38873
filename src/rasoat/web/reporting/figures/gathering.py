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
    rounds: Sequence[Round], commune: Unit, standard_id: str, indicators: Sequence[str], *, official: bool,
    with_members: bool, on: date, rules: ChildRules,
) -> Gathered:  # fmt: skip
    """What the rounds say of a commune under one standard (a bounded number of queries a thousand households).

    `official`: classes of decisions only; else also those that the meetings agreed on. `on`: the day ages count at.
    A household without such a class stands in neither round: nothing is guessed for it.
    """
    rows = (
        Result.objects.filter(round__in=rounds, commune=commune, standard_id=standard_id)
        .exclude(case__state="screened_out")
        .select_related("case__household", "case__village", "assessment").order_by("case_id")
    )  # fmt: skip
    sizes = _decided_sizes(rounds, commune, standard_id)
    found = Gathered()
    part: list[Result] = []
    for row in rows.iterator(PART):
        part.append(row)
        if len(part) == PART:
            _take(found, part, commune, indicators, sizes, rules, official=official, with_members=with_members, on=on)
            part = []
    _take(found, part, commune, indicators, sizes, rules, official=official, with_members=with_members, on=on)
    return found


def class_now(row: Result, *, official: bool) -> str:
    """The class that counts; empty where there is none yet."""
    if row.final:
        return row.final
    return row.agreed if not official and row.state in AGREED else ""


def _take(
    found: Gathered, part: Sequence[Result], commune: Unit, indicators: Sequence[str], sizes: Mapping[int, int],
    rules: ChildRules, *, official: bool, with_members: bool, on: date,
) -> None:  # fmt: skip
    classes = {row.pk: class_now(row, official=official) for row in part}
    listed = [row.case.household_id for row in part if classes[row.pk] in LISTED]
    people = _people(listed)
    unschooled = unschooled_of(people, on, rules)
    for row in part:
        found.reviewed += 1
        gone, klass = row.state == "left", classes[row.pk]
        if not gone and not klass:
            found.unsettled += 1
            continue
        home = row.case.household
        base = {
            "household_id": home.code, "unit_code": commune.code, "area": row.case.area,
            "village": row.case.village.full_name if row.case.village else None,
        }  # fmt: skip
        if row.opening_class:
            found.previous.append({**base, "class": row.opening_class, "household_size": row.case.member_count})
        told = {**base, **_facts(row, indicators), "class": None if gone else klass, "change_kind": _change(row)}
        told["household_size"] = sizes.get(home.pk, home.member_count)
        if klass in LISTED and not gone:
            told |= children_told(
                people.get(home.pk, []), told["household_size"], on, rules,
                unschooled=unschooled.get(home.pk), lacking=told.get(NUTRITION),
            )  # fmt: skip
            if with_members:
                found.members += _members(home.code, people.get(home.pk, []))
        found.current.append(told)


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


def _change(row: Result) -> str | None:
    """How a household came or went, for columns 4 and 8 of reports 2 and 3."""
    situation = row.case.situation
    if row.state == "left":
        return "died" if situation in {Situation.DISSOLVED, Situation.HEAD_DIED} else "moved_out"
    return "split" if situation == Situation.SPLIT and not row.opening_class else None


def _decided_sizes(rounds: Sequence[Round], commune: Unit, standard_id: str) -> dict[int, int]:
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
