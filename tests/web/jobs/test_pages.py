"""The pages of background work: own jobs only, progress that asks again, stop and run again by POST."""

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import acting_as
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.jobs.models import JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(user_with, communes):
    return user_with("commune_officer", communes[0])


@pytest.fixture
def job(owner):
    return enqueue(acting_as(owner, "web"), "add", label="Nhập sổ mẫu", arguments={"count": 2}, steps=2)


@pytest.fixture
def client(owner) -> Client:
    browser = Client()
    browser.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.mark.usefixtures("job")
def test_the_list_shows_own_jobs_within_few_queries(client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(10):
        page = client.get(reverse("jobs:list"))

    assert "Nhập sổ mẫu" in page.content.decode()


def test_a_job_asks_again_until_it_has_ended(client, job) -> None:
    address = reverse("jobs:job", args=[job.pk])

    waiting = client.get(address, headers={"HX-Request": "true"}).content.decode()
    client.post(reverse("jobs:cancel", args=[job.pk]))
    stopped = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "hx-trigger" in waiting
    assert "<html" not in waiting
    assert "hx-trigger" not in stopped
    assert "Chạy tiếp" in stopped


def test_running_again_by_post_only(client, job) -> None:
    client.post(reverse("jobs:cancel", args=[job.pk]))

    assert client.get(reverse("jobs:retry", args=[job.pk])).status_code == 405
    client.post(reverse("jobs:retry", args=[job.pk]))

    job.refresh_from_db()
    assert job.state == JobState.WAITING


@pytest.mark.parametrize("name", ["jobs:job", "jobs:cancel", "jobs:retry"])
def test_jobs_of_others_are_not_there(client_for, communes, job, name) -> None:
    other = client_for("commune_officer", communes[0])
    address = reverse(name, args=[job.pk])

    answer = other.get(address) if name == "jobs:job" else other.post(address)

    assert answer.status_code == 404


def test_the_visitor_is_sent_to_sign_in() -> None:
    assert Client().get(reverse("jobs:list")).status_code == 302


@pytest.mark.parametrize(("shown_on", "anew"), [("http://testserver/danh-sach-nhan/1/", True), (None, False)])
def test_a_page_that_shows_a_job_is_loaded_anew_when_it_ends(client, job, shown_on: str | None, anew: bool) -> None:
    address = reverse("jobs:job", args=[job.pk])
    asked = {"HX-Request": "true", "HX-Current-URL": shown_on or f"http://testserver{address}"}

    running = client.get(address, headers=asked)
    client.post(reverse("jobs:cancel", args=[job.pk]))
    ended = client.get(address, headers=asked)

    assert "HX-Refresh" not in running
    assert ("HX-Refresh" in ended) is anew
