"""Packages: parts read, put and dropped; everything else byte for byte; unsafe files refused."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.xlsx.package import RATIO_FREE_BYTES, Package
from rasoat.survey.xlsx.sheet_list import sheet_parts, workbook_part

Made = Callable[..., Path]
TYPE = "application/vnd.example+xml"


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rule_of(path: Path) -> str:
    with pytest.raises(FaultsFoundError) as caught:
        sheet_parts(Package.read(path))
    return caught.value.faults[0].rule


def test_written_unchanged_every_part_and_their_order_stay(made: Made, parts: dict[str, bytes], tmp_path: Path) -> None:
    Package.read(made()).write(tmp_path / "out.xlsx")

    written = contents(tmp_path / "out.xlsx")

    assert written == parts
    assert list(written) == list(parts)


def test_a_part_that_is_put_changes_alone(made: Made, parts: dict[str, bytes], tmp_path: Path) -> None:
    package = Package.read(made())
    package.put("xl/worksheets/sheet2.xml", b"<new/>")
    package.write(tmp_path / "out.xlsx")

    assert contents(tmp_path / "out.xlsx") == {**parts, "xl/worksheets/sheet2.xml": b"<new/>"}


def test_the_same_changes_give_the_same_bytes(made: Made, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        package = Package.read(made())
        package.put("xl/new.xml", b"<new/>", TYPE)
        package.relate("xl/workbook.xml", "http://example.vn/new", "xl/new.xml")
        package.write(tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_new_part_has_a_type_and_comes_last(made: Made, tmp_path: Path) -> None:
    package = Package.read(made())
    package.put("xl/new.xml", b"<new/>", TYPE)
    package.write(tmp_path / "out.xlsx")
    again = Package.read(tmp_path / "out.xlsx")

    assert again.names[-1] == "xl/new.xml"
    assert again.content_types.of("xl/new.xml") == TYPE
    assert again.content_types.of("xl/worksheets/sheet1.xml") == "application/xml"


def test_a_dropped_part_takes_its_type_and_relations_along(made: Made, parts: dict[str, bytes], tmp_path: Path) -> None:
    package = Package.read(made())
    package.put("xl/new.xml", b"<new/>", TYPE)
    package.relate("xl/new.xml", "http://example.vn/x", "xl/worksheets/sheet1.xml")
    package.drop("xl/new.xml")
    package.write(tmp_path / "out.xlsx")

    assert set(contents(tmp_path / "out.xlsx")) == set(parts)
    assert "xl/new.xml" not in package.content_types.overrides


def test_targets_are_names_of_parts_whether_relative_or_absolute(made: Made) -> None:
    package = Package.read(made())

    found = package.relations(workbook_part(package))

    assert [relation.target for relation in found[:2]] == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    assert (found[2].target, found[2].external, found[2].kind) == ("http://example.vn/", True, "hyperlink")


def test_a_new_relation_gets_a_free_id_and_keeps_the_others(made: Made) -> None:
    package = Package.read(made())
    before = package.relations("xl/workbook.xml")

    id_ = package.relate("xl/workbook.xml", "http://example.vn/t", "xl/worksheets/sheet2.xml")

    assert id_ not in {relation.id for relation in before}
    assert package.relations("xl/workbook.xml")[:-1] == before
    assert package.relations("xl/workbook.xml")[-1].target == "xl/worksheets/sheet2.xml"
    package.unrelate("xl/workbook.xml", id_)
    assert package.relations("xl/workbook.xml") == before


def test_tabs_are_listed_in_order_with_their_state(made: Made) -> None:
    found = sheet_parts(Package.read(made()))

    assert [(sheet.title, sheet.part, sheet.state) for sheet in found] == [
        ("Hộ & người", "xl/worksheets/sheet1.xml", "visible"),
        ("Ẩn", "xl/worksheets/sheet2.xml", "hidden"),
    ]


def test_names_of_parts_are_found_in_any_case(made: Made) -> None:
    assert Package.read(made()).part("XL/Workbook.xml").startswith(b"<workbook")


@pytest.mark.parametrize(
    "unsafe",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>',
        b'<?xml version="1.0" encoding="UTF-16"?><workbook/>',
        "<workbook/>".encode("utf-16"),
        b"<workbook><sheets></workbook>",
        b"",
    ],
    ids=["entities", "says UTF-16", "is UTF-16", "not closed", "empty"],
)
def test_unsafe_or_broken_xml_is_refused(made: Made, unsafe: bytes) -> None:
    assert rule_of(made({"xl/workbook.xml": unsafe})) == "workbook-broken"


def test_a_zip_bomb_is_refused(made: Made) -> None:
    assert rule_of(made({"xl/media/big.bin": bytes(RATIO_FREE_BYTES + 1)})) == "workbook-too-large"


def test_a_large_but_ordinary_part_is_not_refused(made: Made) -> None:
    cells = b"".join(b'<c r="A%d"><v>%d</v></c>' % (number, number * 7919) for number in range(700_000))

    assert len(Package.read(made({"xl/x.xml": cells})).part("xl/x.xml")) > RATIO_FREE_BYTES


def test_text_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("household_id\n1\n", encoding="utf-8")

    assert rule_of(tmp_path / "a.xlsx") == "not-a-workbook"
    assert rule_of(tmp_path) == "not-a-workbook"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_and_paths_that_climb_are_refused(made: Made) -> None:
    double = made(name="hai.xlsx")
    with zipfile.ZipFile(double, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<workbook/>")

    assert rule_of(double) == "workbook-broken"
    assert rule_of(made({"../../evil.xml": b"<x/>"}, "leo.xlsx")) == "workbook-broken"


def test_a_part_whose_bytes_were_damaged_is_refused(made: Made) -> None:
    path = made({"xl/x.bin": bytes(range(256)) * 40})
    content = bytearray(path.read_bytes())
    at = content.index(b"xl/x.bin") + 40
    content[at : at + 20] = bytes(20)
    path.write_bytes(content)

    with pytest.raises(FaultsFoundError):
        Package.read(path).part("xl/x.bin")
