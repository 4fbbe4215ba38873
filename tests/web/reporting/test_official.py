"""Reports out of a round: what is counted, what is not, files, and who may see them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.tables.reading import Sheet
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.actions.order_report import ReportDraft, order_report
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.packing import digest_of, unpacked
from rasoat.web.reporting.queries import rounds_for
from rasoat.web.rounds.models import Round
from rasoat.web.vault.files import open_sealed
from web.review_making import STANDARD, make_round


def sheet(report: Report, number: str) -> Sheet:
    return Sheet(unpacked(report.figures)[number])


def top(report: Report, number: str, key: str, line: str = "") -> int | None:
    told = sheet(report, number)
    return told.get(told.places[0], key, line)


@pytest.fixture
def four(decided: Callable) -> None:
    """Stays poor; poor to near-poor; near-poor to none; new and poor."""
    decided("poor", "poor", size=3)
    decided("poor", "near_poor", size=4)
    decided("near_poor", "not_poor", size=2)
    decided("", "poor", size=5)


def test_official_report_counts_decisions(officer, made, four) -> None:
    report = made(officer)

    assert report.state == "made"
    assert [top(report, "1", key) for key in ("c1", "c3", "c5", "c9", "c11")] == [100, 2, 1, 8, 4]
    assert top(report, "1", "c4") == 200  # 2 of 100 in hundredths of a percent
    movement = [top(report, "2", f"c{at}", "Hộ") for at in (1, 2, 3, 4, 5, 8, 9)]
    assert movement == [2, 1, 0, 0, 0, 0, 2]
    assert [top(report, "3", f"c{at}", "Hộ") for at in (1, 2, 3, 5, 9)] == [1, 1, 0, 1, 1]
    assert report.unsettled == 0
    assert {each["check"] for each in report.checks} <= {"X18"}


def test_preliminary_counts_what_meetings_agreed_and_official_leaves_it_out(officer, made, four, decided) -> None:
    decided("poor", "", agreed="near_poor")
    decided("poor", "")

    official, early = made(officer), made(officer, "preliminary")

    assert (top(official, "1", "c5"), official.unsettled) == (1, 2)
    assert (top(early, "1", "c5"), early.unsettled) == (2, 1)
    assert top(early, "2", "c1", "Hộ") == 3
    assert any("chưa có kết quả" in note for note in unpacked(early.figures)["1"].notes)


def test_a_household_that_left_stands_in_column_4(officer, made, four, decided) -> None:
    case = decided("poor", "")
    case.state, case.situation = "left", "dissolved"
    case.save()
    case.results.update(state="left")

    report = made(officer)

    assert [top(report, "2", key, "Hộ") for key in ("c1", "c4", "c9")] == [3, 1, 2]
    assert report.unsettled == 0


def test_a_province_is_the_sum_of_its_communes_and_names_the_silent(province_officer, province, made, four) -> None:
    report = made(province_officer, "official", province)
    told = sheet(report, "1")

    assert top(report, "1", "c3") == 2
    assert {place[0]: told.get(place, "c3") for place in told.places[1:]} == {"Xã Đồng Trám": 2, "Phường Bến Gỗ": 0}
    assert [each["why"] for each in report.gaps] == ["silent"]
    assert report.lists is None
    assert report.job.state == "done"


def test_files_are_sealed_hashed_and_read_by_rank(officer, client_for, communes, made, four) -> None:
    report = made(officer)
    Report.objects.filter(pk=report.pk).update(state="approved")
    desk, watcher = client_for("commune_officer", communes[0]), client_for("ministry_viewer", None)
    other = client_for("commune_officer", communes[1])

    assert set(report.hashes) == {"excel", "pdf", "lists"}
    assert b"".join(open_sealed(report.pdf)).startswith(b"%PDF")
    for file, may in ((report.excel, True), (report.lists, False)):
        url = reverse("vault:file", args=[file.pk])
        assert read(desk, url) == 200
        assert (read(watcher, url) == 200) is may
        assert read(other, url) == 404


def read(client: Client, url: str) -> int:
    """The answer's status; a file is read to its end."""
    answer = client.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def test_figures_hold_no_names_and_keep_their_digest(officer, made, four) -> None:
    report = made(officer)

    assert "Lò Văn Ơn" not in str(report.figures)
    assert digest_of(report.figures) == report.figures_digest
    assert not [found for found in verify() if found.row.startswith("reporting.")]


def test_a_draft_is_not_reported(officer, communes, row: Round) -> None:
    Round.objects.filter(pk=row.pk).update(state="draft")
    row.refresh_from_db()

    with pytest.raises(RefusedError) as refused:
        order_report(officer, ReportDraft("official", communes[0], STANDARD, 2026, round=row))

    assert refused.value.code == "no-round"


def test_nothing_to_report_stops_with_words_and_can_be_made_again(officer, made, row) -> None:
    report = made(officer)

    assert report.state == "stopped"
    assert "chưa có kết quả" in report.job.error
    assert not [found for found in verify() if found.row.startswith("reporting.")]


def test_a_report_exists_once(officer, made, four) -> None:
    made(officer)

    with pytest.raises(RefusedError) as refused:
        made(officer)

    assert refused.value.code == "twice"


@pytest.mark.parametrize("role", ["village_head", "commune_chair", "front_observer"])
def test_others_do_not_make_reports(acting_for, communes, villages, row, role: str) -> None:
    acting = acting_for(role, villages[0] if role == "village_head" else communes[0])

    with pytest.raises(NotAllowedError):
        order_report(acting, ReportDraft("official", communes[0], STANDARD, 2026, round=row))


def test_the_year_is_told_by_periodic_rounds_only(officer, province_officer, province, communes, villages) -> None:
    monthly = make_round(province, communes[:1], kind="regular", commune=communes[0])

    for acting, place in ((officer, communes[0]), (province_officer, province)):
        with pytest.raises(RefusedError) as refused:
            order_report(acting, ReportDraft("official", place, STANDARD, 2026, round=monthly))
        assert refused.value.code == "not-periodic"
    assert not rounds_for(officer).exists()


def test_the_round_of_one_commune_is_not_the_result_of_its_province(province_officer, province, communes) -> None:
    own = make_round(province, communes[:1], commune=communes[0])

    with pytest.raises(RefusedError, match="không thuộc đợt"):
        order_report(province_officer, ReportDraft("official", province, STANDARD, 2026, round=own))


def test_what_nobody_approved_is_not_seen_by_the_ministry(officer, client_for, communes, made, four) -> None:
    report = made(officer)
    watcher, own = client_for("ministry_viewer", None), client_for("commune_officer", communes[0])
    address = reverse("reporting:report", args=[report.pk])

    before = (watcher.get(address).status_code, own.get(address).status_code)
    Report.objects.filter(pk=report.pk).update(state="approved")

    assert before == (404, 200)
    assert watcher.get(address).status_code == 200


def test_a_commune_is_offered_the_reports_that_it_can_make(officer, client_for, communes, province) -> None:
    new = reverse("reporting:new")
    own = client_for("commune_officer", communes[0]).get(new, {"ky": "1"}).content.decode()
    above = client_for("province_officer", province)

    assert 'value="ntm"' not in own
    assert 'value="ntm"' in above.get(new, {"ky": "1"}).content.decode()
    told = {"kind": "evaluation", "place": province.pk, "standard": STANDARD, "year": "2026"}
    assert "Ghi năm đầu" in above.post(f"{new}?ky=1", told).content.decode()
