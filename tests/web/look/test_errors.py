"""Errors that are nobody's fault get a page that says what to do, whatever the database."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from rasoat.web.look.errors import RefusedPages, lost_race


@pytest.mark.parametrize("cause", [
    psycopg.errors.DeadlockDetected("deadlock detected"), psycopg.errors.SerializationFailure(""),
    psycopg.errors.LockNotAvailable(""), sqlite3.OperationalError("database is locked"),
])  # fmt: skip
def test_a_lost_race_says_that_nothing_was_saved_and_to_press_again(cause: Exception) -> None:
    error = OperationalError(str(cause))
    error.__cause__ = cause

    answer = RefusedPages(lambda _request: HttpResponse()).process_exception(RequestFactory().post("/"), error)

    assert answer is not None
    assert answer.status_code == 503
    assert "chưa lưu gì" in answer.content.decode()
    assert "bấm lại" in answer.content.decode()


@pytest.mark.parametrize("error", [
    OperationalError("disk I/O error"), ValueError("database is locked"), OperationalError("no such table: x"),
])  # fmt: skip
def test_other_errors_stay_failures_of_the_program(error: Exception) -> None:
    answer = RefusedPages(lambda _request: HttpResponse()).process_exception(RequestFactory().post("/"), error)

    assert answer is None


def test_a_real_locked_database_is_a_lost_race(tmp_path: Path) -> None:
    file, found = tmp_path / "x.sqlite3", []
    with closing(sqlite3.connect(file, isolation_level=None)) as first:
        first.execute("CREATE TABLE t (x)")
        first.execute("BEGIN IMMEDIATE")

        def second() -> None:
            with closing(sqlite3.connect(file, timeout=0)) as other:
                try:
                    other.execute("INSERT INTO t VALUES (1)")
                except sqlite3.OperationalError as error:
                    wrapped = OperationalError(*error.args)
                    wrapped.__cause__ = error
                    found.append(lost_race(wrapped))

        writer = threading.Thread(target=second)
        writer.start()
        writer.join()

    assert found == [True]


@pytest.mark.django_db
def test_the_address_of_a_button_opened_as_a_page_says_so(client_for, province) -> None:
    answer = client_for("province_admin", province).get(reverse("public:names_basis"))

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "chỉ nhận dữ liệu gửi từ nút bấm" in answer.content.decode()
