"""The OpenAPI document says what the code generator cannot know: errors, version headers, and who gets which."""

from typing import Any

from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema

from rasoat.web.api.problems import TITLES

ALWAYS = (401, 403, 422, 429, 500)
"""Errors of every endpoint: no sign-in, no right, a malformed parameter, too many calls, a fault of the server."""

CHANGES = frozenset({"post", "patch"})
IF_MATCH: dict[str, Any] = {
    "in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"},
    "description": "ETag vừa đọc | The ETag just read",
}  # fmt: skip
ETAG: dict[str, Any] = {"ETag": {"description": "Phiên bản | The version", "schema": {"type": "string"}}}


class FieldFault(Schema):
    """What is wrong with one member of the request."""

    field: str
    message: str


class Problem(Schema):
    """An error, as problem details (RFC 9457). `code` is stable; `title` and `detail` follow `Accept-Language`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    request_id: str
    field: str | None = None
    remedy: str | None = None
    reason: str | None = None
    errors: list[FieldFault] | None = None
    theirs: dict[str, Any] | None = None


class DescribedAPI(NinjaAPI):
    """An API whose document lists the errors of each endpoint."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The document, with problems and version headers."""
        document = super().get_openapi_schema(**options)
        parts = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = document["components"]["schemas"]
        schemas |= parts.pop("$defs", {})
        schemas["Problem"] = parts
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                _describe(path, method, operation)
        return document


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    """Add to one endpoint the errors it can answer with."""
    found = set(ALWAYS)
    if "{" in path or method == "post":
        found.add(404)
    if any(each["name"] == "cursor" for each in operation["parameters"]):
        found.add(400)
    if method in CHANGES:
        found |= {400, 413}
    if method == "patch":
        found |= {412, 428}
        operation["parameters"].append(IF_MATCH)
    for status in sorted(found):
        _code, vi, en = TITLES[status]
        operation["responses"][status] = {
            "description": f"{vi} | {en}",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
