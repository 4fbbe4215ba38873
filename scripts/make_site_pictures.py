"""Draw the pictures of the site for the user guide: a small demonstration is started, walked through and ended.

`python scripts/make_site_pictures.py [DIRECTORY]`. Needs Chromium (`/usr/bin/chromium`). Everything that is seen comes
from the synthetic province; each picture is a PNG of few colours, at 1440 or 360 px.
"""

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import xlsxwriter
from camera import FLAGS, PASSWORD, Camera, demonstration
from playwright.sync_api import sync_playwright
from review_pictures import review_walk

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PEOPLE = (
    ("STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Số CCCD", "Dân tộc", "Xã", "Thôn",
     "Phân loại hộ"),
    (1, "Hoàng Văn Mẫu", "Chủ hộ", "02/03/1980", "Nam", "001080000011", "Kinh", "Đồng Trám", "Cuối Suối", "Hộ nghèo"),
    (1, "Lò Thị Thử", "Vợ", "1982", "Nữ", "", "Thái", "Đồng Trám", "Cuối Suối", "Hộ nghèo"),
    (2, "Vàng A Mẫu", "Chủ hộ", "31/02/1975", "Nam", "00107500", "Mông", "Đồng Trám", "Gốc Đa", "Hộ cận nghèo"),
    (3, "Nông Thị Thử", "Chủ hộ", "1960", "Nữ", "", "Tày", "Đồng Trám", "Thôn Lạ", "Hộ nghèo"),
)  # fmt: skip
"""A list of the commune's own kind, with a date that does not exist, a short number and an unknown village."""


