"""Monthly, new rural and end-of-period reports; sums of provinces; households of merit."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from rasoat.law.standard import Purpose
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.law import book
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Household
from rasoat.web.reporting.actions.set_threshold import set_threshold
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.packing import unpacked
from rasoat.web.reporting.queries import merit_households, nation
from web.reporting.conftest import make_home
from web.review_making import STANDARD, make_case, make_round

FROM = date(2026, 1, 1)


def cells(report: Report, number: str) -> dict[str, dict[str, object]]:
    """By the name in front, cells by key."""
    table = unpacked(report.figures)[number]
    keys = [column.key for column in table.columns]
    return {str(row.cells[1]): dict(zip(keys, row.cells, strict=True)) for row in table.rows}


@pytest.fixture
def settled(province_officer, made, province, decided) -> Report:
    """The approved official report of the province: 2 poor, 1 near-poor of 100 in the first commune."""
    for final in ("poor", "poor", "near_poor"):
        decided("poor", final)
    report = made(province_officer, "official", province)
    Report.objects.filter(pk=report.pk).update(state="approved")
    return Report.objects.get(pk=report.pk)


def test_a_month_without_anything_is_reported_as_nil(officer, communes, made) -> None:
    report = made(officer, "monthly", communes[0], month=3)

    assert (report.state, report.nil) == ("made", True)
    assert cells(report, "TX")["Xã Đồng Trám"]["reviewed"] == 0
    assert "không phát sinh" in unpacked(report.figures)["TX"].notes[0]


def test_a_province_of_which_nobody_told_anything_is_not_nil(province_officer, province, communes, made) -> None:
    report = made(province_officer, "monthly", province, month=3)

    assert not report.nil
    assert {each["unit"] for each in report.gaps} == {unit.pk for unit in communes}
    (note,) = [each for each in unpacked(report.figures)["TX"].notes if "ghi 0" in each]
    assert "Phường Bến Gỗ, Xã Đồng Trám" in note


def test_a_month_counts_its_regular_round_and_names_silent_communes(
    officer, province_officer, province, communes, villages, made
) -> None:
    regular = make_round(province, communes[:1], kind="regular", commune=communes[0])
    for opening, final, state in (("", "poor", "recognised"), ("poor", "not_poor", "escaped"), ("", "", "waiting")):
        case = make_case(regular, make_home(officer, villages[0]), opening=opening, result_state=state)
        case.results.update(final=final)

    report = made(province_officer, "monthly", province, month=9)
    told = cells(report, "TX")["Tỉnh Thử"]

    assert [told[key] for key in ("reviewed", "to_poor", "out_poor", "waiting")] == [3, 1, 1, 1]
    assert (report.nil, report.unsettled) == (False, 1)
    assert [each["unit"] for each in report.gaps] == [communes[1].pk]


def test_the_rural_criterion_is_blank_until_a_document_says_the_threshold(
    acting_for, province_officer, province, communes, made, settled
) -> None:
    admin = acting_for("province_admin", province)
    before = cells(made(province_officer, "ntm", province), "NTM")["Xã Đồng Trám"]
    Report.objects.filter(kind="ntm").delete()
    set_threshold(admin, province, STANDARD, basis="listed", most=299, document="QĐ 1/QĐ-UBND", valid_from=FROM)
    set_threshold(admin, communes[1], STANDARD, basis="poor", most=0, document="QĐ 2/QĐ-UBND", valid_from=FROM)

    told = cells(made(province_officer, "ntm", province), "NTM")

    assert (before["met"], before["most"]) == (None, None)
    assert [told["Xã Đồng Trám"][key] for key in ("rate", "most", "met")] == [300, 299, "Chưa đạt"]
    assert {told[name]["met"] for name in told} == {None, "Chưa đạt", "Đạt"}


def test_a_threshold_needs_a_document_and_the_right(acting_for, province, communes) -> None:
    told = {"basis": "poor", "most": 100, "document": " ", "valid_from": FROM}

    with pytest.raises(RefusedError):
        set_threshold(acting_for("province_admin", province), province, STANDARD, **told)
    with pytest.raises(NotAllowedError):
        set_threshold(acting_for("commune_officer", communes[0]), communes[0], STANDARD, **(told | {"document": "x"}))


def test_the_evaluation_follows_the_years(officer, communes, villages, made) -> None:
    homes = [make_home(officer, villages[0]) for _ in range(3)]
    for year, classes in ((2024, ("poor", "poor", "near_poor")), (2025, ("near_poor", "poor", "not_poor"))):
        lines = [LineDraft(home, klass, deprived=("employment",)) for home, klass in zip(homes, classes, strict=True)]
        record_decision(officer, DecisionDraft(communes[0], STANDARD, year, date(year, 12, 1)), lines)

    report = made(officer, "evaluation", communes[0], first_year=2024)
    classes, moves, ticks = cells(report, "DG1"), cells(report, "DG2"), cells(report, "DG3")

    assert [(classes[year]["poor"], classes[year]["near_poor"]) for year in ("2024", "2025", "2026")] == [
        (2, 1), (1, 1), (None, None),
    ]  # fmt: skip
    assert sum(value for key, value in moves["2024 → 2025"].items() if key.startswith("m")) == 3
    assert moves["2025 → 2026"]["m1"] is None
    assert (ticks["2024"]["base"], ticks["2024"]["employment"]) == (3, 3)
    assert [each["name"] for each in report.gaps] == ["2026"]


def test_the_nation_sums_approved_provinces(acting_for, settled, province, django_assert_max_num_queries) -> None:
    ministry = acting_for("ministry_viewer", None)

    with django_assert_max_num_queries(4):
        found = nation(ministry, "official", 2026, STANDARD)

    assert (found.whole["c3"], found.whole["c5"], found.missing) == (2, 1, [])
    assert found.whole["c4"] == 100  # 2 of 200 in hundredths of a percent


def test_households_of_merit_are_for_the_province(acting_for, officer, province, communes, villages) -> None:
    home = make_home(officer, villages[0])
    Household.objects.filter(pk=home.pk).update(flag_merit=True)
    record_decision(officer, DecisionDraft(communes[0], STANDARD, 2025, date(2025, 12, 1)), [LineDraft(home, "poor")])

    assert list(merit_households(acting_for("province_officer", province), STANDARD)) == [home]
    assert not merit_households(officer, STANDARD)


def test_pages(client_for, province, communes, settled, made, django_assert_max_num_queries) -> None:
    desk, chair, admin = (
        client_for(role, province) for role in ("province_officer", "province_chair", "province_admin")
    )
    ministry, commune = client_for("ministry_viewer", None), client_for("commune_officer", communes[0])
    page = reverse("reporting:report", args=[settled.pk])

    with django_assert_max_num_queries(20):
        assert desk.get(reverse("reporting:list")).status_code == 200
    for number in ("1", "2", "5", "9"):
        with django_assert_max_num_queries(25):
            assert desk.get(f"{page}?bieu={number}").status_code == 200
    assert commune.get(page).status_code == 404
    assert desk.get(reverse("reporting:merit")).status_code == 200
    assert commune.get(reverse("reporting:merit")).status_code == 403
    assert admin.get(reverse("reporting:thresholds")).status_code == 200
    assert ministry.get(reverse("reporting:nation") + "?nam=2026").status_code == 200
    assert desk.get(reverse("reporting:nation")).status_code == 403
    assert desk.get(reverse("reporting:new")).status_code == 200
    compare = {"cell": "1|0|c4", "value": "1,5", "source": "Niên giám"}
    assert desk.post(reverse("reporting:compare", args=[settled.pk]) + "?bieu=1", compare).status_code == 302
    assert settled.published.get().value == 150
    assert chair.post(reverse("reporting:step", args=[settled.pk, "khoa"])).status_code == 302
    settled.refresh_from_db()
    assert settled.state == "locked"


def test_a_report_is_ordered_on_the_page(client_for, communes, row) -> None:
    desk = client_for("commune_officer", communes[0])
    told = {"kind": "official", "round": row.pk, "place": communes[0].pk, "standard": STANDARD}

    assert desk.post(reverse("reporting:new"), told).status_code == 302
    assert desk.post(reverse("reporting:new"), told).status_code == 422
    month = {"kind": "monthly", "place": communes[0].pk, "standard": STANDARD, "year": 2026, "month": 4}
    assert desk.post(reverse("reporting:new") + "?ky=1", month).status_code == 302
    assert Report.objects.count() == 2


def test_without_a_round_the_page_says_what_to_do(client_for, communes) -> None:
    page = client_for("commune_officer", communes[0]).get(reverse("reporting:new")).content.decode()

    assert "Chưa có đợt nào đã mở" in page
    assert "Lập báo cáo</button>" not in page


def test_forms_begin_with_the_standard_of_todays_reviews(client_for, communes, row) -> None:
    """A report must not be made under a standard of long ago by pressing the button."""
    form = client_for("commune_officer", communes[0]).get(reverse("reporting:new")).context["form"]

    used = {each.id for purpose, each in book().at(timezone.localdate()) if purpose == Purpose.REVIEW}
    assert next(iter(form.fields["standard"].choices))[0] in used
