"""A barred account is let see a denunciation again: by whom, why, and what is kept of it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.complaints.actions.receive import receive_public_denunciation
from rasoat.web.complaints.actions.step_denunciation import bar_account, step_denunciation
from rasoat.web.complaints.actions.unbar_account import unbar_account
from rasoat.web.complaints.models import AgainstLevel, Denounced, Denunciation
from rasoat.web.complaints.queries import denunciations_seen_by, handlers_of, may_read_file
from rasoat.web.complaints.telling import note_of
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

from .conftest import RECEIVED, faults

pytestmark = pytest.mark.django_db
WHY = "Trùng tên với người khác ở xã bên"


@pytest.fixture
def chair(acting_for: Callable[..., Acting], communes) -> Acting:
    return acting_for("commune_chair", communes[0])


@pytest.fixture
def above(acting_for: Callable[..., Acting], province) -> Acting:
    return acting_for("province_officer", province)


@pytest.fixture
def second(acting_for: Callable[..., Acting], province) -> Acting:
    """Another officer of the province."""
    return acting_for("province_officer", province)


@pytest.fixture
def row(accusation) -> Denunciation:
    return receive_public_denunciation(accusation(against=AgainstLevel.VILLAGE))[0]


@pytest.fixture
def barred(above: Acting, chair: Acting, row: Denunciation) -> Denounced:
    return bar_account(above, row, chair.user)


def seen(acting: Acting) -> int:
    return denunciations_seen_by(acting).count()


def test_a_bar_by_mistake_is_lifted_by_a_second_officer_of_the_province(chair, second, row, barred) -> None:
    before = seen(chair)

    lifted = unbar_account(second, barred, "mistake", WHY)

    assert (before, seen(chair)) == (0, 1)
    assert (lifted.lifted_by, lifted.lifted_why) == (second.user, "mistake")
    step = row.steps.get(move="unbar")
    assert (note_of(step), step.by) == (WHY, second.user)
    assert faults() == []


def test_the_ledger_tells_who_lifted_it_and_not_the_reason(second, barred) -> None:
    unbar_account(second, barred, "mistake", WHY)

    entry = Entry.objects.get(action="complaints.account_unbarred")
    assert entry.user_id == second.user.pk
    assert WHY.encode() not in bytes(entry.payload or b"")


def test_who_barred_it_does_not_lift_it(above, chair, barred) -> None:
    with pytest.raises(RefusedError) as refused:
        unbar_account(above, barred, "mistake", WHY)

    assert refused.value.code == "second-eyes"
    assert seen(chair) == 0


def test_the_barred_person_does_not_lift_it_even_with_another_role(acting_for, user_with, province, above, row) -> None:
    officer = acting_for("province_officer", province)
    bar = bar_account(above, row, officer.user)

    with pytest.raises(NotAllowedError):
        unbar_account(officer, bar, "mistake", WHY)

    assert seen(officer) == 0


def test_a_chair_of_the_commune_does_not_lift_it_for_a_colleague(acting_for, communes, row, barred) -> None:
    colleague = acting_for("commune_chair", communes[0])

    with pytest.raises(RefusedError) as refused:
        unbar_account(colleague, barred, "mistake", WHY)

    assert refused.value.code == "second-eyes"


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"commune_chair", "province_officer"}))
def test_no_other_role_lifts_it(acting_for, province, communes, villages, barred, role: str) -> None:
    unit = {"village_head": villages[0], "reviewer": villages[0]}.get(role) or (
        province if role.startswith("province") or role in {"auditor", "technical_admin"} else communes[0]
    )
    acting = acting_for(role, unit)

    with pytest.raises(NotAllowedError):
        unbar_account(acting, barred, "mistake", WHY)


def test_unfounded_needs_a_conclusion(above, second, chair, row, barred) -> None:
    with pytest.raises(RefusedError) as refused:
        unbar_account(second, barred, "unfounded", WHY)
    step_denunciation(above, row, "accept", on=RECEIVED)
    step_denunciation(above, row, "conclude", on=RECEIVED, note="Không đúng")
    unbar_account(second, barred, "unfounded", WHY)

    assert refused.value.field == "why"
    assert seen(chair) == 1


@pytest.mark.parametrize(("why", "reason"), [("", WHY), ("other", WHY), ("mistake", "  ")])
def test_it_needs_a_reason(second, barred, why: str, reason: str) -> None:
    with pytest.raises(RefusedError):
        unbar_account(second, barred, why, reason)

    barred.refresh_from_db()
    assert barred.lifted_at is None


def test_it_is_lifted_once_and_can_be_barred_anew(above, second, chair, row, barred) -> None:
    unbar_account(second, barred, "mistake", WHY)
    with pytest.raises(RefusedError) as refused:
        unbar_account(second, barred, "mistake", WHY)
    offered = handlers_of(above, row).filter(pk=chair.user.pk).exists()

    bar_account(above, row, chair.user)
    bar_account(above, row, chair.user)

    assert refused.value.code == "lifted"
    assert offered
    assert (seen(chair), row.denounced.count(), row.denounced.filter(lifted_at=None).count()) == (0, 2, 1)
    assert faults() == []


def test_other_bars_stay(acting_for, communes, above, second, row, barred) -> None:
    other = acting_for("commune_chair", communes[0])
    bar_account(above, row, other.user)

    unbar_account(second, barred, "mistake", WHY)

    assert seen(other) == 0


def test_it_is_lifted_on_a_page_of_its_own(client_for, communes, province, above, chair, row, barred) -> None:
    client = client_for("province_officer", province)
    page = reverse("complaints:denunciation", args=[row.pk])
    at = reverse("complaints:denunciation_unbar", args=[row.pk, barred.pk])

    linked = client.get(page).content.decode()
    asked = client.get(at).content.decode()
    unsaid = client.post(at, {"why": "mistake", "reason": ""})
    done = client.post(at, {"why": "mistake", "reason": WHY}, follow=True).content.decode()

    assert at in linked
    assert "Kiểm tra lại người này không phải người bị tố cáo" in asked
    assert unsaid.status_code == 422
    assert f"Tài khoản {chair.user.full_name} lại thấy đơn này." in done
    assert WHY in done
    assert seen(chair) == 1
    assert client.get(at).status_code == 404


def test_who_may_not_lift_it_reads_why_and_gets_no_form(client_for, communes, row, barred) -> None:
    colleague = client_for("commune_chair", communes[0])
    at = reverse("complaints:denunciation_unbar", args=[row.pk, barred.pk])

    assert at not in colleague.get(reverse("complaints:denunciation", args=[row.pk])).content.decode()
    asked = colleague.get(at).content.decode()
    assert "Chỉ cán bộ tỉnh được giao giải quyết tố cáo" in asked
    assert 'name="why"' not in asked
    assert colleague.post(at, {"why": "mistake", "reason": WHY}).status_code == 422


def test_the_barred_person_finds_no_page(client_for, communes, row, above) -> None:
    client = client_for("commune_chair", communes[0])
    bar = bar_account(above, row, User.objects.get(pk=client.session["_auth_user_id"]))
    at = reverse("complaints:denunciation_unbar", args=[row.pk, bar.pk])

    assert client.get(at).status_code == 404
    assert client.post(at, {"why": "mistake", "reason": WHY}).status_code == 404


def test_a_scan_is_read_again(acting_for, accusation, communes, above, second) -> None:
    paper = SimpleUploadedFile("don.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    row, _code = receive_public_denunciation(accusation(against=AgainstLevel.VILLAGE, paper=paper))
    chair = acting_for("commune_chair", communes[0])
    bar = bar_account(above, row, chair.user)
    before = may_read_file(chair, row.paper)

    unbar_account(second, bar, "mistake", WHY)

    assert (before, may_read_file(chair, row.paper)) == (False, True)