def main(directory: Path) -> None:
    """Draw every picture into `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder)) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        camera = Camera(browser, address, directory)
        for walk in WALKS:
            walk(camera, Path(folder))
        browser.close()


def entrance(camera: Camera, _folder: Path) -> None:
    """The sign-in page, the second step, and the home page of an officer."""
    camera.page.goto("/dang-nhap/")
    camera.shoot("dang-nhap")
    camera.page.fill("input[name=login]", "demo.chutich.xa")
    camera.page.fill("input[name=password]", PASSWORD)
    with camera.page.expect_navigation():
        camera.page.keyboard.press("Enter")
    camera.shoot("dang-nhap-hai-lop", size="hep")
    camera.enter("canbo.xa")
    camera.shoot("trang-chinh", height=560)


def first_pages(camera: Camera, _folder: Path) -> None:
    """What each role finds first, in the round that is half way; and its steps in words."""
    camera.enter("truongthon")
    camera.shoot("ban-viec-truong-thon", size="hep", height=900)
    camera.enter("canbo.xa")
    camera.shoot("ban-viec-can-bo-xa", height=1000)
    camera.enter("chutich.xa")
    camera.shoot("ban-viec-cho-ky", height=760)
    page = camera.enter("canbo.so")
    camera.shoot("ban-viec-tinh", height=1000)
    page.get_by_role("link", name="Từng xã").first.click()
    camera.shoot("ban-viec-tung-xa", height=760)
    page.goto("/")
    page.get_by_role("link", name="Mỗi bước làm gì").first.click()
    camera.shoot("ban-viec-cac-buoc", height=900)


def commune_desk(camera: Camera, _folder: Path) -> None:
    """The register: list, household, events, the form of a new household, duplicates, to-dos."""
    page = camera.enter("canbo.xa")
    page.goto("/ho/")
    page.locator("main input[type=search]").fill("ng van")
    page.wait_for_timeout(1500)
    camera.shoot("so-ho-danh-sach")
    page.goto("/ho/?loai=poor")
    camera.shoot("so-ho-danh-sach-hep", size="hep")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()
    home = page.url
    camera.shoot("so-ho-trang-ho", height=1100)
    camera.shoot("so-ho-trang-ho-hep", size="hep")
    page.goto(f"{home}bien-dong/")
    camera.shoot("bien-dong-chon", height=700)
    page.goto(f"{home}bien-dong/sinh/")
    camera.shoot("bien-dong-sinh", height=640)
    page.goto("/ho/moi/")
    for name, typed in {"full_name": "Lò Thị Thử", "sex": "nữ", "birth": "1984", "ethnicity": "Thái"}.items():
        page.locator(f"[name=members-0-{name}]").fill(typed)
    camera.shoot("so-ho-nhap-moi")
    page.goto("/ho/can-bo-sung/")
    camera.shoot("so-ho-can-bo-sung", height=640)
    page.goto("/ho/trung/")
    page.locator("main tbody a, main .panel a").first.click()
    page.wait_for_load_state()
    camera.shoot("so-ho-trung", height=900)


def exchange_desk(camera: Camera, folder: Path) -> None:
    """A list of another kind is read, matched and looked over; then the counts of the year are settled."""
    page = camera.enter("canbo.xa")
    page.goto("/nhap-xuat/tai-len/")
    page.set_input_files("input[name=file]", list_of_the_commune(folder / "danh-sach-xa.xlsx"))
    camera.shoot("nhap-tai-len", height=760)
    with page.expect_navigation():
        page.get_by_role("button", name="Tải lên và đọc").click()
    batch = page.url
    page.wait_for_url(f"{batch}cot/", timeout=60_000)
    camera.shoot("nhap-ghep-cot")
    with page.expect_navigation():
        page.get_by_role("button", name="Đọc tệp theo cách ghép này").click()
    page.wait_for_url(f"{batch}dia-ban/", timeout=60_000)
    for choice in page.locator("main select").all():
        choice.select_option(index=1)
    camera.shoot("nhap-dia-ban", height=560)
    with page.expect_navigation():
        page.get_by_role("button", name="Ghi nhớ và đọc tiếp").click()
    page.get_by_role("link", name="Tải bản đánh dấu lỗi").wait_for(timeout=60_000)
    camera.shoot("nhap-xem-truoc")
    page.goto(f"{batch}loi/")
    camera.shoot("nhap-loi", height=640)
    page.goto("/nhap-xuat/xuat/")
    camera.shoot("xuat-so", height=700)
    page.goto("/nhap-xuat/dau-ky/")
    with page.expect_navigation():
        page.get_by_role("button", name="Lập bảng").click()
    page.wait_for_timeout(500)
    if page.get_by_role("button", name="Lấy số từ quyết định").count():
        with page.expect_navigation():
            page.get_by_role("button", name="Lấy số từ quyết định").click()
    camera.shoot("chot-so-dau-ky")


def approval(camera: Camera, _folder: Path) -> None:
    """What the chairman sees."""
    page = camera.enter("chutich.xa")
    page.goto("/nhap-xuat/dau-ky/")
    camera.shoot("chot-so-duyet", height=520)


def boundaries(camera: Camera, _folder: Path) -> None:
    """Units, and the merging of two communes up to the page before writing."""
    page = camera.enter("quantri.tinh")
    page.goto("/don-vi/?cap=commune")
    camera.shoot("don-vi", height=760)
    page.goto("/don-vi/thay-doi/")
    boxes = page.locator("main input[type=checkbox][name=xa]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    camera.shoot("dia-gioi-chon", height=640)
    with page.expect_navigation():
        page.get_by_role("button", name="Tiếp tục").click()
    page.locator("[name=on]").fill(f"{datetime.now(VIETNAM):%d/%m/%Y}")
    page.locator("[name=document]").fill("Nghị quyết 01/NQ-HĐND ngày 15/11/2026 (giả định)")
    page.locator("[name=name_0]").fill("Đồng Mẫu")
    camera.shoot("dia-gioi-van-ban", height=820)
    with page.expect_navigation():
        page.get_by_role("button", name="Xem trước").click()
    camera.shoot("dia-gioi-xem-truoc", height=700)


def ledger(camera: Camera, _folder: Path) -> None:
    """The ledger as the auditor reads it."""
    page = camera.enter("thanhtra")
    page.goto("/nhat-ky/")
    camera.shoot("nhat-ky")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    camera.shoot("nhat-ky-muc", height=700)
    page.goto("/nhat-ky/dau-chuoi/")
    camera.shoot("nhat-ky-dau-chuoi", height=560)


def people(camera: Camera, _folder: Path) -> None:
    """Accounts and an invitation, as the administrator of the walk before sees them: a code serves once."""
    page = camera.page
    page.goto("/nguoi-dung/")
    camera.shoot("nguoi-dung", height=760)
    page.goto("/nguoi-dung/moi/")
    camera.shoot("moi-nguoi", height=820)


def list_of_the_commune(path: Path) -> Path:
    """Write `PEOPLE` as a workbook with a title and an empty row above its headings."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026")
        for number, row in enumerate(PEOPLE, 2):
            sheet.write_row(number, 0, row)
    return path


WALKS = (entrance, first_pages, commune_desk, review_walk, exchange_desk, approval, boundaries, people, ledger)
"""In the order in which a demonstration can be walked: a code serves once, an import changes the lists."""

if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs" / "images" / "site")
