"""Pages for requests that went wrong: each says what happened and what to do next."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.web.look.refusals import RefusedError

MOST_FAULTS = 20
LOST_RACES = {"40P01", "40001", "55P03"}
"""What PostgreSQL says of a transaction that it undid for another one: deadlock, serialisation, lock not to be had."""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """The form was too old or came from elsewhere (`reason`: Django's own words, for the log alone)."""
    return render(request, "look/csrf.html", status=403)


class RefusedPages:
    """A refusal that no view of its own answers becomes a page in its words: never a failure of the program."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET" and not answer.content:
            return self._only_sent(request, answer)
        return answer

    @staticmethod
    def _only_sent(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        """The address of a button, opened again: after an error, by the browser's reload or its history."""
        told = [_("Địa chỉ này chỉ nhận dữ liệu gửi từ nút bấm, không mở như một trang.")]
        remedy = _("Quay lại trang trước hoặc mở từ trang chính.")
        page = render(request, "look/refused.html", {"told": told, "remedy": remedy}, status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page; None for every other error."""
        if isinstance(error, FaultsFoundError):
            english = (get_language() or "").startswith("en")
            told = [fault.text_en() if english else fault.text_vi() for fault in error.faults[:MOST_FAULTS]]
            return render(request, "look/refused.html", {"told": told, "remedy": ""}, status=409)
        if isinstance(error, RefusedError):
            return render(request, "look/refused.html", {"told": [error.message], "remedy": error.remedy}, status=409)
        if lost_race(error):
            told = [_("Có người khác đang ghi cùng chỗ này, nên máy chưa lưu gì của bạn.")]
            remedy = _("Chờ vài giây, quay lại trang trước rồi bấm lại.")
            return render(request, "look/refused.html", {"told": told, "remedy": remedy}, status=503)
        return None


def lost_race(error: Exception) -> bool:
    """Whether the database undid the work because another transaction had the same rows: pressing again will do."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    return getattr(cause, "sqlstate", None) in LOST_RACES or "database is locked" in str(cause or error)
