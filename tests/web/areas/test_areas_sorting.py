"""Vietnamese alphabetical order: against the rule of the lexicographers, read syllable by syllable."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.areas.sorting import name_sort_key, sort_key

ORDER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
syllables = st.builds(
    lambda head, vowel, tone, tail: unicodedata.normalize("NFC", head + vowel + tone + tail),
    st.text("bcdđghklmnpqrstvx", max_size=3), st.sampled_from("aăâeêioôơuưy"),
    st.sampled_from(["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]), st.text("cghmnptuyio", max_size=2),
)  # fmt: skip
phrases = st.lists(syllables, min_size=1, max_size=5).map(" ".join)


def forms(plain: str) -> str:
    """A letter with all its tones."""
    return ORDER[ORDER.index(plain) :][: 6 if plain in "aăâeêioôơuưy" else 1]


def by_the_rule(text: str) -> list[tuple[list[int], int]]:
    """Each syllable as (places of its letters in the alphabet, place of its tone)."""
    read = []
    for syllable in text.split():
        places, tone = [], 0
        for letter in unicodedata.normalize("NFC", syllable.lower()):
            bare = next(plain for plain in LETTERS if letter in forms(plain))
            places.append(LETTERS.index(bare))
            tone = max(tone, ORDER.index(letter) - ORDER.index(bare))
        read.append((places, tone))
    return read


def test_single_letters_follow_the_printed_order() -> None:
    assert sorted(ORDER, key=sort_key) == list(ORDER)


@given(phrases, phrases)
def test_order_is_the_order_of_the_rule(left: str, right: str) -> None:
    assert (sort_key(left) < sort_key(right)) == (by_the_rule(left) < by_the_rule(right))
    assert (sort_key(left) == sort_key(right)) == (by_the_rule(left) == by_the_rule(right))


@given(st.text())
def test_keys_are_plain_for_any_collation(text: str) -> None:
    key = sort_key(text)

    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert len(key) <= 240


@given(phrases)
def test_form_case_and_spaces_make_no_difference(text: str) -> None:
    assert (
        sort_key(text)
        == sort_key(unicodedata.normalize("NFD", text.upper()))
        == sort_key(f"  {text.replace(' ', '  ')} ")
    )


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_sort_as_numbers(left: int, right: int) -> None:
    assert (sort_key(f"Thôn {left}") < sort_key(f"Thôn {right}")) == (left < right)


def test_where_the_tone_mark_sits_makes_no_difference() -> None:
    assert sort_key("Hoà Bình") == sort_key("Hòa Bình")


def test_rule_examples() -> None:
    assert sort_key("ác") < sort_key("ách")
    assert sort_key("ạng") < sort_key("anh")
    assert sorted(["hại", "hài", "hai", "bả", "bà", "ba"], key=sort_key) == ["ba", "bà", "bả", "hai", "hài", "hại"]
    assert sort_key("K’Bang") == sort_key("KBang")


@given(syllables, phrases, syllables, phrases)
def test_names_sort_by_the_given_name_first(given_1: str, rest_1: str, given_2: str, rest_2: str) -> None:
    left, right = f"{rest_1} {given_1}", f"{rest_2} {given_2}"

    if sort_key(given_1) != sort_key(given_2):
        assert (name_sort_key(left) < name_sort_key(right)) == (sort_key(given_1) < sort_key(given_2))
    else:
        assert (name_sort_key(left) < name_sort_key(right)) == (sort_key(rest_1) < sort_key(rest_2))
