"""The demonstration round, from a small synthetic province."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rasoat.demo.finish import finish
from rasoat.demo.generate import generate
from rasoat.law.book import shipped_law
from rasoat.scoring.classify import classify_table
from rasoat.scoring.packs import make_pack
from rasoat.web.accounts.acting import installer
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.strength import mark_strong
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.models import Certificate
from rasoat.web.complaints.models import Complaint
from rasoat.web.ledger.verify import verify
from rasoat.web.register.mini_map import map_of
from rasoat.web.register.models import Decision, DecisionSource, Household
from rasoat.web.reporting.models import Report
from rasoat.web.reviews.models import Application, Case, DecidedCase, Meeting, Opinion, RoundDecision, VillageReview
from rasoat.web.rounds.models import Purpose, Round
from rasoat.web.showcase import fill as filling
from rasoat.web.showcase.points import Points

SCALE = 0.02


@dataclass
class Shown:
    """The demonstration round of a filled site."""

    round: Round
    commune: Unit


@pytest.fixture
def shown(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """A site filled from one commune of the synthetic province, without the units of the country."""
    settings.DEMO = True
    return fill_small(monkeypatch)


def fill_small(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Fill the site with little."""
    monkeypatch.setattr(filling, "load_shipped_units", lambda _acting: None)
    province = generate("tinh-mau-2026", scale=SCALE)
    pack = make_pack(shipped_law(), province.standard_id, province.point_table_id)
    result = classify_table(province.current.households, [pack])
    filling.fill(finish(province, result.table))
    row = Round.objects.get(purpose=Purpose.DEMO)
    return Shown(row, row.communes.get().commune)


def test_every_step_has_its_village_and_nothing_counts(shown: Shown) -> None:
    reports = Report.objects.filter(round=shown.round).order_by("commune_id")
    assert sorted(reports.values_list("state", "practice")) == [("checked", True), ("made", True)]
    stages = set(VillageReview.objects.filter(round=shown.round).values_list("stage", flat=True))
    today = timezone.localdate()

    assert stages == {"survey", "meeting", "posted", "opinion", "signing", "done"}
    assert set(Meeting.objects.values_list("result", flat=True)) == {"passed", "failed"}
    assert Opinion.objects.filter(given_on=None, due_on__lt=today).count() == 1
    assert Case.objects.exclude(relative_of_reviewer="").count() == 1
    assert sorted(Complaint.objects.values_list("state", flat=True)) == ["received", "recheck"]
    assert Case.objects.filter(held=True).count() == 1
    assert sorted(RoundDecision.objects.values_list("state", flat=True)) == ["confirmed", "signed"]
    assert DecidedCase.objects.filter(kind="refused", case__origin="application").exclude(reason="").exists()
    assert set(Application.objects.values_list("state", flat=True)) == {"taken", "screened_out", "received"}
    assert Certificate.objects.exists()
    assert Round.objects.filter(purpose=Purpose.TRAINING, state="open").count() == 1
    assert not Round.objects.filter(purpose=Purpose.OFFICIAL).exists()
    assert not Decision.objects.filter(source=DecisionSource.REVIEW).exists()
    assert all(number.startswith("MẪU-") for number in RoundDecision.objects.values_list("number", flat=True))


@pytest.mark.parametrize("later", [date(2027, 1, 5), date(2027, 3, 15), date(2029, 7, 1)])
def test_a_demonstration_begun_later_is_as_fresh(
    db: None, settings, monkeypatch: pytest.MonkeyPatch, later: date
) -> None:
    """At the turn of a year, over the days of Tết, after the standard of the demonstration has lapsed."""
    settings.DEMO = True
    ahead = datetime.combine(later, time(8), UTC) - timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + ahead)

    shown = fill_small(monkeypatch)

    stages = set(VillageReview.objects.filter(round=shown.round).values_list("stage", flat=True))
    assert stages == {"survey", "meeting", "posted", "opinion", "signing", "done"}
    assert shown.round.starts_on < later < shown.round.ends_on
    assert Meeting.objects.filter(happened_on__gt=later).count() == 0
    assert filling.ended_on(later) is None
    assert filling.ended_on(shown.round.ends_on + timedelta(days=1)) == shown.round.ends_on


def test_first_pages_of_the_demo_accounts_are_alive(shown: Shown) -> None:
    found = {}
    for role in Role.values:
        user = User.objects.filter(assignments__role=role).first()
        if user is not None:
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.session
            mark_strong(session, user)
            session.save()
            answer = client.get("/")
            assert answer.status_code == 200, role
            found[role] = " ".join(answer.content.decode().split())

    assert "Còn " in found["village_head"]
    assert "tel:0000000000" in found["village_head"]
    assert "Hộ tiếp theo" in found["reviewer"]
    assert "Ý kiến quá hạn" in found["commune_officer"]
    assert "Đã họp: ghi nhận xét" in found["front_observer"]


def test_the_public_site_shows_the_years_before(shown: Shown) -> None:
    page = Client().get("/cong-khai/ket-qua/").content.decode()
    assert "Tỉnh Mẫu" in page
    assert "Bản trình diễn" in page
    assert shown.round.name in Client().get("/cong-khai/dot/").content.decode()


def test_the_ledger_agrees_with_what_was_written(shown: Shown) -> None:
    assert not list(verify())


def test_houses_have_points_and_neighbours(shown: Shown) -> None:
    home = Household.objects.filter(ended_on__isnull=True, village__isnull=False).select_related("commune")[0]

    drawn = map_of(installer(), home)

    assert drawn is not None
    assert drawn.centre is not None
    assert drawn.neighbours


def test_points_come_from_the_seed() -> None:
    one, again, other = Points(1), Points(1), Points(2)

    assert one.house("TM0001", "Gốc Đa", "H1") == again.house("TM0001", "Gốc Đa", "H1")
    assert one.house("TM0001", "Gốc Đa", "H1") != other.house("TM0001", "Gốc Đa", "H1")
    assert one.house("TM0001", "Gốc Đa", "H1") != one.house("TM0001", "Gốc Đa", "H2")
