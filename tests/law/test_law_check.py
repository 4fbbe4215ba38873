"""What `check` finds beyond loading: operators that a target lacks, unregistered law, overlaps, stray files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rasoat.law.book import SHIPPED, LawBook
from rasoat.law.check import check
from rasoat.law.expr.targets import DERIVATION_TARGETS, RULE_TARGETS, lacking
from rasoat.law.faults import Severity
from rasoat.law.stray_files import stray_files
from rasoat.survey.derivation_types import derivation_faults

MakeOffice = Callable[..., Path]
FILE = "standards/tinh_thu.yaml"
STATUS = """
statuses:
  - code: tried
    name: {vi: thử, en: tried}
    evidence: {mark: ours}
    holds_when: {le: [{field: class}, {const: 3}]}
"""


def national(text: str) -> str:
    """A copy of the standard of 2022-2026 under another id, to be broken."""
    shipped = (SHIPPED / "standards" / "national_2022.yaml").read_text(encoding="utf-8")
    assert text in shipped
    return shipped.replace("id: national_2022", "id: chuan_thu", 1)


def test_the_shipped_law_has_neither_fault_nor_warning(law_book: LawBook) -> None:
    assert check(law_book) == []
    assert derivation_faults(law_book) == []


def test_no_shipped_expression_uses_what_its_targets_lack(law_book: LawBook) -> None:
    for standard in law_book.standards.values():
        rules = [rule.when for method in standard.methods.values() for rule in method.rules]
        assert not any(lacking(rule, target) for rule in rules for target in RULE_TARGETS)
        for item in standard.indicators:
            if item.definition.derive is not None:
                assert not any(lacking(item.definition.derive, target) for target in DERIVATION_TARGETS)


def test_an_operator_that_a_target_lacks_is_a_fault(provincial_text: str, make_office: MakeOffice) -> None:
    text = provincial_text + STATUS.replace("{field: class}", "{count: {const: true}}")

    found = check(LawBook.load(make_office({FILE: text})))

    (fault,) = [fault for fault in found if fault.rule == "law-operator-lacking"]
    assert fault.severity is Severity.ERROR
    assert "count" in fault.vi
    assert "narwhals" in fault.vi


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity"),
    [
        ("article: \"Điều 3\"", "article: \"Điều 3\"", "law-standards-overlap", Severity.WARNING),
        ("{const: 16}]}", "{param: no_such}]}", "law-parameter-unknown", Severity.ERROR),
        ("any: {field: uses_internet}", "any: {any: {field: uses_internet}}", "law-members-nested", Severity.ERROR),
        ("when: {const: true}", "when: {gt: [{const: 1}, {const: 2}]}", "law-rules-not-total", Severity.WARNING),
        ("\"NĐ 07/2021/NĐ-CP\"", "\"NĐ 7/2021\"", "law-instrument-unregistered", Severity.WARNING),
    ],
)  # fmt: skip
def test_a_changed_copy_of_a_national_standard(
    old: str, new: str, rule: str, severity: Severity, make_office: MakeOffice
) -> None:
    text = national(old).replace(old, new)

    found = check(LawBook.load(make_office({"standards/chuan_thu.yaml": text})))

    chosen = [fault for fault in found if fault.rule == rule]
    assert chosen
    assert {fault.severity for fault in chosen} == {severity}
    for fault in chosen:
        assert fault.place.file.endswith(("chuan_thu.yaml", "national_2022.yaml"))
        assert fault.place.row is not None
    if new != old and rule != "law-rules-not-total":
        written = (chosen[0].place.row or 0) - 1
        assert new.split("\n")[0] in "\n".join(text.splitlines()[written : written + 12])


def test_a_status_that_compares_unlike_things(provincial_text: str, make_office: MakeOffice) -> None:
    found = check(LawBook.load(make_office({FILE: provincial_text + STATUS})))

    assert [fault.rule for fault in found] == ["law-bad-condition"]


def test_a_province_without_territory(provincial_text: str, make_office: MakeOffice) -> None:
    text = provincial_text.replace('territory: "Đồng Nai"\n', "")

    assert [fault.rule for fault in check(LawBook.load(make_office({FILE: text})))] == ["law-territory-missing"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{field: able_to_work}", "{field: able_to_fly}"),
        ("{field: wants_work}", "{lt: [{field: wants_work}, {const: 3}]}"),
        ("any: {field: uses_internet}", "count: {field: uses_internet}"),
    ],
)
def test_a_derivation_that_the_questionnaire_cannot_serve(old: str, new: str, make_office: MakeOffice) -> None:
    text = national(old).replace(old, new)

    (fault,) = derivation_faults(LawBook.load(make_office({"standards/chuan_thu.yaml": text})))

    assert fault.rule == "law-derivation-type"
    assert fault.place.file.endswith("chuan_thu.yaml")


def test_files_that_nobody_reads_are_named(provincial_text: str, make_office: MakeOffice) -> None:
    office = make_office({FILE: provincial_text, "standards/cu.yml": "", "khac/x.yaml": "", "doc.txt": ""})

    assert [Path(fault.place.file).name for fault in stray_files(office)] == ["x.yaml", "cu.yml"]


def test_a_directory_without_law_is_a_fault(make_office: MakeOffice) -> None:
    (fault,) = stray_files(make_office({"doc.txt": ""}))

    assert (fault.rule, fault.severity) == ("law-directory-empty", Severity.ERROR)
