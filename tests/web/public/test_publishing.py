"""What is published: decisions in force only, made-up ones never, small counts left out for good."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.accounts.acting import installer
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import UnitTotal
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.actions.change_site import change_site
from rasoat.web.public.actions.names_basis import record_basis, withdraw_basis
from rasoat.web.public.actions.publish import publish, withdraw_publication
from rasoat.web.public.models import Publication
from rasoat.web.public.queries import names_basis, names_of, newest_publications
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Decision, DecisionLine
from rasoat.web.reviews.models import RoundDecision
from web.review_making import STANDARD, make_round

from .conftest import YEAR

pytestmark = pytest.mark.django_db


def test_the_counts_are_those_of_the_decisions(publisher, province, communes, decide, households) -> None:
    decide(communes[0], poor=10, near_poor=7)
    decide(communes[1], poor=20, near_poor=9)

    row = publish(publisher, province, YEAR, STANDARD)

    told = {each["name"]: (each["poor"], each["near_poor"], each["others"]) for each in row.figures["rows"]}
    assert told == {"Phường Bến Gỗ": (20, 9, 1971), "Xã Đồng Trám": (10, 7, 983)}
    assert row.figures["total"] == {"poor": 30, "near_poor": 16, "others": 2954, "total": 3000}
    assert row.as_of == date(2026, 11, 2)


def test_without_all_households_the_total_is_poor_and_near_poor(
    publisher, province, communes, decide, households
) -> None:
    UnitTotal.objects.filter(unit=communes[1]).delete()
    decide(communes[0], poor=10, near_poor=7)
    decide(communes[1], poor=20, near_poor=9)

    figures = publish(publisher, province, YEAR, STANDARD).figures

    assert figures["columns"] == ["poor", "near_poor", "total"]
    assert figures["total"]["total"] == 46


def test_small_counts_never_reach_the_publication(publisher, province, communes, decide) -> None:
    decide(communes[0], poor=3, near_poor=7)
    decide(communes[1], poor=20, near_poor=9)

    figures = publish(publisher, province, YEAR, STANDARD).figures

    assert all(each["poor"] is None for each in figures["rows"])
    assert all(each["near_poor"] is None for each in figures["rows"])
    assert figures["total"] == {"poor": 23, "near_poor": 16, "total": 39}


def test_a_later_decision_takes_the_place_of_an_earlier_one(publisher, province, communes, decide) -> None:
    first = decide(communes[0], poor=10, near_poor=5)
    home = DecisionLine.objects.filter(decision=first, household_class="poor").first().household
    later = DecisionDraft(communes[0], STANDARD, YEAR, date(2026, 11, 20), signed_on=date(2026, 11, 20))
    record_decision(installer(), later, [LineDraft(home, "near_poor")])

    figures = publish(publisher, province, YEAR, STANDARD).figures

    assert (figures["total"]["poor"], figures["total"]["near_poor"]) == (9, 6)


@pytest.mark.parametrize("change", [{"state": "withdrawn"}, {"watermark": "MINH HỌA"}, {"year": 2025}])
def test_what_does_not_count_is_not_published(publisher, province, communes, decide, change: dict[str, object]) -> None:
    decision = decide(communes[0], poor=10, near_poor=5)
    Decision.objects.filter(pk=decision.pk).update(**change)

    with pytest.raises(RefusedError, match="Chưa có quyết định nào"):
        publish(publisher, province, YEAR, STANDARD)


def test_the_newest_that_is_not_withdrawn_counts(publisher, province, communes, decide) -> None:
    decide(communes[0], poor=10, near_poor=5)
    first, second = (publish(publisher, province, YEAR, STANDARD) for _ in range(2))

    assert newest_publications().get() == second
    withdraw_publication(publisher, second, reason="nhầm")
    assert newest_publications().get() == first
    with pytest.raises(RefusedError, match="Chưa ghi lý do"):
        withdraw_publication(publisher, first, reason=" ")
    assert [each.row for each in verify() if each.row.startswith("public.")] == []


def test_only_those_who_publish_do(acting_for, province, communes, publisher, decide) -> None:
    decide(communes[0], poor=10, near_poor=5)
    row = publish(publisher, province, YEAR, STANDARD)
    for role, unit in (
        ("commune_officer", communes[0]),
        ("province_officer", province),
        ("commune_chair", communes[0]),
    ):
        acting = acting_for(role, unit)
        with pytest.raises(NotAllowedError):
            publish(acting, province, YEAR, STANDARD)
        with pytest.raises(NotAllowedError):
            withdraw_publication(acting, row, reason="x")
        with pytest.raises(NotAllowedError):
            change_site(acting, province, threshold=5, complaints=True, applications=False)
    assert Publication.objects.count() == 1


def basis(acting, province, **fields):
    usual = {
        "year": YEAR, "standard_id": STANDARD, "document": "NĐ 1/2026, Điều 2", "valid_from": date(2026, 11, 1),
        "valid_until": date(2026, 12, 1),
    }  # fmt: skip
    return record_basis(acting, province, **usual | fields)


def test_names_have_a_basis_with_an_end(publisher, province, communes, decide) -> None:
    decide(communes[0], poor=1, near_poor=1)
    row = basis(publisher, province, commune=communes[0])

    on, off = date(2026, 12, 1), date(2026, 12, 2)
    assert (names_basis(communes[0], on), names_basis(communes[0], off)) == (row, None)
    assert names_basis(communes[1], on) is None
    assert [each["household_class"] for each in names_of(communes[0], row)] == ["poor", "near_poor"]
    assert set(names_of(communes[0], row)[0]) == {"name", "village", "household_class"}
    withdraw_basis(publisher, row)
    assert names_basis(communes[0], on) is None
    assert [each.row for each in verify() if each.row.startswith("public.")] == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"document": " "}, "document"),
        ({"valid_until": date(2026, 10, 1)}, "valid_until"),
        ({"valid_until": date(2028, 10, 1)}, "valid_until"),
    ],
)
def test_a_basis_without_ground_or_end_is_refused(publisher, province, fields: dict[str, object], field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        basis(publisher, province, **fields)

    assert refused.value.field == field


@pytest.mark.parametrize(("fields", "field"), [({"threshold": 2}, "threshold"), ({"applications": True}, "document")])
def test_switches_that_would_harm_are_refused(publisher, province, fields: dict[str, object], field: str) -> None:
    usual = {"threshold": 5, "complaints": True, "applications": False}

    with pytest.raises(RefusedError) as refused:
        change_site(publisher, province, **usual | fields)

    assert refused.value.field == field


def test_a_monthly_decision_alone_is_not_the_result_of_a_year(publisher, province, communes, decide) -> None:
    monthly = make_round(province, communes[:1], kind="regular", commune=communes[0])
    kept = decide(communes[0], poor=12)
    RoundDecision.objects.create(
        round=monthly, province=province, commune=communes[0], standard_id=STANDARD, state="confirmed", decision=kept,
        year=YEAR,
    )  # fmt: skip

    with pytest.raises(RefusedError, match="Chưa có quyết định nào"):
        publish(publisher, province, YEAR, STANDARD)


def test_communes_without_a_result_are_named(publisher, province, communes, decide, client) -> None:
    decide(communes[0], poor=12)

    row = publish(publisher, province, YEAR, STANDARD)
    page = client.get(reverse("public:results"), {"tinh": province.key}).content.decode()

    assert row.figures["missing"] == [communes[1].full_name]
    assert f"Chưa có kết quả, chưa tính vào các số trên: {communes[1].full_name}." in page
