"""With the English switch every page is English.

Vietnamese letters stand only in data and in parts marked `lang="vi"`.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation

from rasoat.survey.exporting.store import shipped_profiles
from web.site.address_book import BOOK
from web.site.places import Place, make_place
from web.site.test_every_address import signed_in

VIETNAMESE = re.compile("[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ]", re.IGNORECASE)
SAID = ("title", "alt", "placeholder", "aria-label", "data-label", "data-confirm", "value")
EXAMPLES = (
    "Đồng Trám", "Cuối Suối", "QĐ-UBND", "Thành thị", "Nông thôn", "Hộ, Thành viên", "Bắc Ninh", "Đồng Nai",
    "Lường Thị Hai", "Lường Văn Mẫu", "Nông Thị Thử", "Đặng Đình Ví Dụ", "Hà Thị Minh Họa", "Gốc Đa", "Xã", "Tày",
    "Mẫu 01", "Mẫu 02", "Mẫu 03", "Mẫu 04", "Phiếu A", "Phiếu B", "Phụ lục", "Điều", "khoản", "QĐ", "NĐ",
    "VBHN-BLĐTBXH", "Không", "Nùng", "Mông",
    'sheet "Hộ"', 'sheet "Thành viên"', 'column "Số định danh"',
)  # fmt: skip
"""Names and words to be typed as they are, and names of papers and instruments, inside English sentences."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use"}


class Words(HTMLParser):
    """The words of a page that people read, without parts in Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        skipped = tag in {"script", "style"} or told.get("lang") == "vi" or bool(self.open and self.open[-1][1])
        if not skipped:
            self.found += [told[name] or "" for name in SAID if name in told]
        if tag not in VOID:
            self.open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.found.append(data.strip())


def data_words() -> Iterator[str]:
    """Everything in the database that people wrote: longest first, so that names inside names go too."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [field.name for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]
        for row in model._default_manager.values_list(*fields):
            found.update(str(value) for value in row if value and VIETNAMESE.search(str(value)))
    yield from sorted(found, key=len, reverse=True)


class Known:
    """Words that are data or examples. Reading the whole database takes long: only when a text is not explained yet."""

    words: tuple[str, ...] = ()

    @classmethod
    def left_of(cls, text: str) -> str:
        """What is left of a text without the words known so far."""
        for word in cls.words:
            text = text.replace(word, "")
        return text

    @classmethod
    def read(cls) -> None:
        """Read the database again."""
        known = [*data_words(), *EXAMPLES, *(profile.system for profile in shipped_profiles())]
        cls.words = tuple(" ".join(word.split()) for word in known)


def foreign_words(html: str) -> set[str]:
    """Texts of a page with Vietnamese letters that are not data."""
    words = Words()
    words.feed(html)
    suspects = {" ".join(text.split()) for text in words.found if VIETNAMESE.search(text)}
    left = {text for text in suspects if VIETNAMESE.search(Known.left_of(text))}
    if left:
        Known.read()
    return {text for text in left if VIETNAMESE.search(Known.left_of(text))}


def told(client: Client, name: str, place: Place, *, send: bool = False) -> list[str]:
    """What a page says that is not English, each with the name of the page. `send`: after an empty form."""
    address = BOOK[name]
    url = reverse(name, kwargs=dict(address.arguments(place)))
    answer = client.post(url, dict(address.sent(place)), follow=True) if send else client.get(url)
    if answer.status_code >= 500:
        return [f"{name}: {answer.status_code}"]
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, which closes the file and not the database
        return []
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    html = answer.content.decode()
    twice = [f"{name}: the list of faults stands twice"] if html.count("error-summary") > 1 else []
    return twice + [f"{name}: {text}" for text in sorted(foreign_words(html))]


def english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture(autouse=True)
def only_here() -> Iterator[None]:
    """The language of the last request stays active in the thread: other tests expect Vietnamese."""
    Known.words = ()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def own(db: None) -> Place:
    return make_place("DT")


@pytest.mark.parametrize(
    "role", ["commune_officer", "commune_chair", "province_admin", "auditor", "technical_admin", "village_head"]
)
def test_every_page_is_english(role: str, own: Place) -> None:
    """All pages of one role; all faults are told at once."""
    client = english(signed_in(role, own)[0])

    faults = [fault for name in BOOK for fault in told(client, name, own)]

    assert not faults, "\n".join(faults)


def test_refused_forms_are_english(own: Place) -> None:
    """An empty form sent to every address: what is wrong is said in English too, and once."""
    client = english(signed_in("province_admin", own)[0])
    names = [name for name in BOOK if name not in {"account_logout", "set_language"}]

    faults = [fault for name in names for fault in told(client, name, own, send=True)]

    assert not faults, "\n".join(faults)


def test_a_visitor_reads_english(own: Place) -> None:
    client = english(Client())

    faults = [fault for name, address in BOOK.items() if address.open for fault in told(client, name, own)]

    assert not faults, "\n".join(faults)
