"""What hangs on boards: points of the day of posting, results of re-checks, nothing of who complained."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.drafts import ComplaintDraft
from rasoat.web.complaints.models import Complaint
from rasoat.web.paperwork.catalogue import KINDS, of_record
from rasoat.web.paperwork.filling import data_of, paper_of
from rasoat.web.paperwork.samples import sample_of
from rasoat.web.paperwork.subjects import Scope, find
from rasoat.web.reviews.models import Recheck
from web.review_making import STANDARD

from .conftest import DAY, NUMBER, assessed

pytestmark = pytest.mark.django_db
POSTER, LIST = KINDS["ket-qua-phuc-tra"], KINDS["danh-sach-niem-yet"]
FORBIDDEN = (NUMBER, "17/05/1984", "1984", "sức khỏe", "khuyết tật", "bệnh")


@pytest.fixture
def complained(officer, communes) -> Callable[..., Complaint]:
    """`complained(walk, done=True)`: a complaint about the first case, looked at again."""

    def make(made, *, done: bool = True) -> Complaint:
        letter, _code = receive_complaint(
            officer,
            ComplaintDraft(
                commune=communes[0], received_on=DAY, text="Nhà ấy có xe tải.", name="Tòng Thị Kiện",
                contact="Điện thoại 0900", case=made.cases[0],
            ),
        )  # fmt: skip
        letter.recheck = Recheck.objects.create(
            case=made.cases[0], cause="complaint", ordered_on=DAY, happened_on=DAY, done=done,
            classes={STANDARD: "near_poor"} if done else {}, finding="Xe là của người khác.",
        )  # fmt: skip
        letter.save()
        return letter

    return make


def test_the_posted_list_shows_both_scores(walk, officer) -> None:
    made = walk()
    for case, income in zip(made.cases, (128, 95), strict=True):
        assessed(case, income, 30)
    made.posting.entered_at = timezone.now() + timedelta(minutes=1)
    made.posting.save()
    subject = find(officer, Scope.POSTING, f"{made.posting.pk}.{STANDARD}")
    assert subject is not None

    data = data_of(LIST, subject)
    shown = paper_of(LIST, subject).to_html()

    assert [(home["points_a"], home["points_b"]) for home in data["households"]] == [(128, 30), (95, 30)]
    assert "Điểm A" in shown
    assert ">128<" in shown
    assert not any(word in shown for word in FORBIDDEN)


def test_points_that_came_after_the_posting_are_not_put_under_it(walk, officer) -> None:
    made = walk()
    assessed(made.cases[0], 128, 30)
    made.posting.entered_at = timezone.now() - timedelta(days=1)
    made.posting.save()
    subject = find(officer, Scope.POSTING, f"{made.posting.pk}.{STANDARD}")
    assert subject is not None

    shown = paper_of(LIST, subject).to_html()

    assert ">128<" not in shown
    assert "Điểm A" not in shown


def test_a_class_from_a_recheck_has_no_points_of_the_old_form(walk, officer) -> None:
    made = walk()
    for case in made.cases:
        assessed(case, 128, 30)
    first = made.cases[0]
    Recheck.objects.create(
        case=first, cause="complaint", ordered_on=DAY, happened_on=DAY, done=True, agrees=False,
        classes={STANDARD: "not_poor"}, finding="Có lương.",
    )  # fmt: skip
    made.posting.entered_at = timezone.now() + timedelta(minutes=1)
    made.posting.save()
    subject = find(officer, Scope.POSTING, f"{made.posting.pk}.{STANDARD}")
    assert subject is not None

    lines = {home["number"]: home for home in data_of(LIST, subject)["households"]}

    changed, other = lines[first.number], lines[made.cases[1].number]
    assert (changed["points_a"], changed["points_b"]) == (None, None)
    assert changed["household_class"].endswith("(theo phúc tra)")
    assert (other["points_a"], other["points_b"]) == (128, 30)


def test_the_result_of_a_recheck_names_the_household_and_nobody_else(walk, officer, complained) -> None:
    made = walk()
    letter = complained(made)
    subject = find(officer, Scope.COMPLAINT, str(letter.pk))
    assert subject is not None

    paper = paper_of(POSTER, subject)

    shown = paper.to_html()
    assert made.cases[0].head_name in shown
    assert "Hộ cận nghèo" in shown
    secret = (*FORBIDDEN, "Tòng Thị Kiện", "Điện thoại 0900", "xe tải", "Xe là")
    assert [word for word in secret if word in shown] == []
    assert paper.to_pdf().startswith(b"%PDF")
    assert paper.to_docx().startswith(b"PK")


def test_there_is_no_poster_before_the_recheck_is_done(walk, officer, complained) -> None:
    letter = complained(walk(), done=False)

    assert POSTER not in of_record(Scope.COMPLAINT, letter)
    letter.recheck = None
    assert POSTER not in of_record(Scope.COMPLAINT, letter)


def test_previews_know_what_the_poster_says(walk, officer, complained) -> None:
    subject = find(officer, Scope.COMPLAINT, str(complained(walk()).pk))
    assert subject is not None

    assert set(data_of(POSTER, subject)) <= set(sample_of(POSTER))


def test_the_poster_over_the_web(walk, client_for, communes, villages, complained) -> None:
    letter, desk = complained(walk()), client_for("commune_officer", communes[0])
    address = reverse("paperwork:paper", args=[POSTER.key, str(letter.pk), "pdf"])

    assert desk.get(address).content.startswith(b"%PDF")
    assert client_for("village_head", villages[0]).get(address).status_code == 404
    assert client_for("commune_officer", communes[1]).get(address).status_code == 404


def test_training_posters_say_so(walk, officer, complained) -> None:
    subject = find(officer, Scope.COMPLAINT, str(complained(walk(purpose="training")).pk))
    assert subject is not None

    assert "TẬP HUẤN" in paper_of(POSTER, subject).frame.watermark
