"""Patterns of a round by village, each with its households, for few eyes."""

import pytest
from django.urls import reverse

from rasoat.web.reviews.models import Assessment, Result, Submission
from rasoat.web.trust.patterns.finding import PATTERNS
from web.review_making import STANDARD

DAY = "2026-10-01"


def found(code: str, row) -> dict[int | None, int]:
    return {each.village_id: each.households for each in PATTERNS[code].find(row, STANDARD)}


def behind(code: str, row) -> set[int]:
    return set(PATTERNS[code].behind(row, STANDARD).values_list("pk", flat=True))


def form(case, **fields) -> Submission:
    return Submission.objects.create(
        case=case, province=case.province, commune=case.commune, village=case.village, year=2026, number=1,
        entry=fields.pop("entry", "form"), sealed=b"x", digest=fields.pop("digest", f"d{case.pk}"), happened_on=DAY,
        **fields,
    )  # fmt: skip


def test_departures_stand_out_against_other_villages(row, scored, villages) -> None:
    odd, usual = scored(villages[0], 12), scored(villages[1], 30)
    Result.objects.filter(case__in=[*odd, *usual]).update(agreed="near_poor", state="agreed")
    Result.objects.filter(case__in=odd[:10]).update(departs=True)
    Result.objects.filter(case__in=usual[:1]).update(departs=True)

    assert found("hop-khac-diem", row) == {villages[0].pk: 10}
    assert behind("hop-khac-diem", row) == {case.pk for case in [*odd[:10], usual[0]]}


def test_points_that_crowd_under_the_line(row, scored, villages) -> None:
    crowd, even = scored(villages[0], 20), scored(villages[1], 20)
    for number, case in enumerate([*crowd, *even]):
        score = 140 if number < 20 else (135 if number % 2 else 150)
        made = Assessment.objects.create(submission=form(case), standard_id=STANDARD, income_score=score)
        case.results.update(assessment=made)

    assert found("sat-nguong", row) == {villages[0].pk: 20}
    assert behind("sat-nguong", row) == {case.pk for case in [*crowd, *even]}


def test_copied_forms(row, scored, villages) -> None:
    cases = scored(villages[0], 4)
    for case, digest in zip(cases, ("a", "a", "b", "c"), strict=True):
        form(case, digest=digest)

    assert found("phieu-giong-nhau", row) == {villages[0].pk: 2}
    assert behind("phieu-giong-nhau", row) == {case.pk for case in cases[:2]}


def test_fast_forms_against_the_same_way_of_entry(row, scored, villages) -> None:
    cases = scored(villages[0], 12)
    for number, case in enumerate(cases):
        form(case, seconds=20 if number == 0 else 400)
    for case in scored(villages[1], 12):
        form(case, seconds=60, entry="keyed")

    assert found("dien-nhanh", row) == {villages[0].pk: 1}
    assert behind("dien-nhanh", row) == {cases[0].pk}


def test_unlocked_forms(row, scored, villages) -> None:
    cases = scored(villages[2], 3, unlocks=2)

    (told,) = PATTERNS["mo-khoa"].find(row, STANDARD)

    assert (told.village_id, told.households) == (villages[2].pk, 3)
    assert "6" in told.text
    assert behind("mo-khoa", row) == {case.pk for case in cases}


def test_villages_where_nobody_changed(row, scored, villages) -> None:
    still = [*scored(villages[0], 10), *scored(villages[0], 1, opening="", proposed="not_poor")]
    scored(villages[1], 10)
    scored(villages[1], 1, proposed="not_poor")
    scored(villages[2], 3)

    assert found("khong-doi", row) == {villages[0].pk: len(still)}


@pytest.mark.parametrize("code", sorted(PATTERNS))
def test_an_empty_round_asks_nothing(row, code: str) -> None:
    assert found(code, row) == {}
    assert behind(code, row) == set()


@pytest.mark.parametrize(("role", "may"), [("province_officer", True), ("auditor", True), ("province_admin", False)])
def test_few_see_patterns(client_for, province, row, scored, villages, role: str, may: bool) -> None:
    scored(villages[0], 12, unlocks=1)
    client = client_for(role, province)
    pages = [
        reverse("trust:rounds"), reverse("trust:patterns", args=[row.pk]),
        reverse("trust:behind", args=[row.pk, "mo-khoa"]) + f"?thon={villages[0].pk}",
    ]  # fmt: skip

    answers = [client.get(url).status_code for url in pages]

    assert all((status == 200) is may for status in answers)


def test_communes_never_see_patterns(client_for, communes, row) -> None:
    for role in ("commune_officer", "commune_chair", "commune_board"):
        assert client_for(role, communes[0]).get(reverse("trust:patterns", args=[row.pk])).status_code in (403, 404)


def test_pages_accuse_nobody_and_ask_few_queries(
    client_for, province, row, scored, villages, django_assert_max_num_queries
) -> None:
    for village in villages:
        scored(village, 12, unlocks=1)
    client = client_for("province_officer", province)

    with django_assert_max_num_queries(30):
        text = client.get(reverse("trust:patterns", args=[row.pk])).content.decode()

    assert "chỉ gợi câu hỏi" in text
    assert not [word for word in ("gian lận", "vi phạm", "sai phạm") if word in text.lower()]
