"""Strong ETags from versions: readers save a transfer, writers never overwrite what they have not seen."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from rasoat.web.api.problems import ProblemError


def etag(*parts: object) -> str:
    """The tag of a representation from what it depends on."""
    return f'"{hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:24]}"'


def answer(request: HttpRequest, body: dict[str, Any], tag: str) -> HttpResponse:
    """The body with its tag, or 304 when the caller has it already."""
    response: HttpResponse
    if _named(request.headers.get("If-None-Match", "")) & {tag, "*"}:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def require_match(request: HttpRequest, tag: str) -> None:
    """Before a change: the caller must name the version it has seen. Raises `ProblemError` 428 or 412."""
    seen = request.headers.get("If-Match", "")
    if not seen:
        raise ProblemError(428)
    if not _named(seen) & {tag, "*"}:
        raise ProblemError(412)


def _named(header: str) -> set[str]:
    """The tags of a header. The `W/` that compression on the way puts before ours counts for nothing."""
    return {item.strip().removeprefix("W/") for item in header.split(",")}
