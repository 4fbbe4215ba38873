"""Pages of certificates: who sees them, what they write, and how many questions they ask."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.certificates.actions.set_layout import set_layout
from rasoat.web.certificates.layouts import layout_of
from rasoat.web.certificates.models import Certificate, CertificateLayout, CertificateRun
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, SearchRow

from .conftest import NUMBER, PLACES, issued
from .many import many_homes

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


def page(client, name: str, *args, **asked):
    return client.get(reverse(f"certificates:{name}", args=args), asked)


def test_from_the_decision_to_the_file(desk, boxes, homes, decide) -> None:
    decision = decide({homes[0]: "poor", homes[1]: "near_poor"})
    assert "12/QĐ-UBND" in page(desk, "home").content.decode()
    assert "Cấp giấy" in page(desk, "issue", decision.pk).content.decode()

    sent = desk.post(reverse("certificates:issue", args=[decision.pk]))
    run_until_idle()
    shown = desk.get(sent.headers["Location"]).content.decode()
    assert "Giấy mới" in shown
    desk.post(reverse("certificates:print_order", args=[decision.pk]), {"loai": "papers"})
    run_until_idle()

    run = CertificateRun.objects.get(kind="papers")
    file = desk.get(reverse("vault:file", args=[run.file_id]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_papers_are_found_by_name_without_tones_and_by_any_part_of_the_number(desk, certificate) -> None:
    other = Certificate.objects.exclude(pk=certificate.pk).get()
    Household.objects.filter(pk=other.household_id).update(head_name="Vàng A Khác")
    SearchRow.objects.filter(household=other.household_id).update(text="vang a khac 1980")
    words = SearchRow.objects.get(household=certificate.household_id).text.split()

    by_name = page(desk, "home", q=certificate.head_name.split()[-1].upper()).context["page"]
    by_number = page(desk, "home", q=certificate.number.partition("/")[0]).context["page"]
    nobody = page(desk, "home", q="Không Ai Cả").content.decode()

    assert words
    assert list(by_name) == [certificate]
    assert certificate in list(by_number)
    assert "Không có giấy nào khớp" in nobody


def test_files_are_for_those_who_issue(client_for, communes, boxes, homes, decide, officer, certificate) -> None:
    from rasoat.web.certificates.actions.order_print import order_print

    run = order_print(officer, certificate.decision, "papers")
    run_until_idle()
    run.refresh_from_db()
    address = reverse("vault:file", args=[run.file_id])

    assert client_for("commune_officer", communes[1]).get(address).status_code == 404
    assert client_for("commune_chair", communes[0]).get(address).status_code == 404


def test_the_page_of_a_paper_hides_the_number(desk, certificate) -> None:
    shown = page(desk, "certificate", certificate.public_id).content.decode()

    assert NUMBER not in shown
    assert "•••••••••345" in shown
    assert certificate.number in shown


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("commune_officer", 0, 200),
        ("commune_chair", 0, 200),
        ("village_head", 0, 200),
        ("commune_officer", 1, 404),
        ("ministry_viewer", None, 404),
    ],
)
def test_who_sees_a_paper(client_for, communes, villages, certificate, role, place, status) -> None:
    unit = None if place is None else villages[0] if role == "village_head" else communes[place]
    client = client_for(role, unit)

    assert page(client, "certificate", certificate.public_id).status_code == status


def test_a_village_head_sees_the_own_village_only(client_for, villages, certificate) -> None:
    shown = page(client_for("village_head", villages[0]), "home").content.decode()

    assert "Lò Văn Ơn" in shown
    assert "Vàng A Dụ" not in shown


def test_every_step_has_its_form(desk, certificate) -> None:
    for slug in ("trao", "bien-dong", "cap-lai", "thu-hoi", "huy", "chua-trao"):
        assert page(desk, "step", certificate.public_id, slug).status_code == 200
    assert page(desk, "step", certificate.public_id, "la").status_code == 404


def test_a_step_is_written_from_its_form(desk, certificate) -> None:
    address = reverse("certificates:step", args=[certificate.public_id, "thu-hoi"])

    assert desk.post(address, {"happened_on": "21/11/2026", "reason": ""}).status_code == 422
    desk.post(address, {"happened_on": f"{date.today():%d/%m/%Y}", "reason": "trả lại", "version": "1"})  # noqa: DTZ011

    certificate.refresh_from_db()
    assert certificate.state == "recalled"


def test_the_book_is_filled_in_and_printed(desk, certificate, communes, villages) -> None:
    address = reverse("certificates:book")
    sent = {"xa": communes[0].key, "ngay": f"{date.today():%d/%m/%Y}"}  # noqa: DTZ011

    assert "Lò Văn Ơn" in desk.get(address, {"thon": villages[0].pk}).content.decode()
    assert desk.post(address, sent).status_code == 422
    desk.post(address, sent | {f"nguoi-{certificate.pk}": "Lò Thị Út", f"quan-he-{certificate.pk}": "con"})

    certificate.refresh_from_db()
    assert certificate.state == "handed_out"
    assert "Lò Thị Út (con)" in desk.get(address).content.decode()
    assert desk.post(reverse("certificates:book_print"), sent).content.startswith(b"%PDF")


def test_papers_are_printed_from_their_page(desk, certificate) -> None:
    paper = desk.post(reverse("certificates:certificate_print", args=[certificate.public_id]))
    box = desk.post(reverse("certificates:certificate_box", args=[certificate.public_id, 2026]))

    assert paper.content.startswith(b"%PDF")
    assert box.content.startswith(b"%PDF")


def test_the_province_sets_the_boxes(client_for, acting_for, province, communes) -> None:
    admin = client_for("province_admin", province)
    address = reverse("certificates:layout")
    sent = {"standard": "national_2022", "first_year": "2022", "boxes": "5", "suffix": "GCN-HN.HCN", "class_x": "60,5",
            "deprived_x": "90", "first_y": "180", "step_y": "15"}  # fmt: skip
    assert "ô năm 2026 chưa có văn bản" in admin.get(address).content.decode()

    assert admin.post(address, sent).status_code == 422
    admin.post(address, sent | {"document": "Công văn thử 5"})

    assert layout_of(province, "national_2022").years == range(2022, 2027)
    assert CertificateLayout.objects.get().class_x == 605
    assert admin.post(reverse("certificates:layout_test")).content.startswith(b"%PDF")
    assert client_for("commune_officer", communes[0]).get(address).status_code == 403


def test_boxes_off_the_page_are_refused(acting_for, province) -> None:
    with pytest.raises(RefusedError, match="ngoài trang"):
        set_layout(
            acting_for("province_admin", province), province, "national_2022", first_year=2022, boxes=12,
            suffix="X", document="Y", places=PLACES,
        )  # fmt: skip


def test_pages_ask_no_more_for_more_papers(
    client_for, officer, boxes, homes, decide, villages, communes, django_assert_max_num_queries
) -> None:
    issued(officer, decide(dict.fromkeys(many_homes(officer, villages[0], 60), "poor")))
    desk = client_for("commune_officer", communes[0])

    with django_assert_max_num_queries(20):
        assert page(desk, "home").status_code == 200
    with django_assert_max_num_queries(14):
        assert page(desk, "book", xa=communes[0].key).status_code == 200
    with django_assert_max_num_queries(16):
        assert page(desk, "certificate", Certificate.objects.all()[0].public_id).status_code == 200
