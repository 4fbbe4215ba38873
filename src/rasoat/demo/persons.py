"""Who lives together: households composed of typical families, as arrays with one row a person."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from rasoat.demo.arrays import Bools, Ints, Keys, Texts
from rasoat.demo.draws import Draws

SLOTS = 32
"""Places in a household; household row x SLOTS + slot is the key of a person."""


class Kind(IntEnum):
    """Kinds of families. All shares and ages below are ours: plausible, not estimated from any survey."""

    SINGLE_ELDER = 0
    SINGLE_ADULT = 1
    ELDER_COUPLE = 2
    COUPLE = 3
    PARENTS = 4
    SINGLE_PARENT = 5
    THREE_GENERATIONS = 6
    GRANDPARENTS = 7
    ADULT_CHILDREN = 8


KIND_WEIGHTS = {
    "poor": (20, 5, 10, 4, 26, 11, 13, 5, 6),
    "near_poor": (12, 4, 11, 5, 33, 8, 15, 3, 9),
    "not_poor": (5, 3, 9, 8, 40, 4, 16, 1, 14),
}
_HEAD_AGES = np.array([(60, 92), (25, 59), (60, 84), (22, 58), (24, 54), (25, 58), (30, 52), (58, 80), (44, 68)])
_MALE_HEAD = np.array([0.3, 0.5, 0.85, 0.82, 0.86, 0.2, 0.84, 0.4, 0.85])
_CHILDREN = np.array([(30, 48, 16, 5, 1), (14, 36, 30, 15, 5)])  # 1..5 children: usual, many


class Slot(IntEnum):
    """The place of a person in the household. The relation to the first head follows from it."""

    HEAD = 0
    SPOUSE = 1
    MOTHER = 2
    FATHER = 3
    CHILD = 4  # 4..8
    CHILD_IN_LAW = 9
    GRANDCHILD = 10  # 10, 11
    GRANDMOTHER = 12
    SIBLING = 13
    UNRELATED = 14
    NEWBORN = 15
    NEW_IN_LAW = 16
    NEW_GRANDCHILD = 17


RELATIONS = (
    ["head", "spouse", "parent", "parent"]
    + ["child"] * 5
    + ["child_in_law", "grandchild", "grandchild", "grandparent", "sibling", "unrelated", "child", "child_in_law"]
    + ["grandchild"]
)
"""Relation code of each slot."""

MALE, FEMALE = 1, 2


@dataclass(slots=True)
class Persons:
    """Arrays of one length: household row, slot, age in whole years at the previous round, sex (1 male, 2 female)."""

    household: Ints
    slot: Ints
    age: Ints
    sex: Ints

    @property
    def keys(self) -> Keys:
        """Keys for draws about persons."""
        return (self.household * SLOTS + self.slot).astype(np.uint64)

    def plus(self, other: "Persons") -> "Persons":
        """Both, this one first."""
        pairs = [(getattr(self, name), getattr(other, name)) for name in ("household", "slot", "age", "sex")]
        return Persons(*(np.concatenate(pair) for pair in pairs))


@dataclass(slots=True)
class _Family:
    """Collects the persons of many households, slot by slot."""

    draws: Draws
    rows: Ints
    parts: list[Persons] = field(default_factory=list)

    @property
    def keys(self) -> Keys:
        return self.rows.astype(np.uint64)

    def add(self, slot: int, present: Bools, age: Ints, sex: Ints) -> None:
        rows = self.rows[present]
        self.parts.append(Persons(rows, np.full(len(rows), slot), age[present], sex[present]))

    def sex(self, slot: int) -> Ints:
        return self.draws.between(f"sex of {slot}", self.keys, MALE, FEMALE)


def draw_kinds(draws: Draws, keys: Keys, klass: Texts) -> Ints:
    """The kind of family of each household, by its class."""
    names = list(KIND_WEIGHTS)
    rows = np.select([klass == name for name in names], range(len(names)), default=2)
    return draws.choose_by("kind", keys, list(KIND_WEIGHTS.values()), rows)


def compose(
    draws: Draws, rows: Ints, kind: Ints, many: Bools, *, head_age: Ints | None = None, head_sex: Ints | None = None
) -> Persons:
    """The persons of the households `rows`; `many` marks families with more children. Heads may be given."""
    family = _Family(draws, rows)
    keys = family.keys
    age = draws.between("age of head", keys, _HEAD_AGES[kind, 0], _HEAD_AGES[kind, 1]) if head_age is None else head_age
    sex = np.where(draws.chance("male head", keys, _MALE_HEAD[kind]), MALE, FEMALE) if head_sex is None else head_sex
    family.add(Slot.HEAD, np.ones(len(rows), dtype=np.bool_), age, sex)
    couple = np.isin(kind, [Kind.ELDER_COUPLE, Kind.COUPLE, Kind.PARENTS, Kind.THREE_GENERATIONS, Kind.ADULT_CHILDREN])
    couple |= (kind == Kind.GRANDPARENTS) & draws.chance("grandparents both", keys, 0.5)
    older = draws.between("age gap", keys, -1, 5)  # husband older than wife
    spouse_age = np.maximum(np.where(sex == MALE, age - older, age + older), 18)
    family.add(Slot.SPOUSE, couple, spouse_age, MALE + FEMALE - sex)
    mother_age = np.where(couple & (sex == MALE), spouse_age, age)
    _add_elders(family, kind, age)
    _add_children(family, kind, many, mother_age)
    _add_adult_children(family, kind, mother_age)
    _add_others(family, kind, age)
    result = family.parts[0]
    for part in family.parts[1:]:
        result = result.plus(part)
    return result


def _add_elders(family: _Family, kind: Ints, age: Ints) -> None:
    draws, keys = family.draws, family.keys
    three = kind == Kind.THREE_GENERATIONS
    mother = age + draws.between("mother older", keys, 20, 32)
    father = mother + draws.between("father older", keys, -1, 6)
    family.add(Slot.MOTHER, three, mother, np.full_like(age, FEMALE))
    alive = three & (father < 90) & draws.chance("father lives", keys, 0.5)
    family.add(Slot.FATHER, alive, father, np.full_like(age, MALE))
    grandmother = mother + draws.between("grandmother older", keys, 19, 26)
    lives = three & (grandmother < 99) & draws.chance("grandmother lives", keys, 0.08)
    family.add(Slot.GRANDMOTHER, lives, grandmother, np.full_like(age, FEMALE))


def _add_children(family: _Family, kind: Ints, many: Bools, mother_age: Ints) -> None:
    draws, keys = family.draws, family.keys
    number = 1 + draws.choose_by("children", keys, _CHILDREN, many.astype(np.int64))
    with_children = np.isin(kind, [Kind.PARENTS, Kind.SINGLE_PARENT, Kind.THREE_GENERATIONS])
    age = np.maximum(mother_age - draws.between("age at first birth", keys, 19, 29), 0)
    for index in range(_CHILDREN.shape[1]):
        left = (age >= 19) & draws.chance(f"child {index} left", keys, np.where(age > 25, 0.9, 0.4))
        alone = (kind == Kind.SINGLE_PARENT) & (index == 0)
        present = with_children & (index < number) & (age >= 0) & (~left | alone)
        family.add(Slot.CHILD + index, present, age, family.sex(Slot.CHILD + index))
        age = age - draws.between(f"spacing {index}", keys, 2, 5)
    grand = kind == Kind.GRANDPARENTS
    for index, share in enumerate((1.0, 0.5)):
        young = draws.between(f"age of grandchild {index}", keys, 3, 15)
        family.add(Slot.GRANDCHILD + index, grand & draws.chance(f"grandchild {index}", keys, share),
                   young, family.sex(Slot.GRANDCHILD + index))  # fmt: skip


def _add_adult_children(family: _Family, kind: Ints, mother_age: Ints) -> None:
    draws, keys = family.draws, family.keys
    adult = kind == Kind.ADULT_CHILDREN
    age = np.clip(mother_age - draws.between("age at first birth", keys, 19, 26), 18, 36)
    sex = family.sex(Slot.CHILD)
    family.add(Slot.CHILD, adult, age, sex)
    second = age - draws.between("spacing 0", keys, 2, 6)
    has_second = adult & draws.chance("second adult child", keys, 0.5)
    family.add(Slot.CHILD + 1, has_second, second, family.sex(Slot.CHILD + 1))
    married = adult & (age >= 22) & draws.chance("married child", keys, 0.45)
    spouse = np.maximum(age + draws.between("age gap of the young", keys, -3, 2), 18)
    family.add(Slot.CHILD_IN_LAW, married, spouse, MALE + FEMALE - sex)
    baby = np.minimum(age - draws.between("young first birth", keys, 20, 25), 10)
    for index in range(2):
        present = married & (baby >= 0) & draws.chance(f"grandchild of the young {index}", keys, 0.8 - 0.3 * index)
        family.add(Slot.GRANDCHILD + index, present, baby, family.sex(Slot.GRANDCHILD + index))
        baby = baby - draws.between("spacing of the young", keys, 2, 4)


def _add_others(family: _Family, kind: Ints, age: Ints) -> None:
    draws, keys = family.draws, family.keys
    alone = np.isin(kind, [Kind.SINGLE_ELDER, Kind.ELDER_COUPLE])
    near = np.maximum(age + draws.between("age of sibling", keys, -9, 6), 18)
    family.add(Slot.SIBLING, ~alone & draws.chance("sibling", keys, 0.012), near, family.sex(Slot.SIBLING))
    lodger = draws.between("age of lodger", keys, 19, 60)
    family.add(Slot.UNRELATED, ~alone & draws.chance("lodger", keys, 0.004), lodger, family.sex(Slot.UNRELATED))
