"""The download address: readable only where an app says so, and never as something a browser runs."""

import io
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from rasoat.web.areas.models import Unit
from rasoat.web.vault import access
from rasoat.web.vault.access import register_reader
from rasoat.web.vault.files import erase, place_of, store
from rasoat.web.vault.keyring import forget_ring
from rasoat.web.vault.models import SealedFile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_readers() -> Iterator[None]:
    """Readers registered in a test go with it."""
    before = list(access._READERS)
    register_reader(lambda _acting, file: file.bound == "test:open")
    yield
    access._READERS[:] = before


@pytest.fixture
def officer(client_for: Callable[..., Client], communes: list[Unit]) -> Client:
    return client_for("commune_officer", communes[0])


def paper(bound: str) -> SealedFile:
    return store(SimpleUploadedFile("Quyết định.pdf", PDF), media_type="pdf", bound=bound)


def address(file: SealedFile) -> str:
    return reverse("vault:file", args=[file.pk])


def test_a_readable_file_is_a_download_that_nothing_runs(officer: Client) -> None:
    response = officer.get(address(paper("test:open")))

    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_a_picture_shows_in_the_page_unless_asked_for(officer: Client) -> None:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    file = store(SimpleUploadedFile("ảnh.png", out.getvalue()), media_type="photo", bound="test:open")

    for query, shown in (("", "inline"), ("?tai=1", "attachment")):
        response = officer.get(address(file) + query)

        assert response["Content-Disposition"].startswith(shown)
        assert response.getvalue()[:2] == b"\xff\xd8"


def test_a_file_that_no_app_lets_one_read_is_not_there(officer: Client) -> None:
    assert officer.get(address(paper("household:5"))).status_code == 404


def test_visitors_sign_in_first() -> None:
    assert Client().get(address(paper("test:open"))).status_code == 302


def test_gone_broken_and_locked_files_say_why(officer: Client, settings) -> None:
    erased, broken, locked = paper("test:open"), paper("test:open"), paper("test:open")
    erase(erased)
    place_of(broken).write_bytes(place_of(broken).read_bytes()[:-3])

    assert officer.get(address(erased)).status_code == 410
    assert officer.get(address(broken)).status_code == 500
    settings.KEYS_PATH.unlink()
    forget_ring(settings.KEYS_PATH)
    response = officer.get(address(locked))
    assert response.status_code == 503
    assert "thiếu khóa" in response.content.decode() or "khóa" in response.content.decode()
