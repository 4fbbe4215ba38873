"""Law packs: one content, one canonical byte form, one name; an edited pack is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.canonical import canonical_json, content_hash
from rasoat.law.faults import FaultsFoundError
from rasoat.law.pack import OPERATOR_VERSION, Pack, read_pack

SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
CONTENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


@pytest.fixture
def pack(law_book: LawBook) -> Pack:
    return Pack(
        standard=law_book.standard("national_2022"),
        point_table=law_book.point_table("minh-hoa-2022"),
        questionnaire={"items": [{"code": "size", "label": "Số nhân khẩu"}]},
    )


@given(CONTENTS)
def test_canonical_form_is_rfc_8785_and_survives_reading(content: object) -> None:
    written = canonical_json(content)

    assert written == rfc8785.dumps(content)
    assert json.loads(written) == content
    assert canonical_json(json.loads(written)) == written


@given(st.dictionaries(st.text(), st.integers(0, 9), min_size=2))
def test_order_of_keys_does_not_matter(content: dict[str, int]) -> None:
    assert canonical_json(content) == canonical_json(dict(reversed(content.items())))


def test_published_examples_of_the_form() -> None:
    assert canonical_json({"b": [True, None], "a": "đ\n\u20ac"}) == '{"a":"đ\\n€","b":[true,null]}'.encode()
    assert canonical_json({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}) == (
        '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\U0001f600":5,"\ufb33":3}'.encode()
    )


def test_integers_that_json_cannot_hold_are_refused() -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical_json({"a": 2**53})


def test_the_same_law_gives_the_same_bytes(pack: Pack) -> None:
    fresh = LawBook.load()
    again = Pack(
        standard=fresh.standard("national_2022"),
        point_table=fresh.point_table("minh-hoa-2022"),
        questionnaire={"items": [{"label": "Số nhân khẩu", "code": "size"}]},
    )

    assert again.to_bytes() == pack.to_bytes()
    assert again.hash == pack.hash == content_hash(pack.to_bytes())


def test_another_process_gives_the_same_name(pack: Pack) -> None:
    script = (
        "from rasoat.law.book import LawBook; from rasoat.law.pack import Pack; book = LawBook.load();"
        "print(Pack(standard=book.standard('national_2022'), point_table=book.point_table('minh-hoa-2022'),"
        "questionnaire={'items': [{'code': 'size', 'label': 'Số nhân khẩu'}]}).hash)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, check=True
    )

    assert done.stdout.decode().strip() == pack.hash


def test_other_law_gives_another_name(pack: Pack, law_book: LawBook) -> None:
    without_table = pack.model_copy(update={"point_table": None})
    other = pack.model_copy(update={"standard": law_book.standard("national_2016")})

    assert len({pack.hash, without_table.hash, other.hash}) == 3


def test_a_pack_with_other_parts_has_another_name_though_the_first_was_asked_for_its_own(pack: Pack) -> None:
    first = pack.hash
    other = pack.model_copy(update={"assumptions": ("giả định",)})

    assert other.hash == content_hash(canonical_json(other)) != first
    assert pack.hash == first == content_hash(canonical_json(pack))
    assert pack == pack.model_copy()


def test_a_stored_pack_reads_back_equal(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_bytes(pack.to_bytes())

    assert read_pack(path) == pack
    assert read_pack(path).hash == pack.hash


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b'"value":140', b'"value": 140', "pack-not-canonical"),
        (b'"format":"rasoat-law-pack"', b'"format":"other"', "pack-unreadable"),
        (b"{", b"", "pack-unreadable"),
        (b'"value":140', b'"value":"140"', "pack-unreadable"),
        (b'"scope":"national"', b'"extra":1,"scope":"national"', "pack-unreadable"),
    ],
)
def test_an_edited_pack_is_refused(old: bytes, new: bytes, rule: str, pack: Pack, tmp_path: Path) -> None:
    content = pack.to_bytes()
    assert old in content
    path = tmp_path / "pack.json"
    path.write_bytes(content.replace(old, new, 1))

    with pytest.raises(FaultsFoundError) as caught:
        read_pack(path)

    assert [fault.rule for fault in caught.value.faults] == [rule]


def test_a_changed_figure_changes_the_name(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_bytes(pack.to_bytes().replace(b'"value":140', b'"value":141', 1))

    assert read_pack(path).hash != pack.hash


def test_a_pack_of_other_operators_is_refused(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_bytes(pack.model_copy(update={"operator_version": OPERATOR_VERSION + "x"}).to_bytes())

    with pytest.raises(FaultsFoundError) as caught:
        read_pack(path)

    assert [fault.rule for fault in caught.value.faults] == ["pack-operator-version"]


def test_watermark_names_table_and_assumption(pack: Pack) -> None:
    assumed = pack.model_copy(update={"assumptions": ("giả định thử",)})

    assert pack.watermark == "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"
    assert assumed.watermark == f"{pack.watermark}; giả định thử"
    assert pack.model_copy(update={"point_table": None}).watermark == ""
