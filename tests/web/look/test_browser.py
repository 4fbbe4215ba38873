"""What the scripts of every page do, in a browser."""

import pytest
from playwright.sync_api import Page, expect

FORM = "form[data-keep]"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def _focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name")


def _drafts(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('rasoat-draft:')).length")


def _wait_for_drafts(page: Page, count: int) -> None:
    for _ in range(100):
        if _drafts(page) == count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{_drafts(page)} drafts, not {count}")


def _type_a_draft(page: Page) -> None:
    page.fill(f"{FORM} [name=full_name]", "Lò Thị Nháp")
    page.check(f"{FORM} [name=causes][value='2']")
    _wait_for_drafts(page, 1)


def test_a_form_comes_back_after_a_reload_and_says_so(page: Page) -> None:
    _type_a_draft(page)

    page.reload()

    expect(page.locator(f"{FORM} [name=full_name]")).to_have_value("Lò Thị Nháp")
    expect(page.locator(f"{FORM} [name=causes][value='2']")).to_be_checked()
    expect(page.locator(".draft-note")).to_contain_text("Đã khôi phục bản nháp")


def test_a_draft_can_be_dropped(page: Page) -> None:
    _type_a_draft(page)
    page.reload()

    with page.expect_navigation():
        page.click("[data-draft-drop]")

    expect(page.locator(f"{FORM} [name=full_name]")).to_have_value("")
    expect(page.locator(".draft-note")).to_have_count(0)


def test_a_lost_connection_keeps_the_form_on_the_page(page: Page) -> None:
    _type_a_draft(page)
    page.context.set_offline(True)

    page.click(f"{FORM} [class~=btn-primary]")

    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator(f"{FORM} [name=full_name]")).to_have_value("Lò Thị Nháp")
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden()


def test_a_draft_goes_once_a_page_says_that_it_was_saved(page: Page) -> None:
    _type_a_draft(page)
    saved = _saved(page)
    page.route("**/giao-dien/?full_name=*", lambda route: route.fulfill(body=saved, content_type="text/html"))
    page.evaluate(f"document.querySelector('{FORM}').noValidate = true")

    with page.expect_navigation():
        page.click(f"{FORM} [class~=btn-primary]")

    _wait_for_drafts(page, 0)


def _saved(page: Page) -> str:
    person = page.evaluate("document.body.dataset.person")
    script = page.evaluate("document.querySelector('script[type=module]').src")
    message = '<div id="thong-bao"><div class="alert alert-success">Đã lưu</div></div>'
    return f'<body data-person="{person}">{message}<script type="module" src="{script}"></script></body>'


def test_a_draft_stays_when_the_answer_is_not_a_saved_one(page: Page) -> None:
    _type_a_draft(page)
    refused = _saved(page).replace("alert-success", "alert-danger")
    page.route("**/giao-dien/?full_name=*", lambda route: route.fulfill(body=refused, content_type="text/html"))
    page.evaluate(f"document.querySelector('{FORM}').noValidate = true")

    with page.expect_navigation():
        page.click(f"{FORM} [class~=btn-primary]")

    page.wait_for_timeout(200)
    assert _drafts(page) == 1


def test_a_paper_form_is_typed_with_enter_alone(page: Page) -> None:
    page.focus(f"{FORM} [name=full_name]")

    visited = []
    for _ in range(5):
        page.keyboard.press("Enter")
        visited.append(_focused(page))

    assert visited == ["born", "village", "members", "sex", "causes"]


def test_shortcuts_reach_and_the_table_lists_them(page: Page) -> None:
    page.keyboard.press("Alt+t")
    assert _focused(page) == "q"

    page.keyboard.press("Alt+/")

    expect(page.locator("#phim-tat")).to_contain_text("Tìm hộ")
    page.keyboard.press("Escape")
    expect(page.locator("#phim-tat")).to_be_hidden()


def test_the_theme_is_kept(page: Page) -> None:
    page.click("[data-theme-switch]")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"

    page.reload()

    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_the_menu_of_a_phone_opens_and_nothing_overflows(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.reload()
    expect(page.locator("#dieu-huong")).to_be_hidden()

    page.click("[data-navigation-switch]")

    expect(page.locator("#dieu-huong")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_before_something_final_one_is_asked(page: Page) -> None:
    page.click("[data-open-dialog=rut-quyet-dinh]")
    expect(page.locator("#rut-quyet-dinh")).to_contain_text("42 hộ")

    page.click("#rut-quyet-dinh [data-close-dialog]")

    expect(page.locator("#rut-quyet-dinh")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.openDialog") == "rut-quyet-dinh"


def test_a_file_of_a_wrong_kind_is_refused_at_once(page: Page) -> None:
    page.set_input_files(".drop input", files=[{"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x"}])

    expect(page.locator("[data-drop-error]")).to_contain_text("a.pdf: Không nhận loại tệp này")


@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_without_script_everything_is_reachable(page: Page, viewport: dict[str, int]) -> None:
    plain = page.context.browser.new_context(java_script_enabled=False, viewport=viewport)
    plain.add_cookies(page.context.cookies())
    bare = plain.new_page()

    bare.goto(page.url)

    expect(bare.locator("#dieu-huong")).to_be_visible()
    expect(bare.locator("#noi-dung h1")).to_have_text("Giao diện")
    plain.close()
