"""Procedure files: an office adds, replaces; faults are named at their line; gaps, checks and JSON know them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rasoat.law.book import SHIPPED, LawBook
from rasoat.law.check import check
from rasoat.law.evidence_walk import evidence_of
from rasoat.law.faults import FaultsFoundError, Severity
from rasoat.law.gaps import gaps
from rasoat.law.procedure import ReviewKind
from rasoat.law.procedure.gaps import procedure_gaps
from rasoat.law.procedure.show import procedure_as_json
from rasoat.law.stray_files import stray_files

MakeOffice = Callable[..., Path]
FILE = "procedures/thu.yaml"
SHIPPED_TEXT = (SHIPPED / "procedures" / "qd24_2021.yaml").read_text(encoding="utf-8")
OURS = SHIPPED_TEXT.replace("id: qd24_2021", "id: thu", 1)
ENDS = "    valid_until: 2026-12-31\n"


def line_with(text: str, needle: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if needle in line)


def test_an_office_replaces_a_procedure(make_office: MakeOffice) -> None:
    text = SHIPPED_TEXT.replace("id: qd24_2021", "id: qd24_2021\nreplaces: qd24_2021", 1)
    text = text.replace("      - value: 3\n        mark: recalled", "      - value: 5\n        mark: recalled", 1)

    book = LawBook.load(make_office({FILE: text}))

    assert book.procedures["qd24_2021"].parameters["posting_days"].value_on(date(2026, 9, 1)) == 5
    assert set(book.procedures) == set(LawBook.load().procedures)
    assert "replaces" not in type(book.procedures["qd24_2021"]).model_fields


def test_an_office_adds_a_procedure_for_later_years(make_office: MakeOffice) -> None:
    start = OURS.index("applies:")
    text = OURS[:start] + "applies:\n  - {mark: ours, valid_from: 2027-01-01}\n" + OURS[OURS.index("standards:") :]

    book = LawBook.load(make_office({FILE: text}))

    found = book.procedure_for(ReviewKind.PERIODIC, date(2027, 9, 1))
    assert found is not None
    assert found.id == "thu"
    assert check(book) == []


def test_of_two_procedures_on_a_day_the_newer_serves_and_the_check_warns(make_office: MakeOffice) -> None:
    text = OURS.replace("    valid_from: 2021-09-01\n", "    valid_from: 2025-07-01\n", 1)

    book = LawBook.load(make_office({FILE: text}))

    found = book.procedure_for(ReviewKind.PERIODIC, date(2025, 9, 1))
    assert found is not None
    assert found.id == "thu"
    warned = check(book)
    assert {(fault.rule, fault.severity) for fault in warned} == {("law-procedures-overlap", Severity.WARNING)}
    assert [fault.place.row for fault in warned] == [
        line_with(text, "  - mark: verified"), line_with(text, "  - mark: missing"),
    ]  # fmt: skip


def test_an_unregistered_instrument_is_a_warning(make_office: MakeOffice) -> None:
    text = OURS[: OURS.index("applies:")] + "applies:\n  - {mark: ours, valid_from: 2027-01-01}\n"
    text += OURS[OURS.index("standards:") :]
    text = text.replace('"QĐ 967/QĐ-BNNMT"]', '"QĐ 1/QĐ-UBND"]', 1)

    (fault,) = check(LawBook.load(make_office({FILE: text})))

    assert (fault.rule, fault.severity, fault.place.row) == (
        "law-instrument-unregistered", Severity.WARNING, line_with(text, "QĐ 1/QĐ-UBND"),
    )  # fmt: skip


BROKEN = {
    "unknown-actor": ("leads: [village_head]", "leads: [mayor]", "leads: [mayor]", "law-does-not-fit"),
    "unknown-form": ("forms: [phu_luc_1]", "forms: [phu_luc_9]", "[phu_luc_9]", "law-does-not-fit"),
    "unknown-deadline": ("deadline: posting_days", "deadline: posting", "deadline: posting", "law-does-not-fit"),
    "unknown-step": ("governs: {regular: [report]}", "governs: {regular: [list]}", "{regular: [list]}",
                     "law-does-not-fit"),
    "step-twice": ("    - code: list\n", "    - code: apply  # again\n", "# again", "law-does-not-fit"),
    "actor-twice": ("{code: anybody,", "{code: household,  ", "{code: household,  ", "law-does-not-fit"),
    "unknown-kind": ("kind: date_window", "kind: window", "kind: window", "law-enum"),
    "bad-day": ("value: {month: 11, day: 15}", "value: {month: 11, day: 31}", "day: 31}", "law-does-not-fit"),
    "words-for-days": ("      - value: 15\n", "      - value: mười lăm\n", "mười lăm", "law-does-not-fit"),
    "form-without-fields": ("contents: {mark: missing, ask: qd_24_2021}", "contents: {mark: verified}",
                            "contents: {mark: verified}", "law-does-not-fit"),
    "field-twice": ("- {code: sex, mark", "- {code: addressee, note: x, mark", "note: x", "law-does-not-fit"),
    "missing-with-value": ("value: 2\n        mark: verified", "value: 2  # x\n        mark: missing\n        ask: x",
                           "# x", "law-does-not-fit"),
    "unknown-standard": ("standards: [national_2022]", "standards: [national_2023]", "national_2023",
                         "law-standard-unknown"),
    "unknown-document": ("ask: nd_131_2025", "ask: khong_co", "ask: khong_co", "law-document-unknown"),
    "replaces-nothing": ("id: thu\n", "id: thu\nreplaces: khac\n", "replaces:", "law-replaces-nothing"),
    "id-taken": ("id: thu\n", "id: qd24_2021\n", "id: qd24_2021", "law-id-taken"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_file_is_named_with_its_line(kind: str, make_office: MakeOffice) -> None:
    old, new, where, rule = BROKEN[kind]
    text = OURS.replace(old, new, 1)
    assert text != OURS

    with pytest.raises(FaultsFoundError) as caught:
        LawBook.load(make_office({FILE: text}))

    first = caught.value.faults[0]
    assert (first.rule, {fault.rule for fault in caught.value.faults}) == (rule, {rule})
    assert first.place.file.endswith(FILE)
    assert first.place.row == line_with(text, where)
    assert first.vi != first.en


def test_a_broken_standard_does_not_make_a_procedure_look_wrong(provincial_text: str, make_office: MakeOffice) -> None:
    text = OURS.replace("standards: [national_2022]", "standards: [tinh_thu]", 1)
    broken = provincial_text.replace("scope: province", "scope: tỉnh")

    with pytest.raises(FaultsFoundError) as caught:
        LawBook.load(make_office({FILE: text, "standards/tinh_thu.yaml": broken}))

    assert [fault.rule for fault in caught.value.faults] == ["law-literal-error"]


def test_procedure_files_are_read_so_they_are_no_strays(make_office: MakeOffice) -> None:
    assert list(stray_files(make_office({FILE: OURS}))) == []


@pytest.mark.parametrize("name", sorted(LawBook.load().procedures))
def test_every_weak_piece_of_evidence_is_listed_exactly_once(name: str, law_book: LawBook) -> None:
    procedure = law_book.procedures[name]
    weak = [".".join(map(str, path)) for path, item in evidence_of(procedure) if item.mark.needs_office]

    found = procedure_gaps(law_book, procedure)

    listed = [path for entry in found for path in entry.paths]
    assert sorted(path for path in listed if not path.startswith("gaps.")) == sorted(weak)
    assert sum(path.startswith("gaps.") for path in listed) == len(procedure.gaps)
    assert [entry for entry in gaps(law_book) if entry.where == name] == found


def test_gaps_say_what_is_done_in_the_meantime_or_that_nothing_can_be(law_book: LawBook) -> None:
    found = {
        path: entry for entry in procedure_gaps(law_book, law_book.procedures["qd24_2021"]) for path in entry.paths
    }

    assert "không kiểm tra số hộ dự họp" in found["parameters.quorum.defaults.0"].blocks.vi
    assert "tỉnh phải chọn trước" in found["parameters.higher_opinion_step.defaults.1"].blocks.vi
    assert "trước khi tỉnh xác nhận" in found["parameters.posting_days.defaults.0"].blocks.vi
    assert found["applies.1"].what.vi == "việc áp dụng quy trình trong thời gian 01/01/2026 - 31/12/2026"
    assert found["forms.mau_04.fields.reason"].what.vi.startswith("Mẫu 04, các mục: Nơi thường trú")
    assert found["forms.phu_luc_5.fields.results"].what.vi.startswith("Phụ lục V, mục “Kết quả")


@pytest.mark.parametrize("name", sorted(LawBook.load().procedures))
def test_json_is_plain_and_loses_no_evidence(name: str, law_book: LawBook) -> None:
    procedure = law_book.procedures[name]

    content = procedure_as_json(procedure)

    text = json.dumps(content, ensure_ascii=False)
    assert json.loads(text) == content
    assert (content["id"], content["name"]) == (name, procedure.name.vi)
    assert list(content["parameters"]) == list(procedure.parameters)
    for _, item in evidence_of(procedure):
        for part in (item.note, item.article, item.instrument, item.ask):
            assert json.dumps(part, ensure_ascii=False) in text


def test_a_missing_default_is_null_in_json(law_book: LawBook) -> None:
    content = procedure_as_json(law_book.procedures["qd24_2021"])

    assert content["parameters"]["quorum"]["defaults"][0]["value"] is None
    assert content["parameters"]["local_standard"]["defaults"] == []


@pytest.mark.parametrize("path", sorted((SHIPPED / "procedures").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_files_are_named_after_their_procedure(path: Path, law_book: LawBook) -> None:
    assert law_book.origin[path.stem] == path
