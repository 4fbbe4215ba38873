"""Invented places: a province, its districts where it has any, its communes and their villages.

Names are made of plain words ("Suối Trong", "Đồi Mơ") so that nobody takes them for units of a real province.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from rasoat.demo.arrays import Bools, Floats, Ints, Texts, apportion
from rasoat.demo.draws import Draws


@dataclass(frozen=True, slots=True)
class Places:
    """The lowest units of a province, one row each, as arrays of equal length, and the units above them."""

    province: tuple[str, str]  # code, name
    districts: tuple[tuple[str, str], ...]  # code, name; empty after 01/7/2025
    codes: Texts
    names: Texts
    parents: Texts  # code of the district, or of the province
    urban: Bools  # the unit is a ward
    town_share: Floats  # share of urban households in a unit that has both areas
    size_weight: Floats  # relative number of households
    hardship: Floats  # relative poverty, mean about 1
    minority_share: Floats  # 0..1
    villages: Ints  # number of villages
    rural_region: str = "NT2"  # areas of the point table
    urban_region: str = "TT"

    def __len__(self) -> int:
        return len(self.codes)


@cache
def _words(part: str) -> tuple[str, ...]:
    with resources.files("rasoat.demo").joinpath("data/place_words.csv").open(encoding="utf-8") as stream:
        text = {row["part"]: row["text"] for row in csv.DictReader(stream)}[part]
    return tuple(text.split("|") if "|" in text else text.split())


def make_places(
    draws: Draws, *, code: str, name: str, communes: int, districts: int, urban_share: float, mixed: int
) -> Places:
    """Invent a province. `mixed` rural communes also hold a small town, so they appear in both areas."""
    keys = np.arange(communes, dtype=np.uint64)
    urban = draws.pick("urban", keys, round(communes * urban_share))
    town = draws.pick("town", keys, mixed, ~urban)
    remote = draws.unit("remote", keys) ** 2 * np.where(urban, 0.25, 1.0)
    district_of = np.sort(draws.between("district", keys, 0, max(districts - 1, 0)))
    if districts:
        district_of = np.repeat(np.arange(districts), apportion(communes, np.ones(districts)))
    titles = _names(draws, "commune", communes)
    district_names = _names(draws, "district", districts)
    district_codes = [f"{code}{index:02d}" for index in range(1, districts + 1)]
    parents = [district_codes[index] if districts else code for index in district_of.tolist()]
    return Places(
        province=(code, name),
        districts=tuple((c, f"Huyện {n}") for c, n in zip(district_codes, district_names, strict=True)),
        codes=np.asarray([f"{code}{index:04d}" for index in range(1, communes + 1)], dtype=object),
        names=np.asarray([f"{'Phường' if u else 'Xã'} {n}" for u, n in zip(urban, titles, strict=True)], dtype=object),
        parents=np.asarray(parents, dtype=object),
        urban=urban,
        town_share=np.where(urban, 1.0, np.where(town, 0.3, 0.0)),
        size_weight=0.6 + 0.8 * draws.unit("size", keys) + np.where(urban, 0.5, 0.0),
        hardship=0.35 + 2.6 * remote,
        minority_share=np.clip(0.04 + 0.95 * remote - np.where(urban, 0.02, 0.0), 0.01, 0.95),
        villages=draws.between("villages", keys, 5, 9),
    )


def _names(draws: Draws, stream: str, count: int) -> list[str]:
    """`count` different names, shuffled by the seed; a number follows once all pairs of words are used."""
    pairs = [f"{first} {second}" for first in _words("first") for second in _words("second")]
    order = np.argsort(draws.bits(f"{stream}-names", np.arange(len(pairs), dtype=np.uint64)), kind="stable")
    rounds = [pairs[index] for index in order.tolist()]
    return [rounds[i % len(pairs)] + (f" {i // len(pairs) + 1}" if i >= len(pairs) else "") for i in range(count)]


def village_names(places: Places, unit: Ints, number: Ints, urban: Bools) -> Texts:
    """Name of village `number` (from 0) of each row: a group in towns, `Bản` in minority communes, else `Thôn`."""
    words = _words("village")
    titles = np.where(urban, 2, np.where(places.minority_share[unit] > 0.5, 1, 0))
    labels = {
        (title, index): (f"{prefix} {index + 1}" if title == 2 else f"{prefix} {words[index % len(words)]}")
        for title, prefix in enumerate(("Thôn", "Bản", "Tổ dân phố"))
        for index in range(len(words))
    }
    shift = np.where(urban, 0, unit * 5)
    indexes = (number + shift) % len(words)
    pairs = zip(titles.tolist(), indexes.tolist(), strict=True)
    return np.asarray([labels[pair] for pair in pairs], dtype=object)
