"""The pictures of a review, from the list to the certificate: each step in a village that stands there."""

from pathlib import Path

from camera import Camera
from playwright.sync_api import Page

SIGN_HERE = "Ghi biên bản họp"
POSTED_HERE = "Mở lần niêm yết"


def review_walk(camera: Camera, _folder: Path) -> None:
    """List, form, quick keying, meeting, posting, opinion, decision, certificate, confirmation, verification."""
    page = camera.enter("canbo.xa")
    villages, steps = _places(page)
    _list_and_form(camera, page, villages)
    _meeting_and_posting(camera, page, villages)
    page.goto(steps)
    camera.shoot("di-09-cac-buoc-cua-xa", height=1100)
    _decision(camera, page, steps)
    _certificates(camera, page)
    camera.enter("chutich.xa")
    camera.page.goto("/ra-soat/cho-ky/")
    camera.shoot("di-13-cho-ky", height=700)


def _places(page: Page) -> tuple[list[str], str]:
    """The pages of the villages of the round half way, and that of the steps of the commune."""
    page.goto("/")
    page.get_by_role("link", name="định kỳ").first.click()
    page.wait_for_load_state()
    villages = [str(link.get_attribute("href")) for link in page.locator("main a[href^='/ra-soat/thon/']").all()]
    steps = page.locator("main a[href^='/ra-soat/cac-buoc/']").first.get_attribute("href")
    return list(dict.fromkeys(villages)), str(steps)


def _first_with(page: Page, villages: list[str], link: str) -> str:
    """The page of the first village that offers a step; it stays open."""
    for village in villages:
        page.goto(village)
        if page.locator("main").get_by_role("link", name=link).count():
            return village
    raise SystemExit(f"No village of the demonstration offers “{link}”.")


def _list_and_form(camera: Camera, page: Page, villages: list[str]) -> None:
    page.goto("/ra-soat/")
    page.locator("main tr, main li").filter(has_text="định kỳ").get_by_role("link").first.click()
    page.wait_for_load_state()
    commune = page.url
    camera.shoot("di-01-danh-sach-thon", height=760)
    page.goto(f"{commune}bo-sot/")
    camera.shoot("di-02-co-the-bo-sot", height=640)
    page.goto(f"{commune}ho/?buoc=listed")
    unsurveyed = page.locator("main tbody a[href^='/ra-soat/ho/']").first.get_attribute("href")
    page.goto(f"{unsurveyed}phieu/")
    camera.shoot("di-03-phieu", height=1000)
    page.goto(str(unsurveyed))
    code = page.locator("main dl.facts div", has_text="Mã để nhập phiếu").locator("dd").inner_text()
    page.goto("/ra-soat/nhap-phieu/")
    page.fill("#ma", code)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Mở phiếu").click()
    camera.shoot("di-04-nhap-nhanh", height=760)
    _first_with(page, villages, SIGN_HERE)
    page.locator("main a[href^='/ra-soat/ho/']").first.click()
    page.wait_for_load_state()
    camera.shoot("di-05-ho-da-khoa-phieu", height=1100)


def _meeting_and_posting(camera: Camera, page: Page, villages: list[str]) -> None:
    village = _first_with(page, villages, SIGN_HERE)
    camera.shoot("di-06-trang-thon", height=820)
    page.goto(f"{village}hop/")
    for name, typed in {"acted": "Trưởng thôn", "present": "24"}.items():
        page.locator(f"main [name={name}]").fill(typed)
    page.locator("main [name^=agree_]").first.fill("22")
    camera.shoot("di-07-bien-ban-hop", height=1100)
    _first_with(page, villages, POSTED_HERE)
    page.locator("main").get_by_role("link", name=POSTED_HERE).first.click()
    page.wait_for_load_state()
    camera.shoot("di-08-niem-yet", height=820)


def _decision(camera: Camera, page: Page, steps: str) -> None:
    page.goto(steps)
    page.locator("main a[href^='/ra-soat/y-kien/']").first.click()
    page.wait_for_load_state()
    camera.shoot("di-10-xin-y-kien", height=760)
    page.goto(f"{steps}lap-quyet-dinh/")
    camera.shoot("di-11-lap-quyet-dinh", height=820)
    page.goto(steps)
    page.locator("main a[href^='/ra-soat/quyet-dinh/']").last.click()
    page.wait_for_load_state()
    camera.shoot("di-12-quyet-dinh", height=1000)


def _certificates(camera: Camera, page: Page) -> None:
    page.goto("/chung-nhan/")
    camera.shoot("di-14-giay-chung-nhan", height=760)
    page.locator("main a[href^='/chung-nhan/giay/']").first.click()
    page.wait_for_load_state()
    camera.shoot("di-15-mot-giay", height=900)
    page.goto("/chung-nhan/so-trao/")
    camera.shoot("di-16-so-trao", height=700)
    page.goto("/chung-nhan/xac-nhan/")
    page.locator("main form input:not([type=hidden])").first.fill("nguyen")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Tìm").click()
    camera.shoot("di-17-giay-xac-nhan", height=560)
    page.locator("main tbody tr", has_text="Hộ nghèo").locator("a").first.click()
    page.wait_for_load_state()
    camera.shoot("di-18-in-xac-nhan", height=820)
