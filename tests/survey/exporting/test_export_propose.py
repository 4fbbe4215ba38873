"""A profile is proposed from an empty template, checked, and keeps the digest of what it was checked against."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from rasoat.demo.generate import generate
from rasoat.law.book import shipped_law
from rasoat.law.faults import FaultsFoundError
from rasoat.law.loading import load_text
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.check import check_template
from rasoat.survey.exporting.profile import CheckedTemplate, ExportProfile
from rasoat.survey.exporting.propose import propose
from rasoat.survey.exporting.record import profile_text, with_record
from rasoat.survey.exporting.store import shipped_profiles
from rasoat.survey.exporting.template import Template
from rasoat.survey.exporting.write import write_export
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template

RECORD = CheckedTemplate(file="mẫu 'mới'.xlsx", sha256="0" * 64)


def test_columns_are_proposed_with_their_certainty(template: Path) -> None:
    proposal = propose(template)

    found = {item.at: item for item in proposal.columns["DS_Ho"]}
    assert {at: item.content.get("from", item.content.get("number")) for at, item in found.items()} == {
        "A": "row", "B": "household_id", "C": "head_name", "D": "head.birth_date", "E": "head.birth_date",
        "F": "head.sex", "G": "head.personal_id", "H": "class", "I": "ethnicity", "J": "decision_date",
        "K": "flag_merit", "L": "village", "M": "income_score", "N": "head.note",
    }  # fmt: skip
    assert "một hộ hay một người" in found["C"].why
    assert found["B"].content["required"] is True
    assert found["E"].content["heading"] == ("Năm sinh", "Nữ")
    assert set(found["E"].content["only"].values()) == {("2",)}
    assert found["H"].content["codes"] == {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
    assert (found["J"].content["form"], found["L"].content["max_length"]) == ("date", 50)
    assert all(0 <= item.certainty <= 100 and item.why for item in found.values())
    assert all(item.review for item in found.values() if item.certainty < 100)
    sheet = proposal.profile.sheets[0]
    assert (sheet.header_rows, sheet.first_row, [cell.at for cell in sheet.cells]) == ((3, 4), 6, ["A2"])
    assert proposal.passed_over == ("Hướng dẫn", "DanhMuc")


def test_the_text_of_a_proposal_reads_back_equal(template: Path) -> None:
    proposal = propose(template)

    assert load_text(proposal.text(), "p.yaml", ExportProfile, []) == proposal.profile


def test_a_proposal_fits_its_template_but_for_what_people_must_see(template: Path) -> None:
    faults = check_template(propose(template).profile, Template(template))

    assert {fault.rule for fault in faults if fault.severity == "error"} <= {
        "export-column-not-reviewed", "template-rule-against-form",
    }  # fmt: skip


def test_our_own_empty_form_is_proposed_without_doubt_and_filled(tmp_path: Path) -> None:
    data = generate("tinh-mau-2026", scale=0.005).current
    write_survey_template(questionnaire_for(shipped_law().standard("national_2022")), tmp_path / "mau.xlsx")
    proposal = propose(tmp_path / "mau.xlsx")
    assert not [item.at for columns in proposal.columns.values() for item in columns if item.review]
    opened = Template(tmp_path / "mau.xlsx")
    profile = load_text(with_record(proposal.text(), CheckedTemplate(file="mau.xlsx", sha256=opened.sha256)), "p.yaml",
                        ExportProfile, [])  # fmt: skip
    assert profile is not None

    write_export(Dataset(data.households, data.members), profile, tmp_path / "o.xlsx", tmp_path / "mau.xlsx")

    again = read_any(tmp_path / "o.xlsx")
    assert again.faults == ()
    for name in ("households", "members"):
        old, new = getattr(data, name), getattr(again, name)
        shared = [column for column in new.columns if column in old.columns and not column.startswith("source")]
        assert len(shared) > 15
        types = dict.fromkeys(shared, pl.String)
        assert new.select(shared).cast(types).equals(old.select(shared).cast(types))


def test_a_workbook_without_known_headings_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c"])  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(FaultsFoundError) as error:
        propose(tmp_path / "a.xlsx")

    assert [fault.rule for fault in error.value.faults] == ["template-without-headings"]


def test_a_list_of_households_gets_the_facts_of_the_head(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "Hộ thoát nghèo"
    page.append(["STT", "Họ tên chủ hộ", "Số CCCD", "Thôn", "Số nhân khẩu", "Điểm B1"])
    book.save(tmp_path / "a.xlsx")

    proposal = propose(tmp_path / "a.xlsx")

    sheet = proposal.profile.sheets[0]
    assert (sheet.rows, sheet.where) == ("households", {"escaped_list": ("escaped_poor",)})
    assert [column.source for column in sheet.columns] == [
        "", "head_name", "head.personal_id", "village", "household_size", "income_score",
    ]  # fmt: skip


@pytest.mark.parametrize("before", ["", 'template: {file: "cũ.xlsx", sha256: "%s"}\n' % ("1" * 64),
                                    'template:\n  file: "cũ.xlsx"\n  sha256: "%s"\n' % ("1" * 64)])  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_the_digest_is_kept_and_other_lines_stay(profile_text: str, before: str, first: bool) -> None:
    text = "# ghi chú của cơ quan\n" + (before + profile_text if first else profile_text + before)

    content = with_record(text, RECORD)

    read = load_text(content, "p.yaml", ExportProfile, [])
    assert read is not None
    assert read.template == RECORD
    assert content.startswith("# ghi chú của cơ quan\n")
    assert profile_text.strip() in content
    assert with_record(content, RECORD) == content


def test_a_shipped_profile_written_out_reads_back_equal() -> None:
    for profile in shipped_profiles():
        assert load_text(profile_text(profile), "p.yaml", ExportProfile, []) == profile


def test_the_check_keeps_the_digest_of_the_file(template: Path, check_with: Callable[..., ExportProfile]) -> None:
    record = check_with(template).template

    assert record == CheckedTemplate(file="mau.xlsx", sha256=Template(template).sha256)
