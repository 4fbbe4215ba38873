import unicodedata

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.text import clean, fold, fold_expr, squash

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ'’-–./ "
vietnamese = st.text(alphabet=LETTERS, max_size=40)


@given(vietnamese)
def test_fold_does_not_depend_on_the_written_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_folded_text_is_plain_ascii_without_case(text: str) -> None:
    folded = fold(text)

    assert folded.isascii()
    assert folded == folded.lower().strip()


@given(st.lists(vietnamese, min_size=1, max_size=5))
def test_the_column_form_of_fold_equals_fold(texts: list[str]) -> None:
    frame = pl.DataFrame({"text": texts})

    folded = frame.select(fold_expr("text"))["text"].to_list()

    assert folded == [fold(text) for text in texts]


@given(st.text(max_size=30))
def test_clean_is_nfc_and_stable(text: str) -> None:
    cleaned = clean(text)

    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert clean(cleaned) == cleaned


def test_spellings_of_one_name_meet() -> None:
    assert {squash("Khơ-me"), squash("KHƠ ME"), squash("khome")} == {"khome"}
    assert squash("H'Mông") == squash("Hmông") == squash("H’MÔNG")
    assert fold("Đỗ Đức") == "do duc"
