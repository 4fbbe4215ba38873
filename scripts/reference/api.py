"""The API, from its OpenAPI schema."""

from typing import Any

from reference.markdown import code, page, table
from reference.site_opened import open_site

INTRODUCTION = (
    "Send `Authorization: Bearer rst_...` (made on the page of one's own account) or use the session of a browser. "
    "Lists give `items` and `next`: pass `next` as `cursor` until it is null. Records carry an `ETag`; changes need it "
    "in `If-Match`. Errors are problem details (RFC 9457), in Vietnamese or by `Accept-Language: en` in English. "
    "The schema is at `/api/v1/openapi.json`."
)


def api_page() -> str:
    """Every endpoint with its parameters, and every shape."""
    open_site()
    from rasoat.web.api.problems import TITLES
    from rasoat.web.api.version_1 import api

    schema = api.get_openapi_schema()
    parts = [
        INTRODUCTION,
        "## Errors",
        table(("Status", "Code", "Title"), [(str(status), code(word), en) for status, (word, _, en) in TITLES.items()]),
    ]
    for path, methods in sorted(schema["paths"].items()):
        for method, told in methods.items():
            parts += [f"## {code(f'{method.upper()} {path}')}", told["summary"], " ".join(told["description"].split())]
            if rows := [_parameter(item) for item in told.get("parameters", [])]:
                parts.append(table(("Parameter", "In", "Type", "Must"), rows))
            if body := _body(told):
                parts.append(f"Body: {body}")
    parts.append("## Shapes")
    for name, shape in sorted(schema["components"]["schemas"].items()):
        rows = [
            (code(key), _type(item), "yes" if key in shape.get("required", ()) else "")
            for key, item in shape.get("properties", {}).items()
        ]
        parts += [
            f"### {code(name)}",
            " ".join(shape.get("description", "").split()),
            table(("Member", "Type", "Must"), rows),
        ]
    return page("API version 1", *[part for part in parts if part])


def _parameter(item: dict[str, Any]) -> tuple[str, str, str, str]:
    return code(item["name"]), item["in"], _type(item["schema"]), "yes" if item.get("required") else ""


def _body(told: dict[str, Any]) -> str:
    content = told.get("requestBody", {}).get("content", {})
    return "; ".join(f"{code(kind)} {_type(item['schema'])}" for kind, item in content.items())


def _type(item: dict[str, Any]) -> str:
    if "$ref" in item:
        return code(item["$ref"].rpartition("/")[2])
    if "anyOf" in item:
        return " or ".join(_type(each) for each in item["anyOf"])
    if item.get("type") == "array":
        return f"list of {_type(item['items'])}"
    if "properties" in item:
        return ", ".join(f"{code(key)} ({_type(each)})" for key, each in item["properties"].items())
    return item.get("format") or item.get("type") or "any"
