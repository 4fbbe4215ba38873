"""Decisions as people of a commune, a village and another commune see them; and one household keyed after another."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Decision, Household
from rasoat.web.register.queries import decisions_seen_by, lines_seen_by

ON = date(2026, 1, 10)


@pytest.fixture
def decision(officer: Acting, family: Callable[..., Household], villages: list[Unit]) -> Decision:
    """A decision with one household in each of the first two villages."""
    homes = [family("Lò Văn Ơn"), family("Hoàng Văn Mẫu", village=villages[1])]
    draft = DecisionDraft(villages[0].commune, "national_2022", 2025, ON, number="45/QĐ-UBND")
    return record_decision(officer, draft, [LineDraft(home, "poor") for home in homes])


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("commune_officer", "commune", 2), ("village_head", "village", 1), ("auditor", "province", 2),
        ("village_head", "other village", 0), ("commune_officer", "other commune", 0), ("trainee", "commune", 0),
    ],
)  # fmt: skip
def test_a_decision_shows_the_households_of_the_own_area(
    decision: Decision, acting_for, client_for, province, communes, villages, role, place, seen
) -> None:
    unit = {
        "commune": communes[0], "village": villages[0], "province": province, "other village": villages[2],
        "other commune": communes[1],
    }[place]  # fmt: skip
    acting = acting_for(role, unit)
    client: Client = client_for(role, unit)

    found = decisions_seen_by(acting)
    page = client.get(reverse("register:decision", args=[decision.pk]))

    assert found.count() == bool(seen)
    assert page.status_code == (200 if seen else 404)
    if seen:
        assert lines_seen_by(acting, decision).count() == seen


def test_the_list_of_decisions_opens_for_a_village_head(decision: Decision, client_for, villages) -> None:
    page = client_for("village_head", villages[0]).get(reverse("register:decisions"))

    assert page.status_code == 200
    assert decision.number in page.content.decode()


def test_the_next_household_begins_in_the_same_village(client_for, communes, villages) -> None:
    client: Client = client_for("commune_officer", communes[0])
    form = {
        "xa": communes[0].key, "kind": "created", "on": "10/01/2026", "village": villages[1].pk, "another": "1",
        "client_key": "7d1f3a62-5f0e-4f0a-9f43-0c8a4b1f2d11", "members-TOTAL_FORMS": "1",
        "members-INITIAL_FORMS": "0", "members-0-full_name": "Lò Thị Thử", "members-0-relation": "1",
    }  # fmt: skip

    page = client.post(reverse("register:new"), form, follow=True)

    assert page.context["commune"] == communes[0]
    assert page.context["form"]["village"].value() == str(villages[1].pk)


def test_the_commune_that_a_household_stands_in_today_sees_its_old_decision(
    decision: Decision, acting_for, communes, villages
) -> None:
    """As after a merge or split: the decision stays with the commune of its day."""
    moved = decision.lines.select_related("household").order_by("pk")[0].household
    Household.objects.filter(pk=moved.pk).update(commune=communes[1], village=villages[2])
    acting = acting_for("commune_officer", communes[1])

    lines = lines_seen_by(acting, decisions_seen_by(acting).get())

    assert [line.household_id for line in lines] == [moved.pk]
