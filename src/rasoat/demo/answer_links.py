"""Answers that follow from facts: a household of four says four, a durable wall is answered as durable.

The tables of codes below fit the shipped illustrative table. An item or answer that another table names otherwise
has no link and is drawn freely.
"""

from dataclasses import dataclass

import numpy as np

from rasoat.demo.arrays import Bools, Floats, Ints, Keys, Texts
from rasoat.demo.member_facts import EDUCATION, Body
from rasoat.demo.round_people import RoundPeople
from rasoat.law.point_table.model import Item

_SIZES = ("one", "two", "three", "four", "five", "six", "seven_or_more")
_ONLY_DEPENDANTS = "only_dependants"
_DEPENDANTS = ("none", "one", "two", "three_or_more")
_MATERIALS = {"durable": "solid", "not_durable": "not_solid"}
_BY_FACT = {
    "wall": ("wall", _MATERIALS),
    "column": ("column", _MATERIALS),
    "water": ("water_source", {
        "piped": "piped", "drilled_well": "protected", "protected_dug_well": "protected", "rain": "protected",
        "protected_spring": "protected", "bottled": "bought", "unprotected": "other",
    }),
    "toilet": ("toilet_kind", {
        "septic": "septic", "pour_flush": "hygienic", "vip": "hygienic", "double_vault": "hygienic",
        "other": "unhygienic", "none": "none",
    }),
}  # fmt: skip
"""Item: the fact it asks for, and the answer code of each value."""
_COMMON_FIRST = (
    "motorbike", "tv", "fridge", "washing_machine", "water_heater", "air_conditioner", "microwave", "stereo", "car"
)  # fmt: skip
_SELDOM = {"boat": 0.06, "stereo": 0.5, "car": 0.6}


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """What the answers may look at, one entry a household. `on_list`: meant to be poor or near-poor."""

    people: RoundPeople
    keys: Keys
    urban: Bools
    on_list: Bools
    prosperity: Floats
    house: dict[str, object]
    facts: dict[str, object]
    body: Body

    @property
    def dependent(self) -> Bools:
        """Members under 15, over 60, or severely disabled, as the items of the form count them."""
        return np.asarray((self.people.age < 15) | (self.people.age > 60) | self.body.severe)

    def quantity(self, item: Item) -> Ints | None:
        """The quantity of a band item, where a fact gives it."""
        if item.code == "floor_area" and item.unit.startswith("dm²"):
            return np.asarray(self.house["floor_area_dm2"]) // self.people.size
        return None

    def code(self, item: str) -> Texts | None:
        """The answer code of a single item, where the facts give it."""
        people = self.people
        if item == "size":
            sizes: Texts = np.asarray(_SIZES, dtype=object)[np.minimum(people.size, len(_SIZES)) - 1]
            sizes[people.count(self.dependent) == people.size] = _ONLY_DEPENDANTS
            return sizes
        if item == "dependants":
            number = np.minimum(people.count(self.dependent), len(_DEPENDANTS) - 1)
            return np.asarray(_DEPENDANTS, dtype=object)[number]
        if item == "diploma":
            place = {name: index for index, name in enumerate(EDUCATION.tolist())}
            best = np.zeros(len(self.keys), dtype=np.int64)
            written = np.asarray(self.facts["education_level"]).tolist()
            np.maximum.at(best, people.home, [place[name] for name in written])
            return np.asarray(EDUCATION[best])
        if item in _BY_FACT:
            fact, codes = _BY_FACT[item]
            return np.asarray([codes[value] for value in np.asarray(self.house[fact]).tolist()], dtype=object)
        return None


def linked_answer(item: Item, view: HouseholdView) -> Ints | None:
    """Index of the answer that the facts give; None when the demo has no fact for the item."""
    if item.kind == "band":
        quantity = view.quantity(item)
        return None if quantity is None else _band(item, quantity)
    codes = view.code(item.code) if item.kind == "single" else None
    places = {answer.code: index for index, answer in enumerate(item.answers)}
    if codes is None or not set(codes.tolist()) <= set(places):
        return None
    return np.asarray([places[code] for code in codes.tolist()], dtype=np.int64)


def limit(item: Item, view: HouseholdView) -> Ints | None:
    """The highest answer (counted from 0) that the members allow: no worker, no wage; no elder, no pension."""
    people = view.people
    if item.code == "nonfarm":
        working = np.asarray(view.facts["activity"], dtype=object) == "working"
        return np.where(people.any(working), len(item.answers) - 1, 0)
    if item.code == "pension":
        return np.minimum(people.count((people.age >= 56) & (people.age < 90)), len(item.answers) - 1)
    return None


def shares_of_parts(item: Item, view: HouseholdView) -> Floats:
    """For an additive item: how likely each part is (households x parts). Without shared means, no television."""
    known = [answer.code for answer in item.answers]
    places = [_COMMON_FIRST.index(code) if code in _COMMON_FIRST else len(_COMMON_FIRST) for code in known]
    rarity = 0.2 + 0.3 * np.asarray(places, dtype=np.float64)
    shares = 0.97 * np.clip(view.prosperity, 0.0, 1.0)[:, None] ** rarity
    for index, code in enumerate(known):
        if code == "tv":
            shares[:, index] *= np.asarray(view.house["info_shared"])
        elif code in _SELDOM:
            shares[:, index] *= _SELDOM[code]
    return np.asarray(shares)


def _band(item: Item, quantity: Ints) -> Ints:
    found = np.zeros(len(quantity), dtype=np.int64)
    for index, answer in enumerate(item.answers):
        end = np.iinfo(np.int64).max if answer.max is None else answer.max
        found[(quantity >= (answer.min or 0)) & (quantity < end)] = index
    return found
