"""Where the sources inside `vietnamadminunits` disagree with one another, with their own counts or with the map."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

EXPECTED = {
    ("province", True): 63,
    ("district", True): 696,
    ("commune", True): 10_035,
    ("province", False): 34,
    ("commune", False): 3_321,
}
"""How many units each map has (True: the old one)."""
FAR_KM = 25
TONE_LAST = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zà-ỹ])")


class Unit(Protocol):
    """A line of units.csv."""

    key: str
    code: str
    name: str
    kind: str
    level: str
    parent: str
    valid_until: str
    latitude: str
    longitude: str


class Link(Protocol):
    """A line of successions.csv."""

    before: str
    after: str
    kind: str


@dataclass(frozen=True)
class Conflict:
    """One disagreement: what kind, which unit (key), what each side says, and what the shipped file does about it."""

    kind: str
    unit: str
    says: str
    other: str
    taken: str


TITLES = {
    "count": "Số lượng không khớp",
    "parser": "dataset.db và tệp parser khác nhau",
    "converter": "converter và dataset.db khác nhau",
    "former_district": "Huyện chỉ có trong parser",
    "no_successor": "Đơn vị cũ không có đơn vị kế tiếp",
    "no_commune": "Huyện đảo không có xã",
    "same_folded": "Hai đơn vị chỉ khác nhau ở dấu",
    "tone_place": "Cách đặt dấu thanh (Hoà / Hòa)",
    "point": "Điểm trung tâm lệch xa đơn vị cũ",
}


def conflicts_of(package: Any, units: Sequence[Unit], links: Sequence[Link]) -> list[Conflict]:
    """All of them, in the order of `TITLES`."""
    found = [
        *_counts(units), *_parser(package), *_converter(package), *_former_districts(package),
        *_without_link(units, links),
        *_same_folded(units), *_tone_place(units, links), *_points(units, links),
    ]  # fmt: skip
    return sorted(found, key=lambda each: (list(TITLES).index(each.kind), each.unit))


def fold(text: str) -> str:
    """Lower case without marks."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.category(sign).startswith("M")
    )
    return bare.replace("đ", "d")


def _counts(units: Sequence[Unit]) -> Iterable[Conflict]:
    counted = Counter((unit.level, bool(unit.valid_until)) for unit in units)
    for (level, old), expected in EXPECTED.items():
        if counted[level, old] != expected:
            yield Conflict("count", level, f"{counted[level, old]}", f"{expected}", "giữ nguyên như nguồn")


def _parser(package: Any) -> Iterable[Conflict]:
    """By code: every field that both dataset.db and the parser files carry."""
    new = {row["wardCode"]: row for row in package.new}
    old = {row["wardCode"]: row for row in package.old if row["wardCode"]}
    names = ("ward", "wardType", "wardShort", "wardLat", "wardLon")
    for rows, tree, end in ((new, package.parser_new, ""), (old, package.parser_old, "~2025")):
        seen = dict(_wards(tree))
        for code in sorted(set(rows) ^ set(seen)):
            yield Conflict(
                "parser",
                f"{code}{end}",
                "có" if code in rows else "không có",
                "có" if code in seen else "không có",
                "theo dataset.db",
            )
        for code in sorted(set(rows) & set(seen)):
            for name in names:
                if rows[code][name] != seen[code][name]:
                    yield Conflict(
                        "parser",
                        f"{code}{end}",
                        f"{name}={rows[code][name]}",
                        f"{name}={seen[code][name]}",
                        "theo dataset.db",
                    )


