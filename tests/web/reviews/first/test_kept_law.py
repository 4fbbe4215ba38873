"""A round asks, scores and reports by the packs kept when it opened, whatever the office writes into its law since."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.law import book
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.lock_forms import lock_forms
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.models import Case, VillageReview
from rasoat.web.reviews.survey.sheet import forget_sheets, sheet_of
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.keep_packs import keep_packs
from rasoat.web.rounds.actions.open_round import open_round
from rasoat.web.rounds.drafts import RoundDraft
from rasoat.web.rounds.kept_packs import book_of, kept_pack
from rasoat.web.rounds.models import KeptPack, Purpose, Round
from rasoat.web.rounds.standards import StandardDraft
from web.law.conftest import office, stricter
from web.review_making import STANDARD, make_case
from web.reviews.first.conftest import DEPRIVED

__all__ = ["office"]
pytestmark = pytest.mark.django_db
TOTAL = StandardDraft(STANDARD, "total")


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    forget_sheets()


@pytest.fixture
def admin(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    return acting_for("province_admin", province)


def opened(admin: Acting, province: Unit, purpose: str = Purpose.TRAINING, route: StandardDraft = TOTAL) -> Round:
    draft = RoundDraft(
        purpose, "periodic", 2026, province, standards=[route], starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 14)
    )
    return open_round(admin, create_round(admin, draft))


@pytest.mark.parametrize("purpose", [Purpose.TRAINING, Purpose.DEMO])
def test_the_class_stays_as_by_the_kept_pack(
    admin, officer, province, villages, family, filled, office: Path, purpose: str
) -> None:
    row = opened(admin, province, purpose)
    first, second = make_case(row, family()), make_case(row, family("Hộ Sau"))

    stricter(office)
    for case in (first, second):
        submit_form(officer, case, filled(of=row, income_score=100, **DEPRIVED))
    (one,) = lock_form(officer, first)
    lock_forms(officer, VillageReview.objects.get(round=row, village=villages[0]))

    second.refresh_from_db()
    assert book().standard(STANDARD).params("rural")["income_line_score"] == 20
    assert (one.household_class, one.pack_hash) == ("poor", row.standards.get().pack_hash)
    assert second.results.get().proposed == "poor"
    assert book_of(row).standard(STANDARD).params("rural")["income_line_score"] == 140


def test_a_round_opened_later_scores_by_the_new_law(
    admin, officer, province, villages, family, filled, office: Path
) -> None:
    before = opened(admin, province)
    stricter(office)
    after = opened(admin, province, Purpose.DEMO)
    classes = []
    for row in (before, after, before):
        case = make_case(row, family(f"Hộ {Case.objects.count()}"))
        submit_form(officer, case, filled(of=row, income_score=100, **DEPRIVED))
        classes.append(lock_form(officer, case)[0].household_class)

    assert classes == ["poor", "not_poor", "poor"]
    hashes = {row.standards.get().pack_hash for row in (before, after)}
    assert len(hashes) == KeptPack.objects.filter(pk__in=hashes).count() == 2


def test_a_draft_is_shown_by_the_law_of_today_and_keeps_nothing(admin, province, villages, office: Path) -> None:
    draft = RoundDraft(Purpose.TRAINING, "periodic", 2026, province, standards=[TOTAL])
    row = create_round(admin, draft)
    stricter(office)

    assert sheet_of(row).standards[0].pack.standard.params("rural")["income_line_score"] == 20
    assert not KeptPack.objects.exists()
    assert open_round(admin, row).standards.get().pack_hash == KeptPack.objects.get().hash


def test_a_missing_pack_is_refused_and_never_replaced(admin, officer, province, villages, family, filled) -> None:
    row = opened(admin, province)
    case, form = make_case(row, family()), filled(of=row, income_score=100, **DEPRIVED)
    KeptPack.objects.all().delete()
    forget_sheets()

    with pytest.raises(RefusedError) as refused:
        submit_form(officer, case, form)

    assert refused.value.code == "pack-missing"
    assert "không có trong cơ sở dữ liệu" in refused.value.message
    assert "Không chấm theo luật khác" in refused.value.remedy
    assert not KeptPack.objects.exists()


@pytest.mark.parametrize(
    "altered",
    [
        lambda content: content.replace(b'"value":140', b'"value":150', 1),
        lambda content: content + b" ",
        lambda _content: b"{}",
        lambda _content: b"",
    ],
)
def test_an_altered_pack_is_refused(admin, province, villages, altered: Callable[[bytes], bytes]) -> None:
    row = opened(admin, province)
    kept = KeptPack.objects.get()
    changed = altered(bytes(kept.content))
    assert changed != bytes(kept.content)
    KeptPack.objects.update(content=changed)
    forget_sheets()

    with pytest.raises(RefusedError) as refused:
        sheet_of(row)
    with pytest.raises(RefusedError) as again:
        kept_pack(row.standards.get().pack_hash)

    assert (refused.value.code, again.value.code) == ("pack-altered", "pack-altered")
    assert bytes(KeptPack.objects.get().content) == changed


def test_a_second_round_does_not_open_on_an_altered_pack(admin, province, villages) -> None:
    opened(admin, province)
    KeptPack.objects.update(content=b"{}")

    with pytest.raises(RefusedError) as refused:
        opened(admin, province, Purpose.DEMO)

    assert refused.value.code == "pack-altered"


def test_the_page_tells_a_fault_and_puts_the_pack_back(
    admin, province, villages, communes, client_for: Callable[..., Client]
) -> None:
    row = opened(admin, province)
    client, address = client_for("province_admin", province), reverse("rounds:standards", args=[row.pk])
    whole = client.get(address).content.decode()
    KeptPack.objects.update(content=b"{}")
    forget_sheets()
    shown = client.get(address).content.decode()
    officer = client_for("commune_officer", communes[0])
    page = officer.get(reverse("reviews:commune", args=[row.pk, communes[0].key]))

    client.post(reverse("rounds:step", args=[row.pk, "giu-goi-luat"]))

    assert "Giữ lại gói luật" not in whole
    assert "đã bị sửa" in shown
    assert "Giữ lại gói luật" in shown
    assert page.status_code == 409
    assert "đã bị sửa" in page.content.decode()
    assert sheet_of(row).standards[0].pack.hash == row.standards.get().pack_hash
    assert Entry.objects.filter(action="rounds.packs_kept").count() == 1
    assert officer.post(reverse("rounds:step", args=[row.pk, "giu-goi-luat"])).status_code == 403


def test_another_law_is_not_put_back(admin, province, villages, office: Path) -> None:
    row = opened(admin, province)
    KeptPack.objects.all().delete()
    forget_sheets()
    stricter(office)

    with pytest.raises(RefusedError) as refused:
        keep_packs(admin, row)

    assert refused.value.code == "law-moved"
    assert not KeptPack.objects.exists()


def test_packs_of_two_rounds_do_not_mix(admin, province, villages, office: Path) -> None:
    """Equal standard and route, other law: each round has the form of its own pack, asked in any order."""
    first = opened(admin, province)
    stricter(office)
    second = opened(admin, province, Purpose.DEMO)

    lines = [sheet_of(row).standards[0].pack.standard.params("rural") for row in (second, first, second)]

    assert [line["income_line_score"] for line in lines] == [20, 140, 20]
