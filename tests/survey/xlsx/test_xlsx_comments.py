"""Comments: ours beside those of people, and taken away again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.xlsx.comments import NO_COMMENTS, Comments
from rasoat.survey.xlsx.safe_xml import root_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SIGN = "RaSoat:"
OURS = f"{SIGN} Lỗi: <sai> & thiếu\nCách sửa: ghi lại"
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)


def part(*comments: str, authors: str = "<author>An</author>") -> bytes:
    return (
        f'<?xml version="1.0"?><comments xmlns="{MAIN}"><authors>{authors}</authors>'
        f"<commentList>{''.join(comments)}</commentList></comments>"
    ).encode()


def comment(ref: str, body: str, author: int = 0) -> str:
    return f'<comment ref="{ref}" authorId="{author}" shapeId="0"><text>{body}</text></comment>'


def told(comments: Comments) -> dict[tuple[int, int], tuple[str, str]]:
    return {item.cell: (item.author, item.text) for item in comments.all()}


def test_a_new_comment_says_its_text_and_author() -> None:
    comments = Comments(NO_COMMENTS)

    left = comments.add({(2, 3): OURS}, "RaSoat")

    assert left == set()
    assert told(comments) == {(2, 3): ("RaSoat", OURS)}


def test_comments_of_people_stay_byte_for_byte() -> None:
    theirs = comment("B5", "<r><rPr><b/></rPr><t>An:</t></r><r><t xml:space='preserve'> hỏi lại</t></r>")
    comments = Comments(part(theirs))

    comments.add({(9, 9): OURS}, "RaSoat")

    assert theirs.encode() in comments.content
    assert told(comments)[5, 2] == ("An", "An: hỏi lại")


@pytest.mark.parametrize(
    "body",
    [
        "<t>Hỏi lại</t>",
        "<r><t>Hỏi </t></r><r><rPr><b/></rPr><t>lại</t></r>",
        '<r><t>Hỏi lại</t></r><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/>',
        "<t>Hỏi lại</t><r><t/></r>",
    ],
    ids=["plain", "runs", "phonetic", "mixed"],
)
def test_in_a_cell_with_a_comment_ours_follows_after_a_blank_line(body: str) -> None:
    comments = Comments(part(comment("B5", body)))

    comments.add({(5, 2): OURS}, "RaSoat")

    assert told(comments) == {(5, 2): ("An", f"Hỏi lại\n\n{OURS}")}
    assert comments.take_away(SIGN) == set()
    assert told(comments) == {(5, 2): ("An", "Hỏi lại")}


def test_a_comment_with_an_empty_text_takes_ours() -> None:
    comments = Comments(part('<comment ref="A1" authorId="0"><text/></comment>'))

    comments.add({(1, 1): OURS}, "RaSoat")

    assert told(comments)[1, 1][1].strip() == OURS


def test_threaded_comments_are_left_alone() -> None:
    before = part(comment("B5", "<t>[Threaded comment]</t>"), authors="<author>tc={6A}</author>")
    comments = Comments(before)

    assert comments.add({(5, 2): OURS}, "RaSoat") == {(5, 2)}
    assert told(comments) == {(5, 2): ("tc={6A}", "[Threaded comment]")}


def test_what_was_added_is_taken_away_to_the_byte() -> None:
    before = part(comment("B5", "<r><t>Hỏi lại</t></r>"), authors="<author>An</author><author>RaSoat</author>")
    comments = Comments(before)

    comments.add({(5, 2): OURS, (6, 2): OURS}, "RaSoat")

    assert comments.take_away(SIGN) == {(6, 2)}
    assert comments.content == before


@pytest.mark.parametrize("newline", ["\n", "\r\n", "&#10;", "_x000a_"])
def test_ours_is_known_in_the_words_of_other_programs(newline: str) -> None:
    body = f"<t xml:space='preserve'>Hỏi lại{newline}{newline}{SIGN} Lỗi: sai{newline}Cách sửa: ghi</t>"
    comments = Comments(part(comment("B5", body)))

    comments.take_away(SIGN)

    assert told(comments) == {(5, 2): ("An", "Hỏi lại")}


def test_ours_split_into_several_runs_goes_whole() -> None:
    body = f"<r><t>Hỏi lại\n\n{SIGN} Lỗi</t></r><r><t>: sai</t></r><r><t>Cách sửa</t></r>"
    comments = Comments(part(comment("B5", body), comment("B6", "<r><t>khác</t></r>")))

    comments.take_away(SIGN)

    assert told(comments) == {(5, 2): ("An", "Hỏi lại"), (6, 2): ("An", "khác")}


def test_the_blank_line_may_be_split_between_runs() -> None:
    body = f"<r><t>Hỏi lại&#10;</t></r><r><rPr><b/></rPr><t>&#10;{SIGN} Lỗi &lt;sai&gt;</t></r>"
    comments = Comments(part(comment("B5", body)))

    comments.take_away(SIGN)

    assert told(comments) == {(5, 2): ("An", "Hỏi lại")}


def test_phonetic_hints_stay() -> None:
    before = part(
        comment("B5", '<r><t>Hỏi</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'), authors="<author>RaSoat</author>"
    )
    comments = Comments(before)

    comments.add({(5, 2): OURS}, "RaSoat")
    comments.take_away(SIGN)

    assert comments.content == before


def test_a_comment_that_only_speaks_of_us_stays() -> None:
    before = part(comment("B5", f"<t>hỏi {SIGN} nói gì</t>"))
    comments = Comments(before)

    assert comments.take_away(SIGN) == set()
    assert comments.content == before


@given(st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 9)), WORDS, max_size=6),
       st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 9)), WORDS, max_size=6))  # fmt: skip
def test_people_keep_their_comments_through_adding_and_taking_away(
    theirs: dict[tuple[int, int], str], ours: dict[tuple[int, int], str]
) -> None:
    comments = Comments(NO_COMMENTS)
    comments.add(theirs, "An")
    before = told(comments)

    comments.add({cell: f"{SIGN} {text}" for cell, text in ours.items()}, "RaSoat")
    root_of(comments.content)

    comments.take_away(SIGN)
    assert told(comments) == before
