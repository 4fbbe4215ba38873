"""Papers on the page of their record: what there is by now, to whom it may be shown, and every address answers."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from rasoat.web.look.papers import papers_of

pytestmark = pytest.mark.django_db
PAPER = re.compile(r'href="(/giay-to/giay/[^"]+)"')


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("decision", {"quyet-dinh-cong-nhan", "thong-bao-khong-cong-nhan"}),
        ("meeting", {"bien-ban-hop"}),
        ("posting", {"danh-sach-niem-yet", "thong-bao-loa", "bien-ban-niem-yet", "bien-ban-ket-thuc-niem-yet"}),
        ("opinion", {"xin-y-kien"}),
        (
            "village_steps",
            {
                "danh-sach-ra-soat",
                "giay-moi",
                "chuong-trinh-hop",
                "bien-ban-hop-trong",
                "danh-sach-trinh",
                "muc-luc-ho-so",
            },
        ),
    ],
)
def test_a_page_offers_the_papers_of_its_record(page, kinds, walk, communes, client_for) -> None:
    made = walk()
    record = made.review if page == "village_steps" else getattr(made, page)
    client = client_for("commune_officer", communes[0])

    shown = client.get(reverse(f"reviews:{page}", args=[record.pk])).content.decode()

    addresses = PAPER.findall(shown)
    assert {address.split("/")[3] for address in addresses} == kinds
    assert {client.get(address).status_code for address in addresses} == {200}


def test_commune_and_case_offer_theirs(walk, communes, client_for) -> None:
    made = walk()
    client = client_for("commune_officer", communes[0])

    steps = client.get(reverse("reviews:commune_steps", args=[made.round.pk, communes[0].key])).content.decode()
    case = client.get(reverse("reviews:case", args=[made.cases[0].public_id])).content.decode()

    assert {"to-trinh", "ke-hoach"} <= {address.split("/")[3] for address in PAPER.findall(steps)}
    assert {address.split("/")[3] for address in PAPER.findall(case)} == {"phieu-ra-soat"}


def test_minutes_of_the_end_come_with_the_end(walk, officer) -> None:
    made = walk()
    made.posting.ended_on = None
    request = _request(officer)

    names = [paper.screen for paper in papers_of(request, made.posting)]

    assert names
    assert not any("ket-thuc" in name for name in names)


def test_withdrawn_decisions_have_no_papers(walk, officer) -> None:
    made = walk()
    made.decision.state = "withdrawn"

    assert papers_of(_request(officer), made.decision) == []


def test_nobody_is_offered_what_is_not_theirs(walk, communes, villages, acting_for) -> None:
    made = walk()
    head, stranger = acting_for("village_head", villages[0]), acting_for("commune_officer", communes[1])

    assert papers_of(_request(head), made.refusal) == []
    assert papers_of(_request(head), made.meeting)
    assert papers_of(_request(stranger), made.meeting) == []


def test_lists_and_prints_leave_out_letters_to_others(walk, villages, client_for) -> None:
    made, head = walk(), client_for("village_head", villages[0])

    listed = head.get(reverse("paperwork:village", args=[made.review.pk])).content.decode()
    printed = head.get(reverse("paperwork:print_village", args=[made.review.pk, "submission"]))

    assert "thong-bao-khong-cong-nhan" not in listed
    assert "bien-ban-hop" in listed
    assert {head.get(address).status_code for address in PAPER.findall(listed)} == {200}
    assert "Lý do thử" not in printed.content.decode()


def test_records_without_papers_offer_none(officer, communes) -> None:
    assert papers_of(_request(officer), communes[0]) == []


def _request(acting):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.acting = acting
    return request
