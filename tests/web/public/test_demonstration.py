"""The public site of a demonstration shows made-up results and rounds, and says so; a real site never does."""

import json
from datetime import date

import pytest
from django.test import Client

from rasoat.web.public.actions.publish import publish
from rasoat.web.public.models import Publication
from rasoat.web.public.queries import open_rounds
from rasoat.web.register.models import Decision
from web.conftest import make_unit
from web.review_making import STANDARD, make_round

YEAR = 2026

pytestmark = pytest.mark.django_db


def test_made_up_results_show_and_their_files_say_so(settings, publisher, province, communes, decide) -> None:
    settings.DEMO = True
    decision = decide(communes[0], poor=10, near_poor=5)
    Decision.objects.filter(pk=decision.pk).update(watermark="Dữ liệu giả định")
    publish(publisher, province, YEAR, STANDARD)

    page = Client().get("/cong-khai/ket-qua/").content.decode()
    files = {
        kind: Client().get(f"/cong-khai/du-lieu/{province.key}-{YEAR}-{STANDARD}.{kind}") for kind in ("csv", "json")
    }

    assert "Bản trình diễn" in page
    assert all('filename="MAU-ket-qua-' in answer["Content-Disposition"] for answer in files.values())
    told = json.loads(files["json"].content)
    assert told["watermark"] == "Dữ liệu giả định của bản trình diễn"
    assert told["data"][-1]["poor"] == 10


def test_files_of_a_real_site_bear_no_mark(publisher, province, communes, decide) -> None:
    decide(communes[0], poor=10, near_poor=5)
    publish(publisher, province, YEAR, STANDARD)
    answer = Client().get(f"/cong-khai/du-lieu/{province.key}-{YEAR}-{STANDARD}.json")
    assert "MAU-" not in answer["Content-Disposition"]
    assert "watermark" not in json.loads(answer.content)


def test_demo_rounds_show_on_a_demonstration_site_only(settings, province, communes, villages) -> None:
    make_round(province, communes, purpose="training")
    row = make_round(province, communes, purpose="demo")
    assert open_rounds(province) == []
    assert "Hiện không có đợt" in Client().get("/cong-khai/dot/").content.decode()

    settings.DEMO = True

    assert [each.row for each in open_rounds(province)] == [row]
    assert row.name in Client().get("/cong-khai/dot/").content.decode()


def test_nobody_is_led_to_the_first_province_by_a_careless_press(province, communes) -> None:
    make_unit("TK", "Tỉnh Khác", "province", kind="Tỉnh")
    page = Client().get("/cong-khai/gui-don/").content.decode()
    assert '<option value="">Chọn tỉnh</option>' in page
    assert '<option value="">Chọn xã</option>' in Client().get("/cong-khai/gui-don/?tinh=TT").content.decode()
    assert Client().get("/cong-khai/gui-don/?xa=").status_code == 200


def test_a_rate_is_rounded_as_in_the_reports(settings, province) -> None:
    """1,536 of 23,927 is 6.42 %: the tables of the province and the public page never differ by a hundredth."""
    settings.DEMO = True
    counts = {"poor": 1536, "near_poor": 1591, "others": 20800, "total": 23927}
    Publication.objects.create(
        province=province, year=YEAR, standard_id=STANDARD, as_of=date(2026, 12, 10), threshold=5,
        figures={"columns": list(counts), "rows": [], "total": counts},
    )  # fmt: skip
    assert "6,42&nbsp;%" in Client().get("/cong-khai/ket-qua/").content.decode()
