"""What the reviewer writes about each member: insurance, school, diploma, work, allowance, internet.

The facts follow from what holds for the household: `truth` maps an indicator code to a mask over households. Where
an indicator holds, one member shows it; where it does not, nobody does. Shares are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rasoat.demo.arrays import Bools, Floats, Ints, Texts, one_in_group, or_null
from rasoat.demo.draws import Draws
from rasoat.demo.round_people import RoundPeople

EDUCATION = np.asarray(["none", "primary", "lower_secondary", "upper_secondary", "vocational", "college"], dtype=object)
_DISABILITY = np.asarray(["none", "mild", "severe", "extreme"], dtype=object)
_SCHOOL_BANDS = ((3, "preschool"), (6, "primary"), (12, "lower_secondary"), (16, "upper_secondary"), (18, "higher"))


@dataclass(frozen=True, slots=True)
class Body:
    """Facts that come before the indicators: who is disabled, and who gets a monthly social allowance."""

    disability: Texts
    allowance: Bools

    @property
    def severe(self) -> Bools:
        """Severely or extremely disabled."""
        return np.isin(self.disability, ["severe", "extreme"])


def draw_body(draws: Draws, people: RoundPeople, listed: Bools) -> Body:
    """Disability and allowance of each member; both are more frequent in households on the list."""
    on_list = listed[people.home]
    weights = [(972, 14, 10, 4), (925, 35, 28, 12)]
    degree = _DISABILITY[draws.choose_by("disability", people.key, weights, on_list.astype(np.int64))]
    severe = np.isin(degree, ["severe", "extreme"])
    old = (people.age >= 80) | ((people.age >= 75) & on_list)
    allowance = (old & draws.chance("allowance of age", people.key, 0.8)) | (
        severe & draws.chance("allowance of disability", people.key, 0.93)
    )
    return Body(degree, np.asarray(allowance))


def able(people: RoundPeople, body: Body) -> Bools:
    """Members of working age who can work."""
    return np.asarray((people.age >= 16) & (people.age < 60) & ~body.severe)


def possible(people: RoundPeople, body: Body) -> dict[str, Bools]:
    """For each indicator shown by a member: the households where some member can show it."""
    return {
        "employment": people.any(able(people, body) & (people.age >= 18)),
        "nutrition": people.any(people.age < 16),
        "health_insurance": people.any(people.age >= 6),
        "adult_education": people.any((people.age >= 16) & (people.age <= 30)),
        "child_school": people.any((people.age >= 3) & (people.age < 16)),
    }


def member_facts(
    draws: Draws, people: RoundPeople, body: Body, truth: Mapping[str, Bools], *, prosperity: Floats
) -> dict[str, object]:
    """Columns of the members table. `prosperity` (0..1 a household) raises diplomas, insurance and internet."""
    age, key, home = people.age, people.key, people.home
    level = prosperity[home]

    def shows(code: str, who: Bools, also: float) -> Bools:
        """One member of each household where the indicator holds, and some of the others who can."""
        here = who & truth[code][home]
        return np.asarray(one_in_group(home, draws.bits(f"shows {code}", key), here)
                          | (here & draws.chance(f"shows {code} too", key, also)))  # fmt: skip

    infants = (age < 6) & draws.chance("infant", key, 0.06 * (1.2 - level))
    uninsured = shows("health_insurance", age >= 6, 0.3) | infants
    young = (age >= 16) & (age <= 30)
    lacking = shows("adult_education", young, 0.25)
    out_of_school = shows("child_school", (age >= 3) & (age < 16), 0.15)
    studies = (age >= 16) & (age <= 22) & ~lacking & draws.chance(
        "studies", key, np.where(age < 18, 0.8, 0.25 + 0.4 * level)
    )  # fmt: skip
    attends = ((age >= 3) & (age < 16) & ~out_of_school) | studies
    education = _education(draws, people, lacking, young & ~lacking & ~studies, level)
    work = _work(draws, people, body, truth["employment"], np.asarray(attends))
    online = (age >= 6) & (age < 75) & draws.chance("internet", key, 0.35 + 0.55 * level)
    online |= one_in_group(home, draws.bits("internet of one", key), (age >= 12) | (people.number == 1))
    return {
        "has_health_insurance": ~uninsured,
        "education_level": EDUCATION[education].tolist(),
        "attends_school": attends,
        "school_level": _school_level(age, np.asarray(attends)),
        "gets_social_allowance": body.allowance,
        "disability_degree": body.disability.tolist(),
        "uses_internet": online & ~truth["telecom"][home],
        "employer_trained": np.zeros(len(age), dtype=np.bool_),
        **work,
    }


def _education(draws: Draws, people: RoundPeople, lacking: Bools, finished: Bools, level: Floats) -> Ints:
    """Highest diploma by age and prosperity; those who lack have none fitting their age, the `finished` have one."""
    age, key = people.age, people.key
    point = draws.unit("diploma", key)
    shift = np.where(age >= 60, -0.25, np.where(age >= 40, -0.05, 0.1)) + 0.45 * (level - 0.5)
    grown = np.searchsorted([0.08, 0.25, 0.6, 0.82, 0.92], np.clip(point + shift, 0.0, 0.999))
    grown = np.where(finished, np.maximum(grown, np.where(age < 18, 2, 3)), grown)
    grown = np.where(lacking, np.minimum(grown, np.where(age < 18, 1, 2)), grown)
    studying = np.where(age < 18, 2, 3)
    young = (age >= 16) & (age <= 30) & ~lacking & ~finished
    grown = np.where(young, studying, grown)
    grown = np.where((age < 22) & ~lacking, np.minimum(grown, np.where(age < 18, 2, 4)), grown)
    school = np.where(age < 11, 0, np.where(age < 15, 1, 2))
    return np.where(age < 16, np.where(age == 15, 1, school), grown).astype(np.int64)


def _school_level(age: Ints, attends: Bools) -> list[object]:
    band = np.searchsorted([start for start, _ in _SCHOOL_BANDS], age, side="right") - 1
    level = np.asarray([name for _, name in _SCHOOL_BANDS], dtype=object)[np.maximum(band, 0)]
    return or_null(attends, level)


def _work(draws: Draws, people: RoundPeople, body: Body, holds: Bools, attends: Bools) -> dict[str, object]:
    """Activity and the facts behind the employment indicator."""
    age, key, home = people.age, people.key, people.home
    fit = able(people, body) & ~attends
    shown = one_in_group(home, draws.bits("shows employment", key), fit & (age >= 18) & holds[home])
    shown |= one_in_group(home, draws.bits("shows employment", key), able(people, body) & (age >= 18) & holds[home]
                          & ~people.any(shown)[home])  # fmt: skip
    jobless = shown & draws.chance("jobless", key, 0.4)
    working = np.where(age < 60, fit & (age >= 16), fit) & draws.chance("works", key, 0.93)
    working |= ~attends & (age >= 60) & (age < 72) & ~body.severe & draws.chance("works old", key, 0.5)
    working = (working & ~jobless) | (shown & ~jobless)
    wage = working & draws.chance("wage", key, 0.35)
    activity = np.where(working, "working", np.where(attends & ~shown, "studying", "not_working"))
    fits = able(people, body)
    hired = wage | (shown & ~jobless)
    return {
        "activity": activity.astype(object).tolist(),
        "able_to_work": fits,
        "wants_work": or_null(fits & (activity == "not_working"), jobless),
        "wage_worker": or_null(working, hired),
        "has_labour_contract": or_null(hired, ~shown),
    }
