"""The pages behind the boards, and how many queries they ask for however many communes there are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rasoat.survey.text import fold
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import VillageReview
from rasoat.web.rounds.models import RoundCommune
from web.review_making import make_case, make_round


def more_communes(province: Unit, count: int) -> list[Unit]:
    rows = [
        Unit(
            key=f"TT9{at:03}", code=f"TT9{at:03}", name=f"Xã {at}", level="commune", parent=province, province=province,
            folded=fold(f"Xã {at}"), initials="x", sort_key=f"xa {at:03}", valid_from="2025-07-01",
        )
        for at in range(count)
    ]  # fmt: skip
    made = Unit.objects.bulk_create(rows)
    for unit in made:
        unit.commune = unit
    Unit.objects.bulk_update(made, ["commune"])
    return made


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("role", "level"), [("province_officer", "province"), ("ministry_viewer", "nation"), ("auditor", "nation")]
)
def test_first_pages_ask_the_same_of_few_and_many_communes(
    client_for: Callable[..., Client], province: Unit, communes, villages, role: str, level: str
) -> None:
    row = make_round(province, communes)
    client = client_for(role, province if level == "province" else None)
    before = queries_of(client, "/")

    for unit in more_communes(province, 60):
        RoundCommune.objects.create(round=row, province=province, commune=unit, year=2026)

    assert queries_of(client, "/") == before
    assert before < 30


def test_the_page_of_communes_asks_the_same_of_few_and_many(
    client_for: Callable[..., Client], province: Unit, communes, villages
) -> None:
    row = make_round(province, communes)
    client = client_for("province_officer", province)
    path = f"/ban-viec/dot/{row.pk}/xa/"
    before = queries_of(client, path)

    for unit in more_communes(province, 120):
        RoundCommune.objects.create(round=row, province=province, commune=unit, year=2026)

    assert queries_of(client, path) == before
    assert len(client.get(path).context["lines"]) == 50


def test_the_officers_page_asks_the_same_of_few_and_many_villages(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes
) -> None:
    row = make_round(province, communes)
    for home in homes(villages[0], 2):
        make_case(row, home)
    client = client_for("commune_officer", communes[0])
    before = queries_of(client, "/")

    for at in range(20):
        village = Unit.objects.create(
            key=f"TT0001-5{at}", code=f"TT0001-5{at}", name=f"Thôn {at}", level="village", parent=communes[0],
            province=province, commune=communes[0], folded=f"thon {at}", sort_key=f"thon {at:02}",
            valid_from="2025-07-01",
        )  # fmt: skip
        VillageReview.objects.create(round=row, province=province, commune=communes[0], village=village, year=2026)

    assert queries_of(client, "/") == before
    assert before < 40


def test_communes_are_filtered_by_step_and_silence(
    client_for: Callable[..., Client], province: Unit, communes, villages
) -> None:
    row = make_round(province, communes)
    RoundCommune.objects.filter(commune=communes[0]).update(stage="survey", last_active_at=timezone.now())
    client = client_for("province_officer", province)
    path = f"/ban-viec/dot/{row.pk}/xa/"

    by_step = client.get(f"{path}?buoc=survey").context["lines"]
    quiet = client.get(f"{path}?im=1").context["lines"]

    assert [line["commune"] for line in by_step] == [communes[0]]
    assert [line["commune"] for line in quiet] == [communes[1]]


def test_people_of_a_commune_see_only_their_own_line(
    client_for: Callable[..., Client], province: Unit, communes, villages
) -> None:
    row = make_round(province, communes)

    lines = client_for("commune_officer", communes[0]).get(f"/ban-viec/dot/{row.pk}/xa/").context["lines"]

    assert [line["commune"] for line in lines] == [communes[0]]


def test_rounds_of_others_are_not_found(
    client_for: Callable[..., Client], province: Unit, communes: list[Unit], villages
) -> None:
    row = make_round(province, communes[:1])
    client = client_for("commune_officer", communes[1])

    assert client.get(f"/ban-viec/dot/{row.pk}/xa/").status_code == 404
    assert client.get(f"/ban-viec/dot/{row.pk}/cac-buoc/").status_code == 404


def test_every_step_is_told_with_its_example_and_source(
    client_for: Callable[..., Client], province: Unit, communes, villages
) -> None:
    row = make_round(province, communes)

    page = client_for("village_head", villages[0]).get(f"/ban-viec/dot/{row.pk}/cac-buoc/").content.decode()

    assert page.count("Ví dụ:") >= 8
    assert "QĐ 24/2021/QĐ-TTg" in page
