"""Pages of receivers: from the template to the list handed over; what others see."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.receivers.actions.save_profile import save_profile, use_profile
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.forms.profile import sheets_of
from rasoat.web.receivers.models import Delivery, ProfileVersion, Receiver
from rasoat.web.receivers.profiles import plain, profile_of
from web.conftest import make_unit

from .conftest import delivered, looked_at, template
from .test_profiles import sent_of

pytestmark = pytest.mark.django_db


def page(client, name: str, *args):
    return client.get(reverse(f"receivers:{name}", args=args))


def test_from_the_template_to_the_list(client_for, province, communes, listed) -> None:
    clerk = client_for("province_officer", province)
    sent = {"kind": "insurer", "name": "BHXH thử", "standard": "national_2022", "classes": ["poor"], "active": "on"}
    assert clerk.post(reverse("receivers:new"), sent).status_code == 422
    clerk.post(reverse("receivers:new"), sent | {"basis": "Điều 1"})
    receiver = Receiver.objects.get()
    clerk.post(reverse("receivers:profile_new", args=[receiver.pk]), {"year": "2026", "template": template()})
    version = ProfileVersion.objects.get()
    address = reverse("receivers:profile", args=[receiver.pk, 1])
    assert "Họ và tên" in clerk.get(address).content.decode()
    typed = sent_of(version)
    typed["changes"], typed["use"] = "1", "1"
    answer = clerk.post(address, typed)
    assert answer.headers.get("Location") == reverse("receivers:receiver", args=[receiver.pk]), answer.content.decode()

    desk = client_for("commune_officer", communes[0])
    made = desk.post(reverse("receivers:receiver", args=[receiver.pk]), {"place": communes[0].pk, "on": "01/02/2026"})
    run_until_idle()

    row = Delivery.objects.get()
    assert row.people == 2
    assert "Cả danh sách" in desk.get(made.headers["Location"]).content.decode()
    file = desk.get(reverse("vault:file", args=[row.file_id]))
    assert b"".join(file.streaming_content).startswith(b"PK")
    desk.post(made.headers["Location"], {"taken_by": "Bà Nhận", "taken_on": "02/02/2026"})
    row.refresh_from_db()
    assert (row.state, row.taken_on) == ("delivered", date(2026, 2, 2))
    assert "Bà Nhận" in page(desk, "home").content.decode()


def test_a_workbook_without_headings_is_told(client_for, province, receiver) -> None:
    clerk = client_for("province_officer", province)

    answer = clerk.post(
        reverse("receivers:profile_new", args=[receiver.pk]), {"year": "2026", "template": template(("a", "b"))}
    )

    assert answer.status_code == 422
    assert "dòng tiêu đề" in answer.content.decode()


def test_the_commune_reads_the_profile_and_changes_nothing(client_for, communes, receiver, version) -> None:
    desk = client_for("commune_officer", communes[0])
    address = reverse("receivers:profile", args=[receiver.pk, 1])

    assert "disabled" in desk.get(address).content.decode()
    assert desk.post(address, sent_of(version)).status_code == 403
    assert page(desk, "new").status_code == 403
    assert page(desk, "edit", receiver.pk).status_code == 403


def test_a_refused_draft_says_why(client_for, province, clerk, receiver) -> None:
    row = start_profile(clerk, receiver, 2026, template())
    browser = client_for("province_officer", province)
    typed = sent_of(row)
    typed["changes"] = "1"
    typed[f"codes-{sheets_of(profile_of(row))[0].columns[3].name}"] = "Nam"

    answer = browser.post(reverse("receivers:profile", args=[receiver.pk, 1]), typed)

    assert answer.status_code == 422
    assert "mã = chữ" in answer.content.decode()


@pytest.mark.parametrize(("rows", "head", "count"), [("members", "Số người", "3"), ("households", "Số hộ", "2")])
def test_a_list_counts_what_its_rows_are(
    client_for, clerk, receiver, officer, listed, communes, rows: str, head: str, count: str
) -> None:
    version = start_profile(clerk, receiver, 2026, template(("STT", "Họ tên chủ hộ", "Diện hộ", "Thôn")))
    content = looked_at(plain(profile_of(version)))
    content["sheets"][0]["rows"] = rows
    save_profile(clerk, version, content, changes=version.changes)
    version.refresh_from_db()
    use_profile(clerk, version)
    made = delivered(officer, receiver, communes[0])

    text = page(client_for("commune_officer", communes[0]), "delivery", made.pk).content.decode()

    assert f'<td class="num" data-label="{head}">{count}</td>' in text


def test_another_province_sees_nothing(client_for, receiver, version, officer, listed, communes) -> None:
    other = make_unit("TK", "Tỉnh Khác", "province")
    stranger = client_for("province_officer", other)
    row = delivered(officer, receiver, communes[0])

    assert page(stranger, "receiver", receiver.pk).status_code == 404
    assert page(stranger, "delivery", row.pk).status_code == 404


def test_the_number_of_questions_is_bounded(
    client_for, receiver, version, officer, listed, communes, django_assert_max_num_queries
) -> None:
    for _number in range(3):
        row = delivered(officer, receiver, communes[0])
    desk = client_for("commune_officer", communes[0])

    with django_assert_max_num_queries(16):
        assert page(desk, "home").status_code == 200
    with django_assert_max_num_queries(20):
        assert page(desk, "receiver", receiver.pk).status_code == 200
    with django_assert_max_num_queries(16):
        assert page(desk, "delivery", row.pk).status_code == 200
