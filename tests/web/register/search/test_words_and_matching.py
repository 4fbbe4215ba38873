"""Words, the rule of matching, and the regular expression that says the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.register.search.matching import matched_line, matches, pattern, read_search
from rasoat.web.register.search.words import code_words, person_words, readings, text_of, unit_words, words

NAMES = st.lists(
    st.sampled_from(["Nguyễn", "Văn", "An", "Anh", "Lò", "Thị", "Y", "H’Mông", "Đỗ", "Ơn", "An-na", "", "1975", "李"]),
    max_size=4,
).map(" ".join)
TYPED = st.lists(
    st.sampled_from(["ng", "van", "a", "an", "lo", "y", "t", "197", "tt", "cj", "do", "anh"]), max_size=4
).map(" ".join)


def text(*names: str, household: tuple[str, ...] = ("tt00000042", "42", "xa", "cu", "jut", "cj")) -> str:
    return text_of([person_words(name, 1975) for name in names], household)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nguyen van an", True), ("an nguyen", True), ("ng v a", True), ("NGUYỄN", True), ("tran nguyen", False),
        ("an 1975", True), ("an 1976", False), ("tt42", False), ("42", True), ("an cu jut", True), ("x cj", True),
        ("lan cj", True), ("", True),
    ],
)  # fmt: skip
def test_rule(typed: str, found: bool) -> None:
    row = text("Nguyễn Văn An", "Trần Thị Lan")

    assert matches(row, read_search(typed).words) is found


def test_words_of_two_people_do_not_make_one() -> None:
    row = text("Nguyễn Văn Bình", "Trần Thị An")

    assert not matches(row, read_search("nguyen an").words)
    assert matched_line(row, read_search("an tran").words) == 1


@given(st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=3), TYPED)
def test_expression_says_the_same_as_the_rule(names: list[str], shared: list[str], typed: str) -> None:
    row = text_of([person_words(name, None) for name in names], [word for name in shared for word in words(name)])
    wanted = read_search(typed).words

    assert bool(re.search(pattern(wanted), row)) is matches(row, wanted)


@given(st.lists(st.text(max_size=20), max_size=3), st.lists(st.text(max_size=20), max_size=3))
def test_text_has_no_empty_words(names: list[str], shared: list[str]) -> None:
    row = text_of([words(name) for name in names], [word for name in shared for word in words(name)])

    assert all(re.fullmatch("[a-z0-9]+", word) for word in re.split("[ \n\t]", row))


@given(st.text(max_size=60))
def test_typed_text_gives_plain_words(typed: str) -> None:
    wanted = read_search(typed)

    assert all(re.fullmatch("[a-z0-9]+", word) for word in wanted.words)
    assert not wanted.number or (wanted.number.isascii() and wanted.private)


@given(st.lists(NAMES, max_size=4), TYPED)
def test_vocabulary_knows_every_reading_of_letters(names: list[str], typed: str) -> None:
    row = text(*names)
    known = readings(row.split())

    for word in (item for item in read_search(typed).words if item.isalpha()):
        begins = any(held.startswith(word) for held in row.split())
        read = any(
            held.startswith(reading[:-1]) if reading.endswith("*") else held == reading
            for reading in known if reading.startswith(word) for held in row.split()
        )  # fmt: skip
        assert begins is read


@pytest.mark.parametrize(
    ("typed", "number", "private"),
    [
        ("024184012345", "024184012345", True), ("024 184 012345", "024184012345", True),
        ("123456789", "123456789", True),
        ("0241840", "", True), ("1975", "", False), ("TT00000012345", "", False), ("nguyen 024184012345", "", False),
    ],
)  # fmt: skip
def test_identity_numbers_are_told_apart(typed: str, number: str, private: bool) -> None:
    wanted = read_search(typed)

    assert (wanted.number, wanted.private) == (number, private)


def test_codes_and_units() -> None:
    assert code_words("TT00000042") == ["tt00000042", "42"]
    assert unit_words("Thôn", "Thôn 2") == ["thon", "2", "th"]
    assert unit_words("Huyện", "Cư Jút") == ["huyen", "cu", "jut", "h", "cj", "hcj"]
