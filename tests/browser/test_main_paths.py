"""The main paths of the people of a commune and a province, page after page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from browser.watching import WIDE, watched
from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.models import Household
from web.site.makers import household
from web.site.places import Place, make_place, person

HEADINGS = ("STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Số CCCD", "Dân tộc", "Xã", "Thôn")
PEOPLE = (
    (1, "Hoàng Văn Mẫu", "Chủ hộ", "02/03/1980", "Nam", "001080000011", "Kinh", "DT", "DT"),
    (1, "Lò Thị Mẫu", "Vợ", "1982", "Nữ", "", "Thái", "DT", "DT"),
    (2, "Vàng A Mẫu", "Chủ hộ", "31/02/1975", "Nam", "", "Mông", "DT", "DT"),
)
SUCCESS = "#thong-bao .alert-success"


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """One page on the screen of an office."""
    with watched(browser, live_server.url, WIDE) as opened:
        yield opened


@pytest.fixture
def desk(page: Page, officer: User, sign_in: Callable[[User], None]) -> Page:
    """The page of an officer of the commune who has signed in."""
    sign_in(officer)
    return page


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A commune's own list, in a layout that nobody knows."""
    path = tmp_path / "so-xa.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sổ xã")
        sheet.write(0, 0, "DANH SÁCH HỘ NĂM 2025")
        for number, row in enumerate((HEADINGS, *PEOPLE), 2):
            sheet.write_row(number, 0, row)
    return path


def test_a_household_is_found_by_parts_of_words_without_tones(desk: Page, place: Place) -> None:
    code = place.make(household).code
    desk.goto("/ho/")

    desk.locator("main input[type=search]").press_sequentially("thu lo")

    expect(desk.locator("#ket-qua tbody th")).to_have_text("Lò Thị Thử")
    desk.locator("#ket-qua tbody th a").click()
    expect(desk).to_have_url(f"{desk.url.split('/ho/')[0]}/ho/{code}/")


def test_an_event_is_written_and_undone(desk: Page, place: Place) -> None:
    code = place.make(household).code
    desk.goto(f"/ho/{code}/bien-dong/chuyen-di/")
    desk.locator("[name=reason]").fill("về quê")

    desk.locator("main").get_by_role("button", name="Ghi biến động").click()

    expect(desk.locator("main")).to_contain_text("Hộ đã ra khỏi sổ")
    desk.locator("[data-open-dialog=hoan-tac]").click()
    desk.locator("#hoan-tac textarea").fill("ghi nhầm hộ")
    desk.locator("#hoan-tac .btn-danger").click()
    expect(desk.locator(SUCCESS)).to_be_visible()
    assert Household.objects.get().ended_on is None


def test_a_list_of_any_kind_comes_in_and_goes_out_again(desk: Page, workbook: Path) -> None:
    desk.goto("/nhap-xuat/tai-len/")
    desk.locator("input[name=file]").set_input_files(workbook)
    desk.get_by_role("button", name="Tải lên và đọc").click()
    expect(desk.locator("#lan-nhap progress")).to_be_visible()
    batch = desk.url
    run_until_idle()
    desk.wait_for_url(f"{batch}cot/")
    desk.get_by_role("button", name="Đọc tệp theo cách ghép này").click()
    desk.wait_for_url(batch)
    run_until_idle()
    expect(desk.locator("#lan-nhap")).to_contain_text("Nếu xác nhận thì")
    expect(desk.get_by_role("link", name="Tải bản đánh dấu lỗi")).to_be_visible()

    desk.get_by_role("link", name="Tiếp tục: xác nhận").click()
    desk.get_by_role("button", name="Ghi vào sổ").click()
    desk.wait_for_url(batch)
    run_until_idle()

    assert Household.objects.filter(ended_on=None, head_name="Hoàng Văn Mẫu").exists()
    desk.goto(batch)
    desk.get_by_role("link", name="Hoàn tác cả lần nhập").click()
    desk.locator("[name=reason]").fill("nhập nhầm tệp")
    desk.get_by_role("button", name="Hoàn tác cả lần nhập").click()
    desk.wait_for_url(batch)
    run_until_idle()
    assert not Household.objects.filter(ended_on=None).exists()


def test_two_communes_become_one_and_old_maps_stay(page: Page, place: Place, sign_in: Callable[[User], None]) -> None:
    other = make_place("DU", place.province)
    code = place.make(household).code
    sign_in(person(place, "province_admin"))
    page.goto("/don-vi/thay-doi/")
    for unit in (place.commune, other.commune):
        page.locator(f"input[name=xa][value={unit.key}]").check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.locator("[name=on]").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.locator("[name=document]").fill("Nghị quyết 01/NQ-HĐND")
    page.locator("[name=kind_0]").select_option(label="Xã")
    page.locator("[name=name_0]").fill("Đồng Mẫu")
    page.get_by_role("button", name="Xem trước").click()

    page.get_by_role("button", name="Ghi thay đổi").click()

    expect(page.locator(SUCCESS)).to_be_visible()
    merged = Unit.objects.get(name="Đồng Mẫu")
    home = Household.objects.get(code=code)
    assert home.commune == merged
    assert Unit.objects.get(pk=place.commune.pk).valid_until is not None
    page.goto(f"/don-vi/{place.commune.key}/")
    expect(page.locator("main")).to_contain_text("Đồng Mẫu")
