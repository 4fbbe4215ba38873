"""The public pages: open to everybody, light, kept by caches, English at a click, and silent about persons."""

import csv
import gzip
import io
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rasoat.tables.rounding import rate
from rasoat.web.law import book
from rasoat.web.public.actions.names_basis import record_basis
from rasoat.web.public.actions.publish import publish
from rasoat.web.public.check_form import TICK
from rasoat.web.public.checking import check_of
from rasoat.web.public.open_data import NAMES
from rasoat.web.public.views.standards import uses_on
from rasoat.web.reviews.models import PostedCase, Posting, VillageReview
from web.review_making import STANDARD, make_case, make_round

from .conftest import YEAR

pytestmark = pytest.mark.django_db
KEPT = ("home", "results", "datasets", "standards", "rounds")


def page(name: str, *args: object, client: Client | None = None, **query: object):
    return (client or Client()).get(reverse(f"public:{name}", args=args), query)


@pytest.fixture
def published(publisher, province, communes, decide, households):
    decide(communes[0], poor=10, near_poor=3)
    decide(communes[1], poor=20, near_poor=9)
    return publish(publisher, province, YEAR, STANDARD)


@pytest.mark.parametrize("name", KEPT)
def test_pages_without_a_form_may_be_kept(published, name: str) -> None:
    answer = page(name)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in answer["Vary"]
    assert "csrf" not in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("name", ["complaint", "denunciation", "look_up", "verify", "application"])
def test_pages_with_a_form_are_not_kept_nor_found_by_search(communes, name: str) -> None:
    answer = page(name, xa=communes[0].key)

    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'content="noindex"' in answer.content.decode()


@pytest.mark.parametrize("name", [*KEPT, "complaint", "look_up"])
def test_a_whole_page_is_light(published, communes, name: str) -> None:
    """HTML, style sheet and mark together, as they go over the line; no script, no font, nothing from elsewhere."""
    html = page(name, xa=communes[0].key).content

    parts = [html, *(Path(str(finders.find(f"look/{file}"))).read_bytes() for file in ("public.css", "mark.svg"))]
    assert sum(len(gzip.compress(part)) for part in parts) < 100_000
    text = html.decode()
    assert all(word not in text for word in ("<script", "woff", "http://", "//cdn", "style="))


def test_the_longest_page_is_light_too() -> None:
    assert len(gzip.compress(page("self_check", STANDARD).content)) < 60_000
    assert len(gzip.compress(page("standard", STANDARD).content)) < 60_000


def test_results_show_tables_bars_and_no_small_count(published, province) -> None:
    text = page("results", tinh=province.key).content.decode()

    assert "Xã Đồng Trám" in text
    assert "<rect" in text
    assert ">3<" not in text
    assert "không công bố" in text
    assert province.full_name in page("results").content.decode()


def test_without_results_the_page_says_when_they_come(db) -> None:
    assert "Chưa tỉnh nào công bố kết quả" in page("results").content.decode()
    assert "Chưa có tệp nào" in page("datasets").content.decode()


def test_years_of_one_standard_stand_side_by_side(published, publisher, province, communes, decide) -> None:
    decide(communes[0], poor=30, near_poor=30, year=2025, effective_from=date(2025, 11, 1), signed_on=date(2025, 11, 1))
    publish(publisher, province, 2025, STANDARD)

    text = page("results", tinh=province.key, nam=2026).content.decode()

    assert "Qua các năm" in text
    assert f"nam=2025&amp;chuan={STANDARD}" in text


def test_open_data_come_with_their_schema(published, province) -> None:
    raw = page("dataset", province.key, YEAR, STANDARD, "csv")
    rows = list(csv.DictReader(io.StringIO(raw.content.decode("utf-8-sig"))))
    told = json.loads(page("dataset", province.key, YEAR, STANDARD, "json").content)
    schema = json.loads(page("schema").content)

    assert [field["name"] for field in schema["fields"]] == NAMES == list(rows[0])
    assert told["schema"] == schema
    assert [row["name"] for row in rows] == ["Phường Bến Gỗ", "Xã Đồng Trám", "Tỉnh Thử"]
    assert rows[1]["near_poor"] == ""
    assert (told["data"][2]["households"], told["data"][2]["listed"]) == (3000, None)
    assert (rows[2]["households"], rows[2]["listed"]) == ("3000", "")
    assert raw["Access-Control-Allow-Origin"] == "*"
    assert page("dataset", province.key, YEAR, STANDARD, "xlsx").status_code == 404


