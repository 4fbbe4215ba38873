"""What is missing is listed once, with what it blocks and whom to ask for which document."""

from collections.abc import Callable
from pathlib import Path

from rasoat.law.book import LawBook
from rasoat.law.evidence_walk import evidence_of
from rasoat.law.gaps import gaps, standard_gaps
from rasoat.law.marks import Mark


def test_every_weak_piece_of_evidence_is_listed_exactly_once(law_book: LawBook) -> None:
    for standard in law_book.standards.values():
        weak = {
            ".".join(str(step) for step in path)
            for path, item in evidence_of(standard)
            if item.mark.needs_office and (path[0], path[-1]) != ("removed_indicators", "points")
        }
        listed = [path for entry in standard_gaps(law_book, standard.id) for path in entry.paths]
        assert sorted(path for path in listed if not path.startswith("gaps.")) == sorted(weak)
        assert sum(path.startswith("gaps.") for path in listed) == len(standard.gaps)


def test_every_entry_says_what_blocks_what_and_whom_to_ask(law_book: LawBook) -> None:
    for entry in gaps(law_book):
        texts = (entry.what.vi, entry.what.en, entry.blocks.vi, entry.blocks.en, entry.document.name.vi)
        assert all(texts)
        assert entry.document.holder
        assert entry.mark.needs_office
        if entry.where in law_book.standards:
            assert entry.document == law_book.documents[entry.document.id]


def test_the_blocked_standard_is_told_in_a_few_lines(law_book: LawBook) -> None:
    found = standard_gaps(law_book, "national_2027")

    definitions = [entry for entry in found if entry.paths[0].endswith(".definition")]
    assert [(entry.mark, len(entry.paths)) for entry in definitions] == [(Mark.DRAFT, 3), (Mark.MISSING, 9)]
    assert "9 chỉ số" in definitions[1].what.vi
    assert len(found) < 12


def test_the_conflict_shows_the_other_reading(law_book: LawBook) -> None:
    (entry,) = [entry for entry in standard_gaps(law_book, "national_2022") if entry.mark is Mark.CONFLICT]

    assert entry.paths == ("indicators.health_insurance.definition",)
    assert "trẻ em trên 6 tuổi" in entry.note
    assert "suy dẫn" in entry.blocks.vi


def test_recalled_definitions_are_blocked_from_official_use_not_from_use(law_book: LawBook) -> None:
    found = {path: entry for entry in standard_gaps(law_book, "national_2022") for path in entry.paths}

    assert "đánh dấu của rà soát viên vẫn dùng được" in found["indicators.nutrition.definition"].blocks.vi
    assert "cảnh báo" in found["indicators.telecom.definition"].blocks.vi


def test_weak_instruments_and_the_frame_of_point_tables_are_listed(law_book: LawBook) -> None:
    found = gaps(law_book)

    listed = {entry.paths[0] for entry in found if entry.where == "register"}
    assert listed == {item.id for item in law_book.instruments.values() if item.mark.needs_office}
    assert any(entry.where == "point_table_shape" for entry in found)


def test_every_document_is_asked_for(law_book: LawBook) -> None:
    assert {entry.document.id for entry in gaps(law_book)} >= set(law_book.documents)


def test_an_office_that_supplies_the_figure_closes_the_gap(
    provincial_text: str, make_office: Callable[..., Path]
) -> None:
    text = provincial_text[: provincial_text.index("gaps:")].replace(
        'mark: missing\n      note: "chưa có điểm A tương đương chuẩn của tỉnh, không suy từ điểm quốc gia"\n'
        "      ask: dong_nai_basis",
        "mark: verified\n    rules:\n"
        "      - {when: {const: true}, class: near_poor, code: X, evidence: {mark: verified}}",
    )

    book = LawBook.load(make_office({"standards/tinh_thu.yaml": text}))

    assert standard_gaps(book, "tinh_thu") == []
