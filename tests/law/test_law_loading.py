"""Broken law files: refused, each cause once, at its own file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rasoat.law.book import SHIPPED, LawBook
from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.yaml_nodes import read_yaml

FILE = "standards/tinh_thu.yaml"
SHIPPED_STANDARDS = sorted((SHIPPED / "standards").glob("*.yaml"))


def refused(*directories: Path) -> list[Fault]:
    with pytest.raises(FaultsFoundError) as caught:
        LawBook.load(*directories)
    return list(caught.value.faults)


def line_with(text: str, needle: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if needle in line)


BROKEN = {
    "duplicate-key": ("scope: province", "scope: province\nscope: national", "scope: national", "yaml-duplicate-key"),
    "tab": ("scope: province", "\tscope: province", "\tscope", "yaml-syntax"),
    "colon": ('territory: "Đồng Nai"', "territory: Đồng Nai: rừng", "Đồng Nai: rừng", "yaml-syntax"),
    "float": ("value: 2000000", "value: 2000000.5", "2000000.5", "yaml-not-integer"),
    "thousands": ("value: 2000000", "value: 2.000.000", "2.000.000", "law-int-type"),
    "truth-for-number": ("value: 2000000", "value: true", "value: true", "law-int-type"),
    "unknown-mark": ("mark: missing", "mark: unsure", "mark: unsure", "law-enum"),
    "weak-without-ask": ("\n      value: 2\n      mark: secondary", "\n      value: 2\n      mark: recalled",
                         "mark: recalled", "law-does-not-fit"),
    "unknown-key": ("territory:", "teritory:", "teritory:", "law-extra-forbidden"),
    "missing-key": ("scope: province\n", "", "id: tinh_thu", "law-missing"),
    "unknown-operator": ("{gt: [{field: inc", "{above: [{field: inc", "above:", "law-union-tag-invalid"),
    "two-operators": ("{const: true}", "{const: true, field: x}", "field: x", "law-union-tag-not-found"),
    "unknown-field": ("{field: income_vnd}", "{field: income}", "field: income}", "law-does-not-fit"),
    "unknown-parameter": ("{param: line}", "{param: lin}", "param: lin}", "law-does-not-fit"),
    "code-for-number": ("{param: line}", "{const: poor}", "const: poor", "law-does-not-fit"),
    "not-a-condition": ("when: {const: true}", "when: {const: 5}", "const: 5", "law-does-not-fit"),
    "reversed-dates": ("valid_until: 2025-12-31", "valid_until: 2020-12-31", "2020-12-31", "law-does-not-fit"),
    "vietnamese-date": ("valid_until: 2025-12-31", "valid_until: 31/12/2025", "31/12/2025",
                        "law-date-from-datetime-parsing"),
    "no-such-day": ("valid_until: 2025-12-31", "valid_until: 2025-02-30", "2025-02-30", "yaml-not-date"),
    "unknown-base": ("overlay_of: national_2022", "overlay_of: national_2023", "overlay_of", "law-overlay-unknown"),
    "unknown-document": ("ask: dong_nai_basis", "ask: khong_co", "ask: khong_co", "law-document-unknown"),
    "id-not-a-code": ("id: tinh_thu", "id: Tỉnh thử", "id: Tỉnh thử", "law-string-pattern-mismatch"),
    "rule-code-twice": ("code: CN", "code: N  # again", "# again", "law-does-not-fit"),
    "replaces-nothing": ("id: tinh_thu", "id: tinh_thu\nreplaces: tinh_khac", "replaces:", "law-replaces-nothing"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_file_is_named_with_its_line(kind: str, provincial_text: str, make_office: Callable[..., Path]) -> None:
    old, new, where, rule = BROKEN[kind]
    text = provincial_text.replace(old, new, 1)
    assert text != provincial_text
    if kind == "unknown-document":
        text = text.replace("ask: dong_nai_basis", "ask: khong_co")

    faults = refused(make_office({FILE: text}))

    first = faults[0]
    assert first.rule == rule
    assert first.place.file.endswith(FILE)
    assert first.place.row == line_with(text, where)
    assert {fault.rule for fault in faults} == {rule}
    assert first.text_vi().count("Cách sửa: ") == first.text_en().count("Remedy: ") == 1
    assert first.vi != first.en


@pytest.mark.parametrize(("text", "line"), [("id: a\nname: \x1f", 2), ("\x00", 1), ("&a [*a]", 1)])
def test_what_yaml_cannot_hold_is_a_fault_of_the_file(text: str, line: int) -> None:
    (fault,) = read_yaml(text, "a.yaml").faults

    assert (fault.rule, fault.place.file, fault.place.row) == ("yaml-syntax", "a.yaml", line)


def test_no_as_a_word_stays_text() -> None:
    document = read_yaml("no: off\nyes: no\n", "x.yaml")

    assert document.data == {"no": "off", "yes": "no"}
    assert document.faults == []


def test_quoted_figures_and_dates_stay_text() -> None:
    document = read_yaml("a: '12'\nb: \"2026-01-01\"\nc: 2026-01-01\n", "x.yaml")

    assert document.data["a"] == "12"
    assert document.data["b"] == "2026-01-01"
    assert document.data["c"].isoformat() == "2026-01-01"


def test_faults_of_two_files_are_all_named(provincial_text: str, make_office: Callable[..., Path]) -> None:
    one = provincial_text.replace("scope: province", "scope: huyện").replace("value: 2500000", "value: hai triệu rưỡi")
    other = provincial_text.replace("id: tinh_thu", "id: tinh_hai").replace("mark: missing", "mark: lost")

    faults = refused(make_office({"standards/a.yaml": one, "standards/b.yaml": other}))

    assert [(Path(fault.place.file).name, fault.place.row) for fault in faults] == [
        ("a.yaml", line_with(one, "scope: huyện")),
        ("a.yaml", line_with(one, "hai triệu rưỡi")),
        ("b.yaml", line_with(other, "mark: lost")),
    ]


def test_a_broken_base_does_not_make_its_overlay_look_wrong(
    provincial_text: str, make_office: Callable[..., Path]
) -> None:
    base = (SHIPPED / "standards" / "national_2011.yaml").read_text(encoding="utf-8")
    base = base.replace("id: national_2011", "id: chuan_moi").replace("scope: national", "scope: quốc gia")
    overlay = provincial_text.replace("overlay_of: national_2022", "overlay_of: chuan_moi")

    faults = refused(make_office({"standards/chuan_moi.yaml": base, FILE: overlay}))

    assert [fault.rule for fault in faults] == ["law-literal-error"]


def test_every_written_fault_of_a_file_is_told_at_once(provincial_text: str, make_office: Callable[..., Path]) -> None:
    text = provincial_text.replace("scope: province", "scope: xã").replace("territory:", "vùng:")
    text = text.replace("value: 2000000", "value: nhiều").replace("unit: indicators", "unit: cái")

    faults = refused(make_office({FILE: text}))

    assert {fault.place.row for fault in faults} == {
        line_with(text, needle) for needle in ("scope: xã", "vùng:", "value: nhiều", "unit: cái")
    }


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"", "file-empty"), (b"- a\n", "law-model-type"), ("id: x".encode("utf-16"), "file-not-utf8")],
)
def test_a_file_that_is_no_standard(content: bytes, rule: str, tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / FILE).write_bytes(content)

    assert [fault.rule for fault in refused(tmp_path)] == [rule]


def test_a_byte_order_mark_is_no_fault(provincial_text: str, tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / FILE).write_text(provincial_text, encoding="utf-8-sig")

    assert "tinh_thu" in LawBook.load(tmp_path).standards


def test_missing_directory(tmp_path: Path) -> None:
    assert [fault.rule for fault in refused(tmp_path / "none")] == ["law-directory-missing"]


def test_documents_written_twice(make_office: Callable[..., Path]) -> None:
    text = "documents:\n" + "  - {id: a, name: {vi: x, en: y}, holder: z}\n" * 2

    faults = refused(make_office({"documents.yaml": text}))

    assert [(fault.rule, fault.place.row) for fault in faults] == [("law-does-not-fit", 3)]


@pytest.mark.parametrize("path", SHIPPED_STANDARDS, ids=[path.stem for path in SHIPPED_STANDARDS])
def test_shipped_files_are_named_after_their_standard(path: Path) -> None:
    assert LawBook.load().origin[path.stem] == path
