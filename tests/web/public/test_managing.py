"""The page of those who publish."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rasoat.web.areas.models import Unit
from rasoat.web.public.models import NamesBasis, Publication, PublicSite
from web.review_making import STANDARD

from .conftest import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for: Callable[..., Client], province) -> Client:
    return client_for("province_admin", province)


def send(client: Client, name: str, *args: object, **told: object) -> str:
    answer = client.post(reverse(f"public:{name}", args=args), told, follow=True)
    return f"{answer.status_code} {answer.content.decode()}"


def test_a_result_is_published_and_withdrawn(desk, province, communes, decide) -> None:
    decide(communes[0], poor=10, near_poor=5)

    said = send(desk, "publish", tinh=province.key, year=YEAR, standard_id=STANDARD)
    row = Publication.objects.get()
    taken = send(desk, "withdraw", row.pk, reason="nhầm năm")

    assert "Đã công bố 1 xã" in said
    assert "Đã rút kết quả" in taken
    assert "nhầm năm" in taken


def test_nothing_to_publish_is_said_beside_the_form(desk, province) -> None:
    said = send(desk, "publish", tinh=province.key, year=YEAR, standard_id=STANDARD)

    assert said.startswith("422")
    assert "Chưa có quyết định nào đã ký và xác nhận" in said


def test_switches_are_changed(desk, province) -> None:
    send(desk, "switches", tinh=province.key, threshold=10, applications="on", document="QĐ 9/2026")

    site = PublicSite.objects.get()
    assert (site.threshold, site.complaints, site.applications) == (10, False, True)
    assert send(desk, "switches", tinh=province.key, threshold=2).startswith("422")


def test_names_go_online_and_off(desk, province, communes) -> None:
    today = timezone.localdate()
    told = {
        "tinh": province.key, "year": YEAR, "standard_id": STANDARD, "commune": communes[0].pk, "document": "NĐ 1/2026",
        "valid_from": f"{today:%d/%m/%Y}", "valid_until": f"{today + timedelta(days=30):%d/%m/%Y}",
    }  # fmt: skip

    said = send(desk, "names_basis", **told)
    row = NamesBasis.objects.get()
    taken = send(desk, "end_basis", row.pk)

    assert "tên hiện đến hết ngày" in said
    assert "Đã rút tên khỏi mạng" in taken
    assert send(desk, "names_basis", **told | {"document": ""}).startswith("422")


def test_others_neither_see_nor_touch(client_for, province, communes, decide) -> None:
    for role, unit in (("commune_officer", communes[0]), ("province_officer", province)):
        client = client_for(role, unit)
        assert client.get(reverse("public:manage")).status_code == 403
        assert send(client, "publish", tinh=province.key, year=YEAR, standard_id=STANDARD).startswith("403")
    assert Client().get(reverse("public:manage")).status_code == 302


def test_publishers_of_another_province_find_nothing(client_for, desk, province) -> None:
    elsewhere = Unit.objects.create(key="KH", code="KH", name="Tỉnh Khác", level="province", sort_key="khac")
    Unit.objects.filter(pk=elsewhere.pk).update(province=elsewhere)
    other = client_for("province_admin", elsewhere)
    row = Publication.objects.create(
        province=province, year=YEAR, standard_id=STANDARD, as_of=timezone.localdate(), threshold=5, figures={}
    )

    assert send(other, "withdraw", row.pk, reason="x").startswith("404")
    assert other.get(reverse("public:manage"), {"tinh": province.key}).status_code == 404
