"""Errors as problem details (RFC 9457), in the language that was asked for."""

import logging
import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from rasoat.web.accounts.views_base import acting_of
from rasoat.web.api.fault_words import fault_words
from rasoat.web.look.refusals import RefusedError, StaleError

FIRST = "vi"
"""The language of answers to programs that ask for none."""

_log = logging.getLogger(__name__)

TITLES: Mapping[int, tuple[str, str, str]] = {
    400: ("bad_request", "Yêu cầu không đúng dạng", "The request is malformed"),
    401: (
        "not_signed_in", "Chưa xác thực: gửi tiêu đề Authorization: Bearer <mã>",
        "Not authenticated: send Authorization: Bearer <token>",
    ),
    403: ("not_allowed", "Không có quyền làm việc này ở đơn vị này", "Not allowed in this unit"),
    404: ("not_found", "Không có bản ghi này, hoặc nó ngoài địa bàn được giao", "No such record in your area"),
    405: ("wrong_method", "Địa chỉ này không nhận phương thức đó", "This address does not take that method"),
    409: ("conflict", "Việc này trái với trạng thái hiện tại", "In conflict with the present state"),
    412: ("stale", "Bản ghi đã đổi từ khi đọc: đọc lại rồi sửa", "The record has changed: read it again"),
    413: ("too_large", "Nội dung gửi lên quá lớn", "The content is too large"),
    422: ("refused", "Nội dung bị từ chối", "The content was refused"),
    428: (
        "version_wanted", "Thiếu tiêu đề If-Match: đọc bản ghi để lấy ETag",
        "If-Match is missing: read the record for its ETag",
    ),
    429: ("too_many", "Quá nhiều yêu cầu: chờ rồi thử lại", "Too many requests: wait and try again"),
    500: ("failed", "Máy chủ gặp lỗi", "The server failed"),
}  # fmt: skip
"""Stable code, Vietnamese and English title by status."""


class ProblemError(Exception):
    """Raised by endpoints: a status of `TITLES` with an explanation."""

    def __init__(self, status: int, detail: str = "", **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def language_asked(request: HttpRequest) -> str:
    """`vi` or `en`: of programs by `Accept-Language`, of somebody who has signed in on the site by the switch there."""
    if request.user.is_authenticated:
        return translation.get_language() or FIRST
    for language, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if (base := language.partition("-")[0]) in {"vi", "en"}:
            return base
    return FIRST


def problem(request: HttpRequest, status: int, detail: str = "", **more: Any) -> JsonResponse:
    """The response of one error; `more` holds extension members (`field`, `remedy`, `errors`)."""
    code, vi, en = TITLES.get(status, TITLES[500])
    title = en if language_asked(request) == "en" else vi
    body = {
        "type": f"urn:rasoat:problem:{code}", "title": title, "status": status, "detail": detail or title,
        "code": code, "instance": request.path, "request_id": str(acting_of(request).request_id),
    }  # fmt: skip
    filled = {name: value for name, value in more.items() if value is not None and value != ""}
    response = JsonResponse(body | filled, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/problem+json; charset=utf-8"
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def install(api: NinjaAPI) -> None:
    """Answer every kind of error of the API with a problem."""
    plain = {AuthenticationError: 401, PermissionDenied: 403, Http404: 404, RequestDataTooBig: 413}
    for kind, status in plain.items():
        api.add_exception_handler(kind, _answering(status))
    api.exception_handler(ProblemError)(_told)
    api.exception_handler(StaleError)(_stale)
    api.exception_handler(RefusedError)(_refused)
    api.exception_handler(ValidationError)(_malformed)
    api.exception_handler(HttpError)(_failed)
    api.exception_handler(Throttled)(_throttled)
    api.exception_handler(Exception)(_broken)


def _answering(status: int) -> Any:
    return lambda request, _error: problem(request, status)


def _told(request: HttpRequest, error: ProblemError) -> JsonResponse:
    return problem(request, error.status, error.detail, **error.more)


def _refused(request: HttpRequest, error: RefusedError) -> JsonResponse:
    return problem(request, 422, error.message, remedy=error.remedy, field=error.field, reason=error.code)


def _malformed(request: HttpRequest, error: ValidationError) -> JsonResponse:
    with translation.override(language_asked(request)):
        return problem(request, 422, errors=_places(error.errors))


def _failed(request: HttpRequest, error: HttpError) -> JsonResponse:
    return problem(request, error.status_code)


def _throttled(request: HttpRequest, error: Throttled) -> JsonResponse:
    response = problem(request, 429)
    response["Retry-After"] = str(max(1, math.ceil(error.wait or 1)))
    return response


def _broken(request: HttpRequest, error: Exception) -> JsonResponse:
    _log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(request, 500)


def _stale(request: HttpRequest, error: StaleError) -> JsonResponse:
    return problem(request, 412, error.message, remedy=error.remedy, theirs=error.theirs)


def _places(errors: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Where each fault of the request stands, without repeating what was sent: it may be personal."""
    return [
        {"field": ".".join(str(step) for step in error["loc"][2:]), "message": fault_words(error)} for error in errors
    ]
