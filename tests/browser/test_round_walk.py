"""A village from its meeting to the certificate, clicked through on a phone: an officer, then the chair."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.watching import NARROW, watched
from rasoat.web.accounts.models import User
from rasoat.web.certificates.models import Certificate
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.reviews.models import Case, Result, RoundDecision, VillageReview
from rasoat.web.rounds.models import ParameterValue
from web.review_making import make_case, make_round
from web.site.makers import household
from web.site.places import Place, person

MET, POSTED, ENDED, SIGNED = "05/10/2026", "06/10/2026", "12/10/2026", "20/10/2026"


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """One page on a phone."""
    with watched(browser, live_server.url, NARROW) as opened:
        yield opened


@pytest.fixture
def case(place: Place) -> Case:
    """A household whose form is locked, in a round in which nobody's opinion is asked."""
    row = make_round(place.province, [place.commune], purpose="training")
    ParameterValue.objects.create(
        province=place.province, procedure_id=row.procedure_id, key="higher_opinion_step", value={"code": "none"},
        document="QĐ thử", valid_from=row.starts_on,
    )  # fmt: skip
    return make_case(row, place.make(household), state="locked", result_state="scored", proposed="poor")


def test_a_village_goes_from_its_meeting_to_the_certificate(
    page: Page, place: Place, officer: User, sign_in: Callable[[User], None], case: Case
) -> None:
    review = VillageReview.objects.get(village=place.village)
    sign_in(officer)

    page.goto("/")
    page.get_by_role("link", name=place.village.full_name).first.click()
    page.get_by_role("link", name="Ghi biên bản họp").click()
    _fill(page, happened_on=MET, acted="Trưởng thôn", present="20", agree_national_2022="20")
    page.locator("[name=on_behalf]").check()
    _press(page, "Ghi biên bản")
    page.goto(f"/ra-soat/thon/{review.pk}/niem-yet/")
    _fill(page, happened_on=POSTED)
    _press(page, "Ghi niêm yết")
    page.goto(f"/ra-soat/niem-yet/{review.postings.get().pk}/")
    _fill(page, happened_on=ENDED)
    _press(page, "Ghi kết thúc")
    page.goto(f"/ra-soat/cac-buoc/{case.round_id}/{place.commune.key}/lap-quyet-dinh/")
    _press(page, "Lập danh sách trình ký")
    _fill(page, number="45/QĐ-UBND", signed_on=SIGNED, signer="Chủ tịch thử", happened_on=SIGNED)
    _press(page, "Ghi số, ngày ký")

    sign_in(person(place, "commune_chair"))
    page.goto("/")
    expect(page.get_by_role("heading", name="Chờ ký").first).to_be_visible()
    page.goto(f"/ra-soat/quyet-dinh/{RoundDecision.objects.get().pk}/")
    page.get_by_role("button", name="Xác nhận").first.click()
    page.locator("dialog[open]").get_by_role("button", name="Xác nhận").click()
    expect(page.locator("#thong-bao .alert-success").first).to_be_visible()

    sign_in(officer)
    page.goto(f"/chung-nhan/cap/{RoundDecision.objects.get().pk}/")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_load_state()
    run_until_idle()

    assert Result.objects.get(case=case).state == "recognised"
    assert RoundDecision.objects.get().number == "MẪU-45/QĐ-UBND"
    assert Certificate.objects.get().household_id == case.household_id


def _fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def _press(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).click()
    expect(page.locator("#thong-bao .alert-success").first).to_be_visible()
