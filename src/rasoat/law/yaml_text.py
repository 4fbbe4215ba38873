"""Write plain data as YAML that our strict reader reads back equal: one fixed form, fit for version control."""

import json
import re
from datetime import date
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\U00010000-\U0010ffff]")
FLOW_WIDTH = 200
"""Lists and mappings that fit in so many characters stand on one line."""


def yaml_text(content: dict[str, Any], heading: str = "") -> str:
    """The YAML text of nested dicts, lists, strings, integers, booleans, dates and None; keys keep their order.

    `heading` becomes comment lines at the top.
    """
    comments = [f"# {line}".rstrip() for line in heading.splitlines()]
    return "\n".join([*comments, *_mapping(content, "")]) + "\n"


def _mapping(content: dict[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for key, value in content.items():
        flow = _flow(value)
        if _is_leaf(value) or (len(flow) <= FLOW_WIDTH and not _holds_mappings(value)):
            lines.append(f"{indent}{_string(str(key))}: {flow}")
        else:
            lines.append(f"{indent}{_string(str(key))}:")
            lines += _mapping(value, indent + "  ") if isinstance(value, dict) else _sequence(value, indent + "  ")
    return lines


def _sequence(content: list[Any] | tuple[Any, ...], indent: str) -> list[str]:
    lines: list[str] = []
    for value in content:
        if isinstance(value, dict) and value and any(_holds_mappings(inner) for inner in value.values()):
            first, *rest = _mapping(value, indent + "  ")
            lines += [f"{indent}- {first.lstrip()}", *rest]
        else:
            lines.append(f"{indent}- {_flow(value)}")
    return lines


def _is_leaf(value: Any) -> bool:
    return not isinstance(value, dict | list | tuple) or not value


def _holds_mappings(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(inner, dict) for inner in value)


def _flow(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            return _string(value)
        case dict():
            return "{" + ", ".join(f"{_string(str(key))}: {_flow(inner)}" for key, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    raise TypeError(f"no YAML form for {type(value).__name__}")


def _string(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return _UNPRINTABLE.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\U{number:08x}" if number > 0xFFFF else f"\\u{number:04x}"
