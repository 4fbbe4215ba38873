"""What happens to the members between two rounds: births, deaths, marriages, leaving, splits and merges."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from rasoat.demo.arrays import Bools, Days, Ints, Keys, Texts, marked
from rasoat.demo.draws import Draws
from rasoat.demo.flows import ABSENT
from rasoat.demo.persons import FEMALE, MALE, RELATIONS, Kind, Persons, Slot, compose, draw_kinds
from rasoat.demo.plan import Plan

_DEATHS = ((0, 0.001), (40, 0.003), (60, 0.015), (75, 0.05), (85, 0.1))  # age from, share a year; ours


@dataclass(slots=True)
class Lives:
    """All persons of both rounds, one row each; `home_now` is the household row at this round."""

    persons: Persons
    born: Days
    before: Bools  # member at the previous round
    now: Bools  # member at this round
    home_now: Ints
    relation_now: Texts
    same_as: Ints  # row of the same person in the household left by a split, or -1
    origin: Ints  # per household: row of the household it split from, or -1
    merged_into: Ints  # per household: row of the household it joined, or -1
    change: Texts  # per household: kind of structural change

    @property
    def keys(self) -> Keys:
        """Keys for draws about persons; they do not change between rounds."""
        return self.persons.keys

    @property
    def relation_before(self) -> Texts:
        """Relation to the head at the previous round."""
        return np.asarray(RELATIONS, dtype=object)[self.persons.slot]


def live(draws: Draws, plan: Plan, recorded_twice: Bools, before: date, now: date) -> Lives:
    """Compose every household and let a year pass. `recorded_twice`: households with a record at both rounds."""
    rows = np.arange(len(plan), dtype=np.int64)
    klass = np.where(plan.start == ABSENT, plan.end, plan.start).astype(object)
    kind = draw_kinds(draws, plan.keys, klass)
    kind[np.isin(plan.change, ["died", "merged"])] = Kind.SINGLE_ELDER
    many = draws.chance("many children", plan.keys, np.where(klass == "not_poor", 0.1, 0.25) + 0.35 * plan.minority)
    new = plan.change == "split"
    persons = compose(draws, rows[~new], kind[~new], many[~new])
    calm = recorded_twice & (plan.before.unit == plan.now.unit)
    origin, moved = _split(draws, plan, persons, calm & (kind == Kind.ADULT_CHILDREN))
    found, alone = new & (origin >= 0), new & (origin < 0)
    persons = persons.plus(compose(draws, rows[alone], kind[alone], many[alone]))
    first_new = len(persons.slot)
    parent = moved[found]  # rows of the persons who found a new household
    young = np.where(draws.chance("couple", plan.keys[found], 0.5), Kind.COUPLE, Kind.PARENTS).astype(np.int64)
    founders = compose(draws, rows[found], young, many[found] & False,
                       head_age=persons.age[parent], head_sex=persons.sex[parent])  # fmt: skip
    persons = persons.plus(founders)
    same_as = np.full(len(persons.slot), -1)
    heads = first_new + np.flatnonzero(founders.slot == Slot.HEAD)
    same_as[heads] = parent
    change = plan.change.copy()
    change[alone] = "moved_in"
    born = _birth_days(draws, persons, before)
    born[heads] = born[parent]
    stays = plan.stays[persons.household]
    member_before = (plan.start != ABSENT)[persons.household]
    gone = marked(parent, len(persons.slot))
    gone |= _leaving(draws, persons, stays & ~gone)
    gone |= _dying(draws, persons, stays & ~gone)
    hosts = calm & np.isin(kind, [Kind.PARENTS, Kind.COUPLE, Kind.ADULT_CHILDREN]) & ~marked(origin, len(plan))
    target = _match(draws, "merge", plan, plan.change == "merged", hosts)
    joined = target[persons.household] >= 0
    change[(plan.change == "merged") & (target < 0)] = "moved_out"
    relation = _relations_after(persons, gone)
    relation[joined] = "other"
    lives = Lives(
        persons=persons, born=born, before=member_before,
        now=((plan.end != ABSENT)[persons.household] & ~gone) | joined,
        home_now=np.where(joined, target[persons.household], persons.household),
        relation_now=relation, same_as=same_as, origin=origin, merged_into=target, change=change,
    )  # fmt: skip
    return _with_newcomers(draws, plan, lives, kind, before, now)


def _birth_days(draws: Draws, persons: Persons, day: date) -> Days:
    past = (persons.age * 1461 + 3) // 4 + draws.between("day of birth", persons.keys, 0, 363)
    return np.asarray(np.datetime64(day, "D") - past.astype("timedelta64[D]"))


def _match(draws: Draws, stream: str, plan: Plan, seekers: Bools, offers: Bools) -> Ints:
    """For each seeking household another one of the same unit, no household twice; -1 where none is left."""

    def ranked(mask: Bools, name: str) -> pl.DataFrame:
        rows = np.flatnonzero(mask)
        rows = rows[np.argsort(draws.bits(stream, plan.keys[rows]), kind="stable")]
        frame = pl.DataFrame({"unit": plan.before.unit[rows], name: rows}, schema={"unit": pl.Int64, name: pl.Int64})
        return frame.with_columns(pl.int_range(pl.len()).over("unit").alias("rank"))

    pairs = ranked(seekers, "seeker").join(ranked(offers, "offer"), on=["unit", "rank"])
    result = np.full(len(plan), -1)
    result[pairs["seeker"].to_numpy()] = pairs["offer"].to_numpy()
    return result


def _split(draws: Draws, plan: Plan, persons: Persons, offers: Bools) -> tuple[Ints, Ints]:
    """Per household: the one it split from, and the person row of its founder (a grown, single child); or -1."""
    married = np.zeros(len(plan), dtype=np.bool_)
    married[persons.household[persons.slot == Slot.CHILD_IN_LAW]] = True
    child = np.full(len(plan), -1)
    grown = np.flatnonzero((persons.slot == Slot.CHILD) & (persons.age >= 20))
    child[persons.household[grown]] = grown
    origin = _match(draws, "split", plan, plan.change == "split", offers & ~married & (child >= 0))
    return origin, np.where(origin >= 0, child[origin], -1)


def _leaving(draws: Draws, persons: Persons, allowed: Bools) -> Bools:
    grown = np.isin(persons.slot, [Slot.CHILD, Slot.CHILD + 1]) & (persons.age >= 18)
    return allowed & grown & draws.chance("leaves", persons.keys, 0.03)


def _dying(draws: Draws, persons: Persons, allowed: Bools) -> Bools:
    ages, shares = zip(*_DEATHS, strict=True)
    risk = np.asarray(shares)[np.searchsorted(ages, persons.age, side="right") - 1]
    dies = allowed & (persons.slot != Slot.SPOUSE) & draws.chance("dies", persons.keys, risk)
    with_spouse = marked(persons.household[persons.slot == Slot.SPOUSE], int(persons.household.max(initial=0)) + 1)
    return np.asarray(dies & ((persons.slot != Slot.HEAD) | with_spouse[persons.household]))


def _relations_after(persons: Persons, gone: Bools) -> Texts:
    """The spouse follows a head who died; brothers and sisters of the dead are then other relatives."""
    headless = marked(persons.household[gone & (persons.slot == Slot.HEAD)], int(persons.household.max(initial=0)) + 1)
    widowed = headless[persons.household]
    relation = np.asarray(RELATIONS, dtype=object)[persons.slot]
    relation[widowed & (persons.slot == Slot.SPOUSE)] = "head"
    relation[widowed & (persons.slot == Slot.SIBLING)] = "other"
    return relation


def _with_newcomers(draws: Draws, plan: Plan, lives: Lives, kind: Ints, before: date, now: date) -> Lives:
    """Babies born, and spouses of grown children who joined, since the previous round."""
    old = lives.persons
    count = len(plan)
    fertile = marked(old.household[lives.now & (old.sex == FEMALE) & (old.age >= 18) & (old.age <= 42)
                                 & np.isin(old.slot, [Slot.HEAD, Slot.SPOUSE])], count)  # fmt: skip
    couple = marked(old.household[lives.now & (old.slot == Slot.SPOUSE)], count)
    young_wife = marked(old.household[lives.now & (old.slot == Slot.CHILD_IN_LAW)], count)
    grown = np.flatnonzero(lives.now & (old.slot == Slot.CHILD) & (old.age >= 21) & (old.age <= 34))
    child = np.full(count, -1)
    child[old.household[grown]] = grown
    baby = fertile & couple & draws.chance("birth", plan.keys, 0.07)
    grandchild = young_wife & (kind == Kind.ADULT_CHILDREN) & draws.chance("birth", plan.keys, 0.1)
    marries = (child >= 0) & ~young_wife & (kind == Kind.ADULT_CHILDREN) & draws.chance("marries", plan.keys, 0.06)
    rows = [np.flatnonzero(mask) for mask in (baby, grandchild, marries)]
    slots = [int(Slot.NEWBORN), int(Slot.NEW_GRANDCHILD), int(Slot.NEW_IN_LAW)]
    household = np.concatenate(rows)
    slot = np.repeat(slots, [len(part) for part in rows])
    sex = draws.between("sex of newcomer", household.astype(np.uint64), MALE, FEMALE)
    wed = slot == Slot.NEW_IN_LAW
    sex[wed] = MALE + FEMALE - old.sex[child[household[wed]]]
    new = Persons(household, slot, np.where(wed, old.age[child[household]], 0), sex)
    born = _birth_days(draws, new, before)
    days = draws.between("born after", new.keys, 1, max((now - before).days - 1, 1))
    born = np.where(wed, born, np.datetime64(before, "D") + days.astype("timedelta64[D]"))
    here = np.ones(len(slot), dtype=np.bool_)
    lives.persons = old.plus(new)
    lives.born = np.concatenate([lives.born, born])
    lives.before = np.concatenate([lives.before, ~here])
    lives.now = np.concatenate([lives.now, here])
    lives.home_now = np.concatenate([lives.home_now, household])
    lives.relation_now = np.concatenate([lives.relation_now, np.asarray(RELATIONS, dtype=object)[slot]])
    lives.same_as = np.concatenate([lives.same_as, np.full(len(slot), -1)])
    return lives
