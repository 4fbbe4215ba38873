"""Old encodings: complete tables, detection by syllables, mixtures refused with their rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.mapping.legacy_detect import detect, is_syllable
from rasoat.survey.mapping.legacy_text import Encoding, decode, encode, letters
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.propose import propose
from rasoat.survey.mapping.read import read_mapped
from rasoat.survey.text import clean

from .conftest import MakeBook

VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
OLD = pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
SMALL = "".join(row[0] for row in letters() if row[0].islower()) + "abcdefghijklmnopqrstuvwxyz"
NAMES = ["Nguyễn Văn Đức", "Trần Thị Hồng", "Lê Hữu Nghĩa", "Phạm Quốc Việt", "Vừ A Dính", "Hoàng Thị Ỷ"]
HEADS = ["Họ và tên", "Quan hệ với chủ hộ", "Năm sinh"]

words = st.text(SMALL, min_size=1, max_size=6)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)


def test_the_tables_hold_every_vietnamese_letter_once() -> None:
    wanted = {clean(vowel + tone) for vowel in VOWELS for tone in TONES} - set("aeioy" + "u") | {"đ"}

    assert {row[0] for row in letters()} == wanted | {letter.upper() for letter in wanted}
    assert len({row[2] for row in letters()}) == len(letters())
    assert len({row[1] for row in letters() if row[0].islower()}) == len(wanted)


@OLD
@given(text=texts)
def test_small_letters_survive_both_encodings(encoding: Encoding, text: str) -> None:
    assert decode(encode(text, encoding), encoding) == text


@given(text=texts)
def test_capitals_survive_vni(text: str) -> None:
    assert decode(encode(text.upper(), Encoding.VNI), Encoding.VNI) == text.upper()


@given(text=st.text(max_size=40))
def test_unicode_is_only_cleaned(text: str) -> None:
    assert decode(text, Encoding.UNICODE) == clean(text)


@pytest.mark.parametrize(
    ("written", "encoding", "said"),
    [
        ("Hä vµ tªn", Encoding.TCVN3, "Họ và tên"),
        ("DANH S¸CH Hé NGHÌO", Encoding.TCVN3, "DANH SÁCH HỘ NGHÈO"),
        ("M¸ MÝ Hå", Encoding.TCVN3, "Má Mí Hồ"),
        ("èm ®au", Encoding.TCVN3, "ốm đau"),
        ("X· Hßa B×nh", Encoding.TCVN3, "Xã Hòa Bình"),
        ("Hoï vaø teân", Encoding.VNI, "Họ và tên"),
        ("NGUYEÃN VAÊN ÑÖÙC", Encoding.VNI, "NGUYỄN VĂN ĐỨC"),
        ("Lyù Aïch Kyø, xaõ Myõ Ñöùc", Encoding.VNI, "Lý Ạch Kỳ, xã Mỹ Đức"),
    ],
)
def test_known_texts(written: str, encoding: Encoding, said: str) -> None:
    assert decode(written, encoding) == said


@OLD
def test_an_old_encoding_is_detected(encoding: Encoding) -> None:
    found = detect([encode(name, encoding) for name in NAMES])

    assert (found.encoding, found.strays) == (encoding, frozenset())


def test_unicode_with_a_few_odd_letters_is_unicode() -> None:
    assert detect([*NAMES, "Y Ñhu Niê", "45 m²", "20 °C"]).encoding is Encoding.UNICODE
    assert detect([*NAMES, "Y Ñhu Niê"]).strays == frozenset()


def test_nothing_but_ascii_tells_nothing() -> None:
    assert not detect(["Nam", "12"]).is_told


@pytest.mark.parametrize("word", ["Nguyễn", "Quỳnh", "nghiêng", "Khuyên", "Ỷ", "giường", "oai", "yêu", "ương", "Huế"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


def people(encoding: Encoding, names: list[str]) -> list[list[object]]:
    rows: list[list[object]] = [[encode(head, encoding) for head in HEADS]]
    return [*rows, *([encode(name, encoding), encode("Chủ hộ", encoding), 1980] for name in names)]


@OLD
def test_rows_of_another_encoding_are_refused_and_named(make_book: MakeBook, encoding: Encoding) -> None:
    other = Encoding.VNI if encoding is Encoding.TCVN3 else Encoding.TCVN3
    rows = people(encoding, NAMES * 3)
    rows[4][0], rows[9][0] = encode("Phạm Quốc Việt", other), encode("Trần Thị Hồng", other)

    with pytest.raises(FaultsFoundError) as refused:
        propose(make_book(rows))

    assert [(fault.rule, fault.place.row) for fault in refused.value.faults] == [
        ("mixed-encodings", 5), ("mixed-encodings", 10),
    ]  # fmt: skip


def test_unicode_rows_in_an_old_sheet_are_refused(make_book: MakeBook) -> None:
    rows = people(Encoding.TCVN3, NAMES * 3)
    rows[3][0] = "Phạm Quốc Việt"

    with pytest.raises(FaultsFoundError) as refused:
        propose(make_book(rows))

    assert [fault.place.row for fault in refused.value.faults] == [4]


def test_a_profile_of_another_encoding_is_told(make_book: MakeBook) -> None:
    old = propose(make_book(people(Encoding.VNI, NAMES), name="a.xlsx")).profile
    assert old is not None
    heads = make_book(
        [["Ho va ten", "Quan he voi chu ho", "Nam sinh"], *people(Encoding.TCVN3, NAMES)[1:]], name="b.xlsx"
    )
    renamed = [
        column.model_copy(update={"heading": (head,)})
        for column, head in zip(old.sheets[0].columns, HEADS, strict=True)
    ]
    profile = MappingProfile(sheets=(old.sheets[0].model_copy(update={"columns": tuple(renamed)}),))

    data = read_mapped(heads, profile)

    assert "encoding-differs" in {fault.rule for fault in data.faults}
