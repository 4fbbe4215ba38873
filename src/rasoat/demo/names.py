"""Names of people who do not exist: parts that many people share, drawn by ethnic group, sex and age.

The lists hold name parts only (a repeated part is a frequent one); no list of persons was used.
"""

import csv
from functools import cache
from importlib import resources

import numpy as np

from rasoat.demo.arrays import Bools, Ints, Keys, Texts
from rasoat.demo.draws import Draws

_FALLBACK = "kinh"
_THI_GENERATION = 1980  # before this year of birth most women bear "Thị"; ours, for colour only


@cache
def _parts() -> dict[tuple[str, str], list[str]]:
    with resources.files("rasoat.demo").joinpath("data/names.csv").open(encoding="utf-8") as stream:
        return {(row["group"], row["part"]): row["text"].split() for row in csv.DictReader(stream)}


@cache
def _groups() -> dict[str, tuple[str, str]]:
    with resources.files("rasoat.demo").joinpath("data/ethnic_groups.csv").open(encoding="utf-8") as stream:
        return {row["ethnicity"]: (row["surnames"], row["others"]) for row in csv.DictReader(stream)}


def ethnicities() -> tuple[str, ...]:
    """Codes of the ethnic groups that have name lists."""
    return tuple(_groups())


def surnames(draws: Draws, stream: str, keys: Keys, ethnicity: Texts) -> Texts:
    """One surname for each key, from the list of its ethnic group."""
    return _draw(draws, stream, keys, ethnicity, "surname")


def given_names(draws: Draws, keys: Keys, ethnicity: Texts, sex: Ints, birth_year: Ints) -> Texts:
    """Middle and given name for each key: `Văn An`, `Thị Hoa`. Some have no middle name."""
    male = np.asarray(sex == 1)
    middle = _by_sex(draws, "middle", keys, ethnicity, male)
    old_women = ~male & (birth_year < _THI_GENERATION) & draws.chance("thi", keys, 0.8)
    middle[old_women & np.isin(ethnicity, ("10", "12"), invert=True)] = "Thị"
    given = _by_sex(draws, "given", keys, ethnicity, male)
    return np.asarray(middle + " " + given, dtype=object)


def _by_sex(draws: Draws, part: str, keys: Keys, ethnicity: Texts, male: Bools) -> Texts:
    result = _draw(draws, f"{part}_1", keys, ethnicity, f"{part}_1")
    return np.where(male, result, _draw(draws, f"{part}_2", keys, ethnicity, f"{part}_2")).astype(object)


def _draw(draws: Draws, stream: str, keys: Keys, ethnicity: Texts, part: str) -> Texts:
    result = np.empty(len(keys), dtype=object)
    bits = draws.bits(stream, keys)
    for code in dict.fromkeys(ethnicity.tolist()):
        family, others = _groups().get(code, (_FALLBACK, _FALLBACK))
        group = family if part == "surname" else others
        words = np.asarray(_parts().get((group, part)) or _parts()[(_FALLBACK, part)], dtype=object)
        rows = np.flatnonzero(ethnicity == code)
        result[rows] = words[(bits[rows] % np.uint64(len(words))).astype(np.int64)]
    return result
