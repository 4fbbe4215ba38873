"""The office's own law in rounds: a signed table serves an official round; a faulty directory is told, pages go on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.law.conftest import office, stricter, table
from tests.web.rounds.conftest import draft_of, settle_all

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.open_round import open_round
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.standards import StandardDraft

pytestmark = pytest.mark.django_db
SIGNED = StandardDraft("national_2022", "answers", "bang-tinh")
__all__ = ["office", "table"]


@pytest.fixture
def client(client_for: Callable[..., Client], province: Unit) -> Client:
    return client_for("province_admin", province)


@pytest.fixture
def signed_round(admin: Acting, province: Unit, villages, office: Path, table) -> Round:
    """An open official round by a table that the office has signed."""
    table("bang-tinh")
    settle_all(admin, province)
    return open_round(admin, create_round(admin, draft_of(province, standards=[SIGNED])))


def test_an_official_round_is_scored_by_the_signed_table_of_the_office(signed_round: Round) -> None:
    scored = sheet_of(signed_round).standards[0]

    assert scored.pack.point_table is not None
    assert scored.pack.point_table.table_id == "bang-tinh"
    assert scored.pack.hash == signed_round.standards.get().pack_hash
    assert sheet_of(signed_round).watermark == ""


def test_a_table_that_nobody_signed_serves_no_official_round(admin: Acting, province, villages, table) -> None:
    table("bang-tinh", signed=False)

    with pytest.raises(RefusedError, match="ký"):
        create_round(admin, draft_of(province, standards=[SIGNED]))


def test_the_checklist_shows_what_the_office_brought(
    client: Client, client_for, communes, province, office, table
) -> None:
    address = reverse("rounds:checklist", args=[province.key])
    assert "Luật của cơ quan" in client.get(address).content.decode()
    table("bang-tinh")
    table("bang-nhap", signed=False)

    shown = client.get(address).content.decode()

    assert "phủ lên luật của phần mềm" in shown
    assert "đã ký" in shown
    assert "đã nhập xong, chưa ký" in shown
    assert str(office) in shown
    assert f"<code>{office}</code>" not in client_for("commune_officer", communes[0]).get(address).content.decode()


def test_without_a_directory_the_checklist_says_nothing_of_it(client: Client, province) -> None:
    shown = client.get(reverse("rounds:checklist", args=[province.key])).content.decode()

    assert "Luật của cơ quan" not in shown


def test_a_fault_is_told_on_the_checklist_and_no_page_breaks(
    client: Client, client_for, province, villages, signed_round: Round, office: Path
) -> None:
    (office / "standards").mkdir()
    (office / "standards" / "hong.yaml").write_text("id: hong\nname: [\n", encoding="utf-8")

    shown = client.get(reverse("rounds:checklist", args=[province.key])).content.decode()
    answers = {
        name: client.get(reverse(name, args=args)).status_code
        for name, args in (
            ("rounds:list", []), ("look:home", []), ("rounds:round", [signed_round.pk]),
            ("rounds:standards", [signed_round.pk]), ("rounds:communes", [signed_round.pk]),
            ("rounds:days", [signed_round.pk]), ("rounds:settings", [signed_round.pk]),
        )
    }  # fmt: skip

    assert "có lỗi nên chưa dùng" in shown
    assert "hong.yaml" in shown
    assert set(answers.values()) == {200}, answers
    officer = client_for("commune_officer", villages[0].commune)
    told = officer.get(reverse("reviews:commune", args=[signed_round.pk, villages[0].commune.key]))
    assert told.status_code == 200
    assert sheet_of(signed_round).standards[0].pack.hash == signed_round.standards.get().pack_hash


def test_a_law_that_moved_since_the_opening_is_told(client: Client, signed_round: Round, office: Path) -> None:
    address = reverse("rounds:standards", args=[signed_round.pk])
    assert "không còn như khi mở đợt" not in client.get(address).content.decode()

    stricter(office)

    shown = client.get(address).content.decode()
    assert "không còn như khi mở đợt" in shown
    assert "vẫn hỏi, chấm và báo cáo theo gói luật đã giữ" in shown


def test_a_procedure_that_is_gone_is_said_in_words(client: Client, official: Round) -> None:
    Round.objects.filter(pk=official.pk).update(procedure_id="quy_trinh_cua_so")

    answer = client.get(reverse("rounds:round", args=[official.pk]))

    assert answer.status_code == 409
    assert "Không có quy trình “quy_trinh_cua_so”" in answer.content.decode()