def _wards(tree: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for name, node in tree.items():
        if "PROVINCE" in name and "WARD" in name and "UNIQUE" not in name:
            yield from _leaves(node)


def _leaves(node: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if isinstance(node.get("wardCode"), str):
        yield node["wardCode"], node
    elif "ward" not in node:
        for child in node.values():
            yield from _leaves(child)


def _converter(package: Any) -> Iterable[Conflict]:
    """Points and areas of split communes, one default successor each, provinces of both ends."""
    new = {(row["provinceKey"], row["wardKey"]): row for row in package.new}
    for province, wards in package.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for before, afters in wards.items():
            if sum(after["isDefaultNewWard"] for after in afters) != 1 or len(afters) < 2:
                yield Conflict(
                    "converter", before, f"{len(afters)} đơn vị mới", "đúng một mặc định", "giữ cả, không chọn mặc định"
                )
            for after in afters:
                row = new[province, after["newWardKey"]]
                said = (after["newWardLat"], after["newWardLon"], after["newWardAreaKm2"])
                if said != (row["wardLat"], row["wardLon"], row["wardAreaKm2"]):
                    yield Conflict(
                        "converter",
                        row["wardCode"],
                        str(said),
                        str((row["wardLat"], row["wardLon"], row["wardAreaKm2"])),
                        "theo dataset.db",
                    )
    for province, wards in package.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for before in (each for befores in wards.values() for each in befores):
            if before.split("_")[0] not in package.converter["DICT_PROVINCE"][province]:
                yield Conflict("converter", before, province, "tỉnh khác", "theo xã")


def _former_districts(package: Any) -> Iterable[Conflict]:
    known = {(row["provinceKey"], row["districtKey"]) for row in package.old}
    for province, districts in package.parser_old["DICT_PROVINCE_DISTRICT_DIVIDED"].items():
        for district, parts in districts.items():
            state = (
                "còn trong dataset.db với địa giới khác"
                if (province, district) in known
                else "không có trong dataset.db"
            )
            yield Conflict(
                "former_district",
                f"{province}/{district}",
                state,
                "parser: chia thành " + ", ".join(parts["districts"]),
                "theo dataset.db; ngày chia không rõ",
            )


def _without_link(units: Sequence[Unit], links: Sequence[Link]) -> Iterable[Conflict]:
    before, parents = {link.before for link in links}, {unit.parent for unit in units}
    for unit in units:
        if unit.level == "district" and unit.key not in parents:
            yield Conflict(
                "no_commune", unit.key, f"{unit.kind} {unit.name}", "không có xã nào", "huyện nối thẳng tới đặc khu"
            )
        if unit.valid_until and unit.level != "district" and unit.key not in before:
            yield Conflict("no_successor", unit.key, f"{unit.kind} {unit.name}", "", "để trống")


def _same_folded(units: Sequence[Unit]) -> Iterable[Conflict]:
    groups = defaultdict(list)
    for unit in units:
        groups[unit.parent, unit.level, fold(f"{unit.kind} {unit.name}")].append(unit)
    for group in groups.values():
        for unit in group[1:]:
            yield Conflict(
                "same_folded",
                unit.key,
                f"{unit.kind} {unit.name}",
                f"{group[0].key} {group[0].kind} {group[0].name}",
                "phân biệt bằng mã",
            )


def _tone_place(units: Sequence[Unit], links: Sequence[Link]) -> Iterable[Conflict]:
    named = {unit.key: unit for unit in units}
    for link in links:
        old, new = named[link.before], named[link.after]
        if old.name != new.name and _tones_apart(old.name) == _tones_apart(new.name):
            yield Conflict("tone_place", new.key, old.name, new.name, "giữ cách viết của từng nguồn")
    for unit in units:
        if not unit.valid_until and TONE_LAST.search(unicodedata.normalize("NFC", unit.name.lower())):
            yield Conflict(
                "tone_place", unit.key, unit.name, "phần lớn tên khác đặt dấu kiểu Hòa", "giữ cách viết của nguồn"
            )


def _tones_apart(name: str) -> list[tuple[str, str]]:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = [unicodedata.normalize("NFD", word) for word in name.lower().split()]
    return [
        ("".join(sign for sign in part if sign not in tones), "".join(sign for sign in part if sign in tones))
        for part in parts
    ]


def _points(units: Sequence[Unit], links: Sequence[Link]) -> Iterable[Conflict]:
    """A new centre further than `FAR_KM` from the middle of its old units: one point is likely another place's."""
    named = {unit.key: unit for unit in units}
    befores = defaultdict(list)
    for link in links:
        if named[link.before].latitude and named[link.after].level == "commune":
            befores[link.after].append((float(named[link.before].latitude), float(named[link.before].longitude)))
    for key, points in sorted(befores.items()):
        here = (float(named[key].latitude), float(named[key].longitude))
        middle = (sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points))
        km = math.hypot((here[0] - middle[0]) * 111, (here[1] - middle[1]) * 111 * math.cos(math.radians(here[0])))
        if km > FAR_KM:
            yield Conflict(
                "point",
                key,
                f"{here[0]}, {here[1]}",
                f"giữa các xã cũ: {middle[0]:.3f}, {middle[1]:.3f} (cách {km:.0f} km)",
                "theo dataset.db",
            )
