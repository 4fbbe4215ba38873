"""A standard as JSON: plain data, whole, with the keys that other programs rely on."""

import json

import pytest

from rasoat.law.book import LawBook
from rasoat.law.evidence_walk import evidence_of
from rasoat.law.show import standard_as_json

KEYS = {
    "number", "code", "name", "name_en", "dimension", "dimension_name", "points", "mark", "mark_name", "definition",
    "instrument", "article", "derive", "sources", "note", "ask",
}  # fmt: skip


@pytest.mark.parametrize("standard_id", sorted(LawBook.load().standards))
def test_plain_json(standard_id: str, law_book: LawBook) -> None:
    standard = law_book.standard(standard_id)

    content = standard_as_json(standard)

    assert json.loads(json.dumps(content)) == content
    assert (content["id"], content["name"]) == (standard_id, standard.name.vi)
    assert (content["blocked"] is None) is (standard.blocked is None)
    assert len(content["gaps"]) == len(standard.gaps)


def test_indicators_are_a_list_of_flat_objects(law_book: LawBook) -> None:
    content = standard_as_json(law_book.standard("national_2022"))

    assert len(content["indicators"]) == 12
    first = content["indicators"][0]
    assert set(first) >= KEYS
    assert (first["code"], first["dimension"], first["points"], first["mark"], first["mark_name"]) == (
        "employment", "employment_dim", 10, "recalled", "verified",
    )  # fmt: skip
    assert first["name"] == "Việc làm"


def test_missing_points_are_null_never_zero(law_book: LawBook) -> None:
    content = standard_as_json(law_book.standard("national_2027"))

    assert {item["points"] for item in content["indicators"]} == {None}
    assert {item["mark"] for item in content["indicators"]} == {"draft", "missing"}


def test_no_piece_of_evidence_is_lost(law_book: LawBook) -> None:
    for name in law_book.standards:
        standard = law_book.standard(name)
        text = json.dumps(standard_as_json(standard), ensure_ascii=False)
        for _, item in evidence_of(standard):
            for part in (item.note, item.article, item.instrument, item.ask):
                assert json.dumps(part, ensure_ascii=False) in text


def test_provincial_standard_shows_the_indicators_it_uses(law_book: LawBook) -> None:
    content = standard_as_json(law_book.standard("bac_ninh_local"))

    assert content["overlay_of"] == "national_2022"
    assert len(content["indicators"]) == 12
    assert content["methods"]["points"]["rules"] == []
