"""Papers after a merge or split: made ones keep their commune's name, those who have the household go on with them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.certificates.actions.hand_out import hand_out
from rasoat.web.certificates.actions.reissue import reissue
from rasoat.web.certificates.actions.start_issue import start_issue
from rasoat.web.certificates.models import Certificate, CertificateRun
from rasoat.web.certificates.queries import (
    book_rows,
    certificates_seen_by,
    decisions_waiting,
    runs_seen_by,
    signed_counts,
)
from rasoat.web.reviews.models import RoundDecision

from .conftest import issued, told

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
PAPER = "Nghị quyết 9/NQ-HĐND"


@pytest.fixture
def admin(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    return acting_for("province_admin", province)


def again(acting: Acting) -> Acting:
    """The same person at a later request."""
    assert acting.user is not None
    return acting_as(User.objects.get(pk=acting.user.pk), "web")


def merge(admin: Acting, communes: list[Unit]) -> Unit:
    plan = ChangePlan(communes, [NewUnit("TT0001", "Đồng Trám", "Phường", "urban")], ON, PAPER)
    return regroup_communes(admin, plan).units[0]


def split(admin: Acting, commune: Unit, villages: list[Unit]) -> list[Unit]:
    after = [NewUnit("TT0003", "Trám Đông", "Xã", "rural"), NewUnit("TT0004", "Trám Tây", "Xã", "rural")]
    places = {villages[0].pk: 0, villages[1].pk: 1}
    return list(regroup_communes(admin, ChangePlan([commune], after, ON, PAPER, places)).units)


def fresh(row: RoundDecision) -> RoundDecision:
    return RoundDecision.objects.get(pk=row.pk)


def test_a_paper_made_before_keeps_its_name_and_is_handed_out_after(
    certificate: Certificate, officer: Acting, admin: Acting, communes, client_for
) -> None:
    new = merge(admin, communes)
    person = again(officer)
    paper = Certificate.objects.get(pk=certificate.pk)

    hand_out(person, paper, told(on=ON, received_by="Lò Văn Ơn", relation="Chủ hộ"))

    paper.refresh_from_db()
    assert (paper.commune, paper.state) == (communes[0], "handed_out")
    assert paper in certificates_seen_by(person)
    assert [row.number for row in book_rows(new, None, "national_2022")].count(paper.number) == 1
    page = client_for("commune_officer", new).get(reverse("certificates:home"), {"xa": new.key})
    assert paper.number in page.content.decode()


def test_after_a_split_a_paper_is_a_matter_of_where_its_household_stands(
    certificate: Certificate, admin: Acting, acting_for, communes, villages
) -> None:
    east, west = split(admin, communes[0], villages)
    paper = Certificate.objects.get(pk=certificate.pk)
    mine, other = acting_for("commune_officer", east), acting_for("commune_officer", west)

    with pytest.raises(NotAllowedError):
        hand_out(other, paper, told(on=ON, received_by="Lò Văn Ơn", relation="Chủ hộ"))
    made = reissue(mine, paper, told(on=ON, reason="Rách"))

    assert paper not in certificates_seen_by(other)
    assert (made.commune, made.signer, made.replaces) == (east, "", paper)


def test_papers_of_a_decision_of_before_are_made_by_who_follows(
    officer: Acting, admin: Acting, boxes, homes, decide, communes
) -> None:
    decision = decide({homes[0]: "poor", homes[1]: "near_poor"})
    new = merge(admin, communes)

    run = issued(again(officer), fresh(decision))

    assert [each.pk for each in decisions_waiting(new)] == []
    assert run.issued == 2
    papers = list(Certificate.objects.order_by("pk"))
    assert {paper.commune for paper in papers} == {new}
    assert {(paper.signer, paper.decision_id) for paper in papers} == {("", decision.pk)}
    assert [paper.number for paper in papers] == ["01/GCN-HN.HCN", "02/GCN-HN.HCN"]


def test_after_a_split_nobody_of_one_half_issues_for_all(
    admin: Acting, officer: Acting, acting_for, boxes, homes, decide, communes, villages
) -> None:
    decision = decide({homes[0]: "poor", homes[1]: "near_poor"})
    east, west = split(admin, communes[0], villages)

    with pytest.raises(NotAllowedError):
        start_issue(acting_for("commune_officer", east), fresh(decision))
    issued(again(officer), fresh(decision))

    assert {paper.household_id: paper.commune for paper in Certificate.objects.all()} == {
        homes[0].pk: east, homes[1].pk: west,
    }  # fmt: skip


def test_papers_of_before_count_where_their_households_stand(
    certificate: Certificate, admin: Acting, province: Unit, communes, villages
) -> None:
    east, west = split(admin, communes[0], villages)

    counted = [signed_counts(place, 2026, "national_2022") for place in (east, west, province)]
    assert counted == [{"poor": 1}, {"near_poor": 1}, {"poor": 1, "near_poor": 1}]


def test_after_a_split_one_half_does_not_get_the_papers_of_all(
    certificate: Certificate, admin: Acting, officer: Acting, acting_for, communes, villages
) -> None:
    run = CertificateRun.objects.get()
    east, _west = split(admin, communes[0], villages)

    assert not runs_seen_by(acting_for("commune_officer", east)).exists()
    assert list(runs_seen_by(again(officer))) == [run]
