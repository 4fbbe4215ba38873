"""Sentences kept and read later: each reader gets the own language."""

from django.utils.translation import gettext_lazy, override

from rasoat.web.look.saying import Said, in_own_language, message_of, told


def test_a_sentence_is_told_in_the_language_of_the_moment() -> None:
    said = Said("Đọc tệp %(name)s", {"name": "100 % hộ.xlsx"})

    with override("en"):
        english = str(said)

    assert str(said) == "Đọc tệp 100 % hộ.xlsx"
    assert english == "Read the file 100 % hộ.xlsx"


def test_values_by_language_and_sentences_inside_sentences() -> None:
    inner = Said("Hộ đã chuyển khỏi xã.")
    said = Said("Không hoàn tác được: %(why)s", {"why": inner.plain})
    both = {"vi": "dòng 3", "en": "row 3"}

    with override("en"):
        told_english, own = str(said), in_own_language(both)

    assert told_english.startswith("Could not be undone: ")
    assert "Hộ" not in told_english
    assert (own, in_own_language(both)) == ("row 3", "dòng 3")


def test_the_message_behind_a_lazy_text_does_not_depend_on_the_writer() -> None:
    with override("en"):
        kept = message_of(gettext_lazy("Sinh"))

    assert kept == {"text": "Sinh", "values": {}}
    assert told(kept["text"], kept["values"]) == "Sinh"
