"""Differences between standards: matched by code, complete, and the same seen from either side."""

from itertools import permutations

import pytest

from rasoat.law.book import LawBook
from rasoat.law.canonical import canonical_json
from rasoat.law.diff import diff, leaves
from rasoat.law.standard import Rule, Standard


def changed(standard: Standard, **update: object) -> Standard:
    return standard.model_copy(update=update)


def test_a_standard_does_not_differ_from_itself(law_book: LawBook) -> None:
    for standard in law_book.standards.values():
        assert diff(standard, standard) == []


def test_lines_of_2022_and_2027(law_book: LawBook) -> None:
    found = {item.path: item for item in diff(law_book.standard("national_2022"), law_book.standard("national_2027"))}

    assert (found["parameters.line.rural"].left, found["parameters.line.rural"].right) == ("1500000", "2200000")
    assert found["indicators.household_waste.number"].left is None
    assert found["indicators.info_assets.number"].right is None
    assert found["indicators.housing_area.number"].text == "indicators.housing_area.number: 8 → 7"
    assert found["parameters.line.rural.citation"].only_citation
    assert "indicators.employment.name" not in found


@pytest.mark.parametrize(
    ("left", "right"), list(permutations(["national_2011", "national_2016", "national_2022", "dong_nai_local_2022"], 2))
)
def test_the_other_way_round_is_the_mirror(left: str, right: str, law_book: LawBook) -> None:
    one = diff(law_book.standard(left), law_book.standard(right))
    other = diff(law_book.standard(right), law_book.standard(left))

    assert {(item.path, item.left, item.right) for item in one} == {(i.path, i.right, i.left) for i in other}


def test_paths_are_unique(law_book: LawBook) -> None:
    for name in law_book.standards:
        paths = [path for path, _ in leaves(law_book.standard(name))]
        assert len(paths) == len(set(paths))


def test_unequal_content_always_shows(law_book: LawBook) -> None:
    names = list(law_book.standards)
    for left, right in permutations(names, 2):
        one, other = law_book.standard(left), law_book.standard(right)
        assert bool(diff(one, other)) is (canonical_json(one) != canonical_json(other))


def test_the_order_of_rules_is_law(law_book: LawBook) -> None:
    standard = law_book.standard("national_2022")
    points = standard.methods["points"]
    turned = points.model_copy(update={"rules": points.rules[::-1]})

    (item,) = diff(standard, changed(standard, methods={**standard.methods, "points": turned}))

    assert item.text == "methods.points.order: KN, N, CN → CN, N, KN"


def test_a_changed_condition_shows(law_book: LawBook) -> None:
    standard = law_book.standard("national_2022")
    points = standard.methods["points"]
    strict = Rule.model_validate(
        {**points.rules[0].model_dump(by_alias=True), "when": {"ge": points.rules[0].when.model_dump()["gt"]}}
    )
    other = points.model_copy(update={"rules": (strict, *points.rules[1:])})

    (item,) = diff(standard, changed(standard, methods={**standard.methods, "points": other}))

    assert (item.left, item.right) == ("income_score > income_line_score", "income_score ≥ income_line_score")


def test_a_changed_lookup_shows(law_book: LawBook) -> None:
    standard = law_book.standard("national_2022")
    water = standard.indicators[8]
    derive = water.definition.derive
    assert derive is not None
    other = type(derive).model_validate({"lookup": {**derive.model_dump()["lookup"], "default": True}})
    definition = water.definition.model_copy(update={"derive": other})
    indicators = [
        item.model_copy(update={"definition": definition}) if item is water else item for item in standard.indicators
    ]

    (item,) = diff(standard, changed(standard, indicators=tuple(indicators)))

    assert item.path == "indicators.water.definition.derive"