def test_open_data_say_whether_a_sum_is_of_all_households(publisher, province, communes, decide) -> None:
    decide(communes[0], poor=30, near_poor=30)
    publish(publisher, province, YEAR, STANDARD)

    raw = page("dataset", province.key, YEAR, STANDARD, "csv").content.decode("utf-8-sig")
    whole = list(csv.DictReader(io.StringIO(raw)))[-1]

    assert (whole["listed"], whole["households"], whole["others"]) == ("60", "", "")


def test_results_ask_a_fixed_number_of_queries(published, province, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(3):
        page("results", tinh=province.key)


def test_the_standard_says_how_sure_each_figure_is() -> None:
    text = page("standard", STANDARD).content.decode()

    assert "1.500.000" in text
    assert "Thiếu hụt khi" in text
    assert "đã đối chiếu văn bản" in text
    assert page("standard", "khong_co").status_code == 404


def test_every_standard_has_its_page() -> None:
    for standard_id in book().standards:
        assert page("standard", standard_id).status_code == 200
        checked = page("self_check", standard_id)
        assert checked.status_code in {200, 404}


def test_the_self_check_keeps_nothing_and_is_stamped(django_assert_num_queries) -> None:
    url = reverse("public:self_check", args=[STANDARD])
    with django_assert_num_queries(0):
        text = Client().post(url, {"region_code": "NT1", "size": "seven_or_more"}).content.decode()

    assert "Chưa đủ câu trả lời" in text
    assert "BẢNG ĐIỂM MINH HỌA" in text
    assert "sơ bộ" in text


def test_the_self_check_gives_a_class_once_all_is_answered() -> None:
    check = check_of(STANDARD)
    answers = {"region_code": "NT1"}
    for item in check.pack.point_table.items:
        if item.kind != "additive":
            answers[item.code] = min(item.answers, key=lambda each: each.points.get("NT1", 0)).code
    for code in check.pack.standard.indicator_codes[:4]:
        answers[TICK + code] = "1"

    text = Client().post(reverse("public:self_check", args=[STANDARD]), answers).content.decode()

    assert "Sơ bộ: Hộ nghèo" in text


def test_a_standard_by_income_is_checked_by_income() -> None:
    url = reverse("public:self_check", args=["dong_nai_local_2022"])

    text = Client().post(url, {"area": "rural", "income_vnd": "900000"}).content.decode()

    assert "Kết quả sơ bộ" in text


def test_rounds_are_shown_in_counts_of_villages(province, communes, villages, decide) -> None:
    row = make_round(province, communes)
    home = decide(communes[0], poor=1).lines.get().household
    case = make_case(row, home, state="locked", result_state="posted")
    review = VillageReview.objects.get(round=row, village=villages[0])
    posting = Posting.objects.create(
        review=review, number=1, days=3, happened_on=date(2026, 10, 1), ends_on=date(2026, 10, 6), places=["x"]
    )
    PostedCase.objects.create(posting=posting, case=case, standard_id=STANDARD, household_class="poor")
    make_round(province, communes, purpose="training")

    text = page("rounds").content.decode()

    assert "1 / 4 thôn đã niêm yết" in text
    assert text.count("thôn đã niêm yết") == 1
    assert "Lò Văn" not in text


def test_where_and_until_when_lists_hang_is_told_by_commune_and_village(province, communes, villages) -> None:
    row, today = make_round(province, communes), timezone.localdate()
    for village, first, last, ended in (
        (villages[0], -1, 2, None), (villages[1], -9, -3, None), (villages[2], -1, 2, today - timedelta(days=1)),
    ):  # fmt: skip
        Posting.objects.create(
            review=VillageReview.objects.get(round=row, village=village), number=1, days=3, places=["Nhà văn hóa thôn"],
            happened_on=today + timedelta(days=first), ends_on=today + timedelta(days=last), ended_on=ended,
            acted="Cầm Văn Treo",
        )  # fmt: skip

    text = page("rounds").content.decode()
    own = Client().get(reverse("public:rounds"), {"tinh": province.key, "xa": communes[0].key}).content.decode()
    other = Client().get(reverse("public:rounds"), {"tinh": province.key, "xa": communes[1].key}).content.decode()

    until = f"{today + timedelta(days=2):%d/%m/%Y}"
    assert f"xa={communes[0].key}" in text
    assert f"xa={communes[1].key}" not in text
    assert until in text
    assert "Nhà văn hóa thôn" in own
    assert villages[1].full_name not in own
    assert until in own
    assert "Nhà văn hóa thôn" not in other
    assert "Cầm Văn Treo" not in text + own


def test_the_whole_province_has_its_rate(published) -> None:
    answer = Client().get(reverse("public:results"), {"tinh": published.province.key})
    total, lines = answer.context["total"], answer.context["lines"]

    assert total["rate"] == rate(total["poor"], total["total"]) / Decimal(100)
    assert f"{total['rate']:.2f}".replace(".", ",") in answer.content.decode().partition("<tfoot>")[2]
    assert total["total"] == sum(line["total"] for line in lines)


def test_names_show_only_while_there_is_a_basis(published, publisher, province, communes) -> None:
    commune, today = communes[0], timezone.localdate()
    assert page("names", commune.key).status_code == 404

    row = record_basis(
        publisher, province, commune=commune, year=YEAR, standard_id=STANDARD, document="NĐ 1/2026",
        valid_from=today, valid_until=today,
    )  # fmt: skip
    answer = page("names", commune.key)
    assert answer.status_code == 200
    assert "Lò Văn Số 1" in answer.content.decode()
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "no-store"

    row.valid_from, row.valid_until = today - timedelta(days=9), today - timedelta(days=1)
    row.save()
    assert page("names", commune.key).status_code == 404


def test_english_is_one_click_away_and_leads_nowhere_else(published) -> None:
    client = Client()
    back = client.get(reverse("public:language", args=["en"]), {"tiep": "/cong-khai/ket-qua/"})

    assert back["Location"] == "/cong-khai/ket-qua/"
    assert '<html lang="en">' in client.get("/cong-khai/ket-qua/").content.decode()
    for elsewhere in ("https://noi-khac.vn/", "//noi-khac.vn/"):
        led = client.get(reverse("public:language", args=["vi"]), {"tiep": elsewhere})
        assert led["Location"] == reverse("public:home")
    assert client.get(reverse("public:language", args=["xx"])).status_code == 404


def test_a_paper_is_verified_without_a_word_about_the_household() -> None:
    text = page("verify", ma="AAAA-BBBB").content.decode()

    assert "Không có giấy nào mang mã này" in text


@pytest.mark.parametrize(("day", "now", "surveyed"), [
    (date(2026, 11, 27), {"national_2022"}, {"national_2027"}), (date(2027, 2, 1), {"national_2027"}, set()),
])  # fmt: skip
def test_the_next_standard_is_not_said_to_be_in_use_while_people_are_surveyed_for_it(
    day: date, now: set[str], surveyed: set[str]
) -> None:
    used, coming = uses_on(day)

    assert {each for each in used if each.startswith("national")} == now
    assert coming == surveyed


def test_the_self_check_names_regions_and_says_when_a_standard_is_over() -> None:
    now, over = (page("self_check", each).content.decode() for each in (STANDARD, "dong_nai_local_2022"))

    assert "NT2: Nông thôn Trung du và miền núi phía Bắc" in now
    assert "Chỉ để tham khảo" not in now
    assert "Chuẩn này dùng đến hết ngày 31/12/2025. Chỉ để tham khảo" in over
    assert "Chuẩn này dùng đến hết ngày 31/12/2025" in page("standards").content.decode()
    assert reverse("public:standards") in over.partition("<h1")[2]
