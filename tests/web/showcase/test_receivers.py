"""Visitors of the demonstration make lists for those who wait for them, with who came and who left."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import User
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.receivers.actions.order_delivery import order_delivery
from rasoat.web.receivers.models import Delivery, ProfileVersion, Receiver
from rasoat.web.receivers.profiles import profile_of, takes_health
from rasoat.web.showcase.receivers import BASIS, TITLE

from .test_half_way import fill_small


@pytest.fixture
def officer(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> Acting:
    """The officer of the commune of a small demonstration."""
    settings.DEMO = True
    fill_small(monkeypatch)
    return acting_as(User.objects.get(username="demo.canbo.xa"), "web")


def test_each_kind_of_receiver_has_a_sample_and_a_visitor_makes_its_list(officer: Acting, client) -> None:
    receivers = list(Receiver.objects.order_by("pk"))
    (commune,) = {row.commune for row in Delivery.objects.select_related("commune__province")}
    assert commune is not None
    handed = list(Delivery.objects.order_by("receiver"))

    made = [order_delivery(officer, receiver, commune, date.today()) for receiver in receivers]  # noqa: DTZ011
    run_until_idle()

    assert [row.kind for row in receivers] == ["insurer", "school", "bank", "power"]
    assert all("(mẫu)" in row.name and row.basis == BASIS and not row.health_basis for row in receivers)
    assert not any(takes_health(profile_of(version)) for version in ProfileVersion.objects.all())
    assert all((row.state, row.households > 0) == ("delivered", True) for row in handed)
    for before, row in zip(handed, made, strict=True):
        row.refresh_from_db()
        assert (row.state, row.previous_id, row.notes) == ("made", before.pk, [])
        assert min(row.added, row.removed) > 0
        assert (row.changed > 0) == (row.receiver.kind != "power"), row.receiver.kind
        assert row.added_file_id
        assert row.removed_file_id
        assert row.households > 0
    insurer, school, bank, power = made
    assert 0 < school.people < insurer.people
    assert [row.limit.persons for row in made] == ["all", "pupils", "heads", "heads"]
    assert (bank.people, power.people) == (bank.households, power.households)
    client.force_login(officer.user)
    page = client.get(reverse("receivers:receiver", args=[receivers[0].pk])).content.decode()
    assert "chưa phải căn cứ pháp lý" in page
    assert TITLE.startswith("MẪU")
