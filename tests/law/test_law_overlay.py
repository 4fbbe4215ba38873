"""An office's own directory over the shipped law: it adds, replaces openly, and never clashes in silence."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rasoat.law.book import SHIPPED, LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.law.standard import Purpose

MakeOffice = Callable[..., Path]
FILE = "standards/tinh_thu.yaml"


def test_a_province_adds_its_own_line(provincial_text: str, make_office: MakeOffice) -> None:
    text = provincial_text.replace("value: 2000000", "value: 2100000").replace("2025-12-31", "2030-12-31")

    book = LawBook.load(make_office({FILE: text}))

    added = book.standard("tinh_thu")
    assert added.params("rural")["line"] == 2_100_000
    assert added.indicator_codes == book.standard("national_2022").indicator_codes
    assert "tinh_thu" in {standard.id for _, standard in book.at(date(2030, 6, 1), Purpose.REVIEW)}
    assert book.standard("dong_nai_local_2022").params("rural")["line"] == 2_000_000


def test_an_id_already_taken_is_refused(provincial_text: str, make_office: MakeOffice) -> None:
    office = make_office({FILE: provincial_text.replace("id: tinh_thu", "id: dong_nai_local_2022")})

    with pytest.raises(FaultsFoundError) as caught:
        LawBook.load(office)

    (fault,) = caught.value.faults
    assert fault.rule == "law-id-taken"
    assert "replaces: dong_nai_local_2022" in fault.vi
    assert fault.place.file.endswith(FILE)


def test_replaces_takes_the_place_openly(provincial_text: str, make_office: MakeOffice) -> None:
    text = provincial_text.replace("id: tinh_thu", "id: dong_nai_local_2022\nreplaces: dong_nai_local_2022")
    office = make_office({FILE: text.replace("value: 2500000", "value: 2600000")})

    book = LawBook.load(office)

    assert book.standard("dong_nai_local_2022").params("urban")["line"] == 2_600_000
    assert book.origin["dong_nai_local_2022"] == office / FILE
    assert len(book.standards) == len(LawBook.load().standards)


def test_two_files_of_one_directory_cannot_replace_each_other(provincial_text: str, make_office: MakeOffice) -> None:
    office = make_office({"standards/a.yaml": provincial_text, "standards/b.yaml": provincial_text})

    with pytest.raises(FaultsFoundError) as caught:
        LawBook.load(office)

    assert [fault.rule for fault in caught.value.faults] == ["law-id-taken"]


def test_a_later_directory_lies_over_an_earlier_one(provincial_text: str, make_office: MakeOffice) -> None:
    first = make_office({FILE: provincial_text})
    text = provincial_text.replace("id: tinh_thu", "id: tinh_thu\nreplaces: tinh_thu")
    second = make_office({FILE: text.replace("value: 2000000", "value: 3000000")})

    assert LawBook.load(first, second).standard("tinh_thu").params("rural")["line"] == 3_000_000


def test_an_office_adds_documents_and_instruments(make_office: MakeOffice) -> None:
    office = make_office(
        {
            "documents.yaml": "documents:\n  - {id: nq_tinh, name: {vi: Nghị quyết, en: Resolution}, holder: HĐND}\n",
            "register.yaml": "instruments:\n  - {id: NQ 1/2027, subject: chuẩn riêng, group: local, mark: verified}\n",
        }
    )

    book = LawBook.load(office)

    assert book.documents["nq_tinh"].holder == "HĐND"
    assert book.instruments["NQ 1/2027"].subject == "chuẩn riêng"
    assert len(book.instruments) == len(LawBook.load().instruments) + 1


def test_an_overlay_over_a_blocked_standard_is_blocked_too(provincial_text: str, make_office: MakeOffice) -> None:
    text = provincial_text.replace("overlay_of: national_2022", "overlay_of: national_2027")

    added = LawBook.load(make_office({FILE: text})).standard("tinh_thu")

    assert added.blocked is not None
    assert "household_waste" in added.indicator_codes


def test_an_overlay_of_an_overlay_is_refused(provincial_text: str, make_office: MakeOffice) -> None:
    other = provincial_text.replace("id: tinh_thu", "id: xa_thu").replace(
        "overlay_of: national_2022", "overlay_of: tinh_thu"
    )

    with pytest.raises(FaultsFoundError) as caught:
        LawBook.load(make_office({FILE: provincial_text, "standards/xa.yaml": other}))

    assert [fault.rule for fault in caught.value.faults] == ["law-overlay-chain"]


def test_a_standard_without_definitions_must_say_that_it_is_blocked(make_office: MakeOffice) -> None:
    shipped = (SHIPPED / "standards" / "national_2027.yaml").read_text(encoding="utf-8")
    lines = [line for line in shipped.splitlines() if not line.startswith("blocked:")]
    text = "\n".join(lines).replace("id: national_2027", "id: national_2027\nreplaces: national_2027", 1)

    with pytest.raises(FaultsFoundError) as caught:
        LawBook.load(make_office({"standards/national_2027.yaml": text}))

    assert {fault.rule for fault in caught.value.faults} == {"law-not-blocked"}
    assert len(caught.value.faults) == 12


def test_unknown_ids_name_the_known_ones(law_book: LawBook) -> None:
    with pytest.raises(FaultsFoundError) as caught:
        law_book.standard("national_2023")

    (fault,) = caught.value.faults
    assert all(name in fault.remedy_vi for name in law_book.standards)
    with pytest.raises(FaultsFoundError):
        law_book.point_table("none")
