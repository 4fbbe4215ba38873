"""Tags found and changed by bytes."""

from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.xlsx.safe_xml import root_of
from rasoat.survey.xlsx.tags import (
    attributes,
    end_tag,
    first_tag,
    masked,
    spliced,
    tags,
    with_attribute,
)  # fmt: skip

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8
)  # fmt: skip


def test_tags_are_found_with_any_prefix_and_never_inside_longer_names() -> None:
    found = [tag.source for tag in tags(b'<x:c r="A1"/><col/><c><c2/></c><y:c\n/>', "c")]

    assert found == [b'<x:c r="A1"/>', b"<c>", b"<y:c\n/>"]


def test_what_looks_like_a_tag_in_comments_or_cdata_is_none() -> None:
    content = b"<?xml version='1.0'?><a><!-- <c/> --><![CDATA[<c/></a>]]><c/></a>"

    plain = masked(content)

    assert len(plain) == len(content)
    assert [tag.start for tag in tags(plain, "c")] == [content.rindex(b"<c/>")]


def test_a_greater_sign_in_a_value_does_not_end_the_tag() -> None:
    tag = first_tag(b"""<f a="1>2" b='3>"4'>x</f>""", "f")

    assert tag is not None
    assert (tag.get(b"a"), tag.get(b"b")) == ("1>2", '3>"4')
    assert end_tag(b"""<f a="1>2" b='3>"4'>x</f>""", tag)[1] == len(b"""<f a="1>2" b='3>"4'>x</f>""")


def test_a_name_inside_another_value_is_no_attribute() -> None:
    tag = first_tag(b'<c t=" s=" s="4"/>', "c")

    assert tag is not None
    assert (tag.get(b"s"), tag.get(b"u")) == ("4", None)


def test_entities_in_values_are_read() -> None:
    assert attributes(b'<s name="a &amp; b &#x1EA8;&#7850; &quot;"/>') == {b"name": 'a & b ẨẪ "'}


@given(st.dictionaries(st.sampled_from(["r", "s", "t", "xml:id"]), TEXT), st.sampled_from(["s", "t"]), TEXT,
       st.booleans())  # fmt: skip
def test_setting_an_attribute_keeps_the_others(before: dict[str, str], name: str, value: str, closed: bool) -> None:
    start = b"<c"
    for key, text in before.items():
        start = with_attribute(start + b">", key.encode(), text)[:-1]
    tag = start + (b"/>" if closed else b">")

    found = with_attribute(tag, name.encode(), value)

    expected = {key.encode(): text for key, text in {**before, name: value}.items()}
    assert attributes(found) == expected
    root = root_of(found if closed else found + b"</c>")
    assert {key.rpartition("}")[2] for key in root.keys()} == {key.rpartition(":")[2] for key in {**before, name: ""}}  # noqa: SIM118


@given(st.binary(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.binary(max_size=3)), max_size=5))
def test_insertions_leave_all_other_bytes(content: bytes, new: list[tuple[int, bytes]]) -> None:
    edits = [(min(at, len(content)), min(at, len(content)), text) for at, text in new]

    found = spliced(content, edits)

    assert len(found) == len(content) + sum(len(text) for *_, text in edits)
    assert spliced(content, []) == content
