import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.choices import Choice, CodeList
from rasoat.survey.code_lists import code_list, code_lists
from rasoat.survey.ethnic_groups import ethnic_groups, ethnic_name, match_ethnic_group

every_choice = [(name, choice) for name, codes in code_lists().items() for choice in codes.choices]


@given(st.sampled_from(every_choice), st.sampled_from([str.upper, str.lower, str.title]))
def test_every_wording_leads_to_its_code(named: tuple[str, Choice], case: object) -> None:
    name, choice = named
    assert callable(case)

    for word in (choice.code, choice.name.vi, *choice.also):
        assert code_list(name).match(f"  {case(word)} ") == choice.code


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("class", "HO NGHEO", "poor"),
        ("class", "CN", "near_poor"),
        ("class", "cận nghèo", "near_poor"),
        ("class", "N", "poor"),
        ("relation", "Vợ", "spouse"),
        ("relation", "Con dâu", "child_in_law"),
        ("sex", "nu", "2"),
        ("yes_no", "x", "1"),
        ("yes_no", "có", "1"),
        ("yes_no", "1", "1"),
        ("causes", "Thiếu vốn", "C2"),
    ],
)
def test_words_seen_on_papers(name: str, written: str, code: str) -> None:
    assert code_list(name).match(written) == code


def test_unknown_words_match_nothing() -> None:
    assert code_list("class").match("giàu") is None
    assert code_list("class").match("") is None


def test_there_are_54_groups_and_other() -> None:
    assert [group.code for group in ethnic_groups()] == [f"{number:02d}" for number in range(1, 55)] + ["99"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("Hmông", "08"), ("H'Mông", "08"), ("Cao Lan", "15"), ("Vân Kiều", "23"), ("Êđê", "12"), ("Jrai", "10"),
     ("dân tộc Kinh", "01"), ("khome", "05"), ("05", "05"), ("5", "05")],
)  # fmt: skip
def test_other_names_of_groups(written: str, code: str) -> None:
    assert match_ethnic_group(written) == code


def test_names_and_codes_belong_together() -> None:
    assert all(match_ethnic_group(ethnic_name(group.code)) == group.code for group in ethnic_groups())


def test_a_list_with_one_spelling_for_two_codes_is_refused() -> None:
    choices = [
        {"code": "a", "name": {"vi": "Giống", "en": "A"}},
        {"code": "b", "name": {"vi": "giong", "en": "B"}},
    ]

    with pytest.raises(ValueError, match="stands for both"):
        CodeList.model_validate({"code": "x", "mark": "ours", "choices": choices})
