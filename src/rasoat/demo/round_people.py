"""The members of one round, in the order they are written, with their ages on its reference date."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from rasoat.demo.arrays import Bools, Days, Ints, Keys, Texts
from rasoat.demo.identity import Identities
from rasoat.demo.lifecycle import Lives
from rasoat.demo.persons import FEMALE

CHILD_AGE = 16  # members under this age are "children" of the dataset columns; the indicators have their own limits


@dataclass(frozen=True, slots=True)
class RoundPeople:
    """Members sorted by household, the head first. `home` counts the households of the round from 0."""

    households: Ints  # rows of the plan that have a record in the round
    row: Ints  # row in Lives
    home: Ints
    number: Ints  # 1.. inside the household
    relation: Texts
    age: Ints
    sex: Ints
    key: Keys

    @property
    def size(self) -> Ints:
        """Persons of each household."""
        return self.count(np.ones(len(self.row), dtype=np.bool_))

    def count(self, which: Bools) -> Ints:
        """Members of each household for which `which` is true."""
        return np.bincount(self.home[which], minlength=len(self.households)).astype(np.int64)

    def any(self, which: Bools) -> Bools:
        """Households with at least one such member."""
        return self.count(which) > 0

    @property
    def heads(self) -> Ints:
        """Row of the head of each household."""
        return np.flatnonzero(self.number == 1)


def people_of(lives: Lives, recorded: Bools, *, at_end: bool, reference: date) -> RoundPeople:
    """The people of the households marked in `recorded`, at this round (`at_end`) or the previous one."""
    present = lives.now if at_end else lives.before
    home = lives.home_now if at_end else lives.persons.household
    relation = lives.relation_now if at_end else lives.relation_before
    rows = np.flatnonzero(present & recorded[home])
    rows = rows[np.lexsort((lives.persons.slot[rows], lives.persons.household[rows] != home[rows],
                            relation[rows] != "head", home[rows]))]  # fmt: skip
    households, first, index = np.unique(home[rows], return_index=True, return_inverse=True)
    return RoundPeople(
        households=households, row=rows, home=index.astype(np.int64), number=np.arange(len(rows)) - first[index] + 1,
        relation=relation[rows], age=_ages(lives.born[rows], reference),
        sex=lives.persons.sex[rows], key=lives.keys[rows],
    )  # fmt: skip


def _ages(born: Days, reference: date) -> Ints:
    """Whole years on the reference date."""
    month = born.astype("datetime64[M]")
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    months = month.astype(np.int64) % 12 + 1
    days = (born - month).astype(np.int64) + 1
    before_birthday = (months > reference.month) | ((months == reference.month) & (days > reference.day))
    return np.asarray(reference.year - year - before_birthday)


def female_heads(people: RoundPeople) -> Bools:
    """Households whose head is a woman."""
    return np.asarray(people.sex[people.heads] == FEMALE)


def identity_columns(people: RoundPeople, lives: Lives, identities: Identities) -> dict[str, object]:
    """Columns of the members table that never change, in the order of the people."""
    row = people.row
    born = lives.born[row].astype("datetime64[D]")
    return {
        "full_name": identities.full_name[row].tolist(),
        "sex": people.sex,
        "birth_date": np.where(identities.year_only[row], np.datetime64("NaT"), born).astype("datetime64[D]"),
        "birth_year": identities.birth_year[row],
        "ethnicity": identities.ethnicity[row].tolist(),
        "personal_id": identities.personal_id[row].tolist(),
    }
