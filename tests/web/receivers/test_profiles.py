"""Export profiles as data: proposed from a template, put right by people, checked, versioned."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from rasoat.law.faults import FaultsFoundError
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.receivers.actions.save_profile import differences_of, save_profile, use_profile
from rasoat.web.receivers.actions.set_receiver import set_receiver
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.forms.profile import content_from, sheets_of
from rasoat.web.receivers.models import ProfileVersion
from rasoat.web.receivers.profiles import plain, profile_of, read_profile, text_of

from .conftest import HEADINGS, WORDS, looked_at, template

pytestmark = pytest.mark.django_db


def sent_of(version: ProfileVersion) -> QueryDict:
    """The form as the page shows it, with every column looked at."""
    sent = QueryDict(mutable=True)
    for sheet in sheets_of(profile_of(version)):
        sent[f"order-{sheet.name}"] = sheet.order
        for column in sheet.columns:
            sent[f"what-{column.name}"] = column.what
            sent[f"constant-{column.name}"] = column.constant
            sent[f"form-{column.name}"] = column.form
            sent[f"codes-{column.name}"] = column.codes
            sent[f"blank-{column.name}"] = column.blank
            if column.required:
                sent[f"required-{column.name}"] = "1"
            sent[f"looked-{column.name}"] = "1"
    return sent


def test_columns_are_proposed_from_the_template(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())

    (sheet,) = profile_of(row).sheets
    told = {" / ".join(column.heading): column.source or column.number for column in sheet.columns}
    assert told["Họ và tên"] == "full_name"
    assert told["Số CCCD"] == "personal_id"
    assert told["Diện hộ"] == "class"
    assert (row.state, row.version) == ("draft", 1)


def test_a_page_sent_back_unchanged_changes_nothing(clerk, version) -> None:
    content = content_from(profile_of(version), sent_of(version))

    assert plain(read_profile(text_of(content)))["sheets"] == plain(profile_of(version))["sheets"]


def test_people_correct_what_a_column_holds(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())
    sheet = sheets_of(profile_of(row))[0]
    at = {column.heading: column.name for column in sheet.columns}
    sent = sent_of(row)
    sent[f"codes-{at['Diện hộ']}"] = "poor = N\nnear_poor = CN\nnot_poor = K"
    sent[f"what-{at['Thôn']}"] = "="
    sent[f"constant-{at['Thôn']}"] = "Cả xã"
    sent["order-0"] = "village"

    save_profile(clerk, row, content_from(profile_of(row), sent), changes=row.changes)

    row.refresh_from_db()
    (now,) = profile_of(row).sheets
    columns = {" / ".join(column.heading): column for column in now.columns}
    assert columns["Diện hộ"].codes["near_poor"] == "CN"
    assert columns["Thôn"].constant == "Cả xã"
    assert now.order == ("village",)


def test_rows_of_households_become_rows_of_people_and_back(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template(("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Diện hộ")))
    sent = sent_of(row)
    sent["rows-0"] = "members"

    save_profile(clerk, row, content_from(profile_of(row), sent), changes=row.changes)

    row.refresh_from_db()
    (sheet,) = profile_of(row).sheets
    assert (sheet.rows, sheet.columns[1].source, sheet.columns[3].source) == ("members", "full_name", "personal_id")
    sent = sent_of(row)
    sent["rows-0"] = "households"
    save_profile(clerk, row, content_from(profile_of(row), sent), changes=row.changes)
    row.refresh_from_db()
    assert profile_of(row).sheets[0].columns[1].source == "head_name"


def test_codes_that_make_no_sense_are_told(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())
    name = sheets_of(profile_of(row))[0].columns[3].name
    sent = sent_of(row)
    sent[f"codes-{name}"] = "Nam"

    with pytest.raises(RefusedError, match="mã = chữ"):
        content_from(profile_of(row), sent)


def test_codes_that_do_not_exist_are_told(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())
    at = {column.heading: column.name for column in sheets_of(profile_of(row))[0].columns}
    sent = sent_of(row)
    sent[f"codes-{at['Diện hộ']}"] = "khong_co = X"

    with pytest.raises(FaultsFoundError, match="không phải mã"):
        save_profile(clerk, row, content_from(profile_of(row), sent), changes=row.changes)


def test_every_difference_to_the_template_is_named(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())
    content = looked_at(plain(profile_of(row)))
    content["sheets"][0]["columns"][1]["heading"] = ["Tên khác"]
    save_profile(clerk, row, content, changes=row.changes)
    row.refresh_from_db()

    assert "Tên khác" in str(differences_of(row)[0].vi)
    with pytest.raises(FaultsFoundError):
        use_profile(clerk, row)


def test_columns_nobody_looked_at_are_not_used(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())
    content = plain(profile_of(row))
    content["sheets"][0]["columns"][1]["review"] = True
    save_profile(clerk, row, content, changes=row.changes)
    row.refresh_from_db()

    with pytest.raises(RefusedError, match="chưa xem"):
        use_profile(clerk, row)


def test_the_next_version_takes_the_place_of_the_one_before(clerk, receiver, version) -> None:
    row = start_profile(clerk, receiver, 2027)
    use_profile(clerk, row)

    version.refresh_from_db()
    row.refresh_from_db()
    assert (version.state, row.state, row.version, row.year) == ("superseded", "current", 2, 2027)
    with pytest.raises(RefusedError):
        save_profile(clerk, row, plain(profile_of(row)), changes=row.changes)


def test_two_people_at_once_are_noticed(clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())
    save_profile(clerk, row, plain(profile_of(row)), changes=1)

    with pytest.raises(StaleError):
        save_profile(clerk, row, plain(profile_of(row)), changes=1)


def test_there_is_nothing_to_begin_with(clerk, receiver) -> None:
    with pytest.raises(RefusedError, match="Chưa có mẫu"):
        start_profile(clerk, receiver, 2026)


@pytest.mark.parametrize("role", ["commune_officer", "commune_chair", "auditor"])
def test_only_the_province_manages(acting_for, communes, province, receiver, version, role: str) -> None:
    acting = acting_for(role, province if role == "auditor" else communes[0])

    with pytest.raises(NotAllowedError):
        set_receiver(acting, province, WORDS, receiver)
    with pytest.raises(NotAllowedError):
        start_profile(acting, receiver, 2026, template())
    with pytest.raises(NotAllowedError):
        use_profile(acting, version)


@pytest.mark.parametrize("field", ["name", "basis", "classes", "standard_id"])
def test_a_receiver_without_a_basis_is_refused(clerk, province, field: str) -> None:
    with pytest.raises(RefusedError):
        set_receiver(clerk, province, replace(WORDS, **{field: () if field == "classes" else ""}))


def test_names_are_given_once(clerk, province, receiver) -> None:
    with pytest.raises(RefusedError, match="Đã có"):
        set_receiver(clerk, province, WORDS)


@pytest.mark.parametrize("headings", [HEADINGS, ("STT", "Họ tên chủ hộ", "Số CCCD", "Diện hộ")])
def test_no_column_is_offered_by_a_raw_name(clerk, receiver, headings: tuple[str, ...]) -> None:
    row = start_profile(clerk, receiver, 2026, template(headings))

    choices = dict(sheets_of(profile_of(row))[0].choices)

    assert choices["escaped_list"] == "Hộ: Danh sách thoát nghèo, thoát cận nghèo"
    assert [label for code, label in choices.items() if code and label.endswith(code.rpartition(".")[2])] == []
