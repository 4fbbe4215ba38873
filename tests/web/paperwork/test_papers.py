"""Papers out of the records of a round: complete, marked in training rounds, and nothing forbidden on the boards."""

import pytest
from django.urls import reverse

from rasoat.web.paperwork.catalogue import KINDS
from rasoat.web.paperwork.filling import data_of, paper_of
from rasoat.web.paperwork.samples import sample_of
from rasoat.web.paperwork.subjects import find

from .conftest import NUMBER

pytestmark = pytest.mark.django_db
WALKED = [key for key, kind in KINDS.items() if kind.scope != "complaint"]


@pytest.mark.parametrize("key", WALKED)
def test_every_paper_is_made_of_its_record(key, walk, officer) -> None:
    kind, made = KINDS[key], walk()

    subject = find(officer, kind.scope, made.refs()[kind.scope])

    assert subject is not None
    assert paper_of(kind, subject).to_docx().startswith(b"PK")


@pytest.mark.parametrize("key", WALKED)
def test_previews_know_the_names_that_the_data_have(key, walk, officer) -> None:
    kind, made = KINDS[key], walk()
    subject = find(officer, kind.scope, made.refs()[kind.scope])
    assert subject is not None

    real, sample = data_of(kind, subject), sample_of(kind)

    assert set(real) - set(sample) <= {"month", "regular"}
    for name, value in real.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and name != "groups":
            assert set(value[0]) <= set(sample[name][0])


@pytest.mark.parametrize("key", ["danh-sach-ra-soat", "bien-ban-hop-trong", "to-trinh", "ke-hoach", "bang-cham-cong"])
def test_a_village_without_households_prints(key, walk, officer) -> None:
    kind, made = KINDS[key], walk(0)
    subject = find(officer, kind.scope, made.refs()[kind.scope])
    assert subject is not None

    assert "<article" in paper_of(kind, subject).to_html()


@pytest.mark.parametrize("key", WALKED)
def test_training_papers_say_so(key, walk, officer) -> None:
    kind, made = KINDS[key], walk(purpose="training")
    subject = find(officer, kind.scope, made.refs()[kind.scope])
    assert subject is not None

    frame = paper_of(kind, subject).frame

    if subject.round is not None:
        assert "TẬP HUẤN" in frame.watermark
        assert frame.number is None or frame.number.startswith("MẪU-")


@pytest.mark.parametrize("key", [key for key in WALKED if KINDS[key].posted])
def test_boards_show_no_number_no_birth_date_no_health(key, walk, officer) -> None:
    kind, made = KINDS[key], walk()
    subject = find(officer, kind.scope, made.refs()[kind.scope])
    assert subject is not None

    shown = paper_of(kind, subject).to_html()

    for forbidden in (NUMBER, "17/05/1984", "17/5/1984", "1984", "sức khỏe", "khuyết tật", "bệnh"):
        assert forbidden not in shown


def test_the_form_carries_the_code_for_keying(walk, officer) -> None:
    from rasoat.web.reviews.survey.codes import case_code

    made = walk()
    subject = find(officer, KINDS["phieu-ra-soat"].scope, made.refs()["case"])
    assert subject is not None

    shown = paper_of(KINDS["phieu-ra-soat"], subject).to_html()

    assert case_code(made.cases[0].pk) in shown
    assert "<svg" in shown
    assert NUMBER not in shown


def test_three_faces_over_the_web(walk, client_for, communes) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])

    faces = {
        face: desk.get(reverse("paperwork:paper", args=["danh-sach-niem-yet", str(made.posting.pk), face]))
        for face in ("xem", "word", "pdf")
    }

    assert "DANH SÁCH NIÊM YẾT" in faces["xem"].content.decode()
    assert faces["word"].content.startswith(b"PK")
    assert faces["pdf"].content.startswith(b"%PDF")


@pytest.mark.parametrize("key", WALKED)
def test_papers_of_another_commune_are_not_there(key, walk, client_for, communes) -> None:
    kind, made = KINDS[key], walk()
    stranger = client_for("commune_officer", communes[1])

    answer = stranger.get(reverse("paperwork:paper", args=[key, made.refs()[kind.scope], "xem"]))

    assert answer.status_code == 404


def test_a_village_head_reads_the_own_village_but_no_application(walk, client_for, villages) -> None:
    made, head = walk(), client_for("village_head", villages[0])

    assert head.get(reverse("paperwork:village", args=[made.review.pk])).status_code == 200
    assert (
        head.get(reverse("paperwork:paper", args=["bien-nhan-don", str(made.application.pk), "xem"])).status_code == 404
    )
    other = client_for("village_head", villages[1])
    assert other.get(reverse("paperwork:village", args=[made.review.pk])).status_code == 404


def test_unknown_standards_and_kinds_are_not_there(walk, client_for, communes) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])

    for kind, ref in (("danh-sach-niem-yet", f"{made.posting.pk}.khong_co"), ("khong-co", "1"), ("ke-hoach", "0x1")):
        assert desk.get(reverse("paperwork:paper", args=[kind, ref, "xem"])).status_code == 404
