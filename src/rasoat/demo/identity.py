"""Names, ethnic groups and personal numbers of the persons. The numbers can be nobody's."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from rasoat.demo.arrays import Bools, Ints, Texts
from rasoat.demo.draws import Draws
from rasoat.demo.lifecycle import Lives
from rasoat.demo.names import given_names, surnames
from rasoat.demo.persons import MALE, Slot
from rasoat.demo.plan import Plan

FIRST_PLACE_CODE = 999
"""Digits 1-3 of a synthetic number, counted down when a year is full. No birth registry has a code above 096."""

_SERIALS = 1_000_000
_STEP = 387_420_489  # coprime to the number of serials, so that no serial comes twice


@dataclass(frozen=True, slots=True)
class Identities:
    """One entry a person; `personal_id` is null for people without a number."""

    ethnicity: Texts
    full_name: Texts
    birth_year: Ints
    year_only: Bools
    personal_id: Texts


def identify(draws: Draws, plan: Plan, lives: Lives) -> Identities:
    """Give every person of both rounds a name, an ethnic group and a number; a founder of a split keeps them."""
    persons, keys = lives.persons, lives.keys
    year = lives.born.astype("datetime64[Y]").astype(np.int64) + 1970
    ethnicity = _ethnicity(draws, plan, lives)
    family, head = _family_names(draws, plan, lives)
    own = surnames(draws, "surname of person", keys, ethnicity)
    blood = np.isin(persons.slot, [Slot.SPOUSE, Slot.MOTHER, Slot.GRANDMOTHER, Slot.CHILD_IN_LAW, Slot.NEW_IN_LAW,
                                   Slot.UNRELATED], invert=True)  # fmt: skip
    surname = np.where(blood, family[persons.household], own)
    surname = np.where(np.isin(persons.slot, [Slot.HEAD, Slot.FATHER, Slot.SIBLING]), head[persons.household], surname)
    spouse = persons.slot == Slot.SPOUSE
    surname = np.where(spouse & (persons.sex == MALE), family[persons.household], surname)
    full_name = surname.astype(object) + " " + given_names(draws, keys, ethnicity, persons.sex, year)
    personal_id = _numbers(draws, persons.sex, year)
    missing = draws.chance("no number", keys, np.where(year < 1950, 0.04, np.where(persons.age == 0, 0.2, 0.004)))
    personal_id[missing] = None
    copies = np.flatnonzero(lives.same_as >= 0)
    for values in (full_name, ethnicity, personal_id):
        values[copies] = values[lives.same_as[copies]]
    year_only = draws.chance("year only", keys, np.where(year < 1955, 0.12, 0.002))
    year_only[copies] = year_only[lives.same_as[copies]]
    return Identities(ethnicity, full_name, year, year_only, personal_id)


def _ethnicity(draws: Draws, plan: Plan, lives: Lives) -> Texts:
    """Everybody as the household, but some spouses of another group."""
    household = lives.persons.household
    of_household = plan.ethnicity.copy()
    split = lives.origin >= 0
    of_household[split] = of_household[lives.origin[split]]
    result = of_household[household]
    married = np.isin(lives.persons.slot, [Slot.SPOUSE, Slot.CHILD_IN_LAW, Slot.NEW_IN_LAW])
    other = married & draws.chance("mixed marriage", lives.keys, np.where(result == "01", 0.02, 0.1))
    return np.where(other, np.where(result == "01", "02", "01"), result).astype(object)


def _family_names(draws: Draws, plan: Plan, lives: Lives) -> tuple[Texts, Texts]:
    """Per household: the surname of the children, and that of the head."""
    persons = lives.persons
    head = surnames(draws, "surname of head", plan.keys, plan.ethnicity)
    family = head.copy()
    married_in = surnames(draws, "surname of husband", plan.keys, plan.ethnicity)
    husbands = persons.household[(persons.slot == Slot.SPOUSE) & (persons.sex == MALE)]
    family[husbands] = married_in[husbands]
    split = np.flatnonzero(lives.origin >= 0)
    head[split] = family[lives.origin[split]]
    wives = np.setdiff1d(split, husbands)
    family[wives] = head[wives]
    return family, head


def _numbers(draws: Draws, sex: Ints, year: Ints) -> Texts:
    """12 digits: place code, century and sex, year, serial. Different for every row."""
    digit = (year // 100 - 19) * 2 + (sex != MALE)
    frame = pl.DataFrame({"digit": digit, "year": year % 100})
    rank = frame.select(pl.int_range(pl.len()).over("digit", "year")).to_series()
    start = int(draws.between("first serial", np.zeros(1, dtype=np.uint64), 0, _SERIALS - 1)[0])
    return np.asarray(
        frame.select(
            pl.format(
                "{}{}{}{}",
                (FIRST_PLACE_CODE - rank // _SERIALS).cast(pl.String),
                pl.col("digit").cast(pl.String),
                pl.col("year").cast(pl.String).str.zfill(2),
                ((rank * _STEP + start) % _SERIALS).cast(pl.String).str.zfill(6),
            )
        ).to_series().to_numpy().copy(), dtype=object,
    )  # fmt: skip
