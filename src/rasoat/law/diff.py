"""What differs between two standards: leaf by leaf, citations included."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel

from rasoat.law.cited import Evidence, Fact, Text
from rasoat.law.expr.nodes import Node
from rasoat.law.expr.walk import operators
from rasoat.law.expr.words import say
from rasoat.law.standard import Application, Method, Standard

CITATION = "citation"
_NODES = get_args(Node)
_MATCHED_BY = {"code", "ask"}
"""Keys by which items are matched: they stand in the path."""
_WORDS_LOSE = {"lookup", "age"}
"""Operators that `say` shortens, so that two different trees could read alike."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One leaf that is not equal. None on a side means that nothing stands there."""

    path: str
    left: str | None
    right: str | None

    @property
    def only_citation(self) -> bool:
        """True when the leaf says where a fact comes from, not what the law is."""
        return self.path.rsplit(".", 1)[-1] == CITATION

    @property
    def text(self) -> str:
        """One line: `parameters.line.rural: 1500000 → 2200000`."""
        return f"{self.path}: {_shown(self.left)} → {_shown(self.right)}"


def diff(left: Standard, right: Standard) -> list[Difference]:
    """Every leaf in which two standards differ, in the order of the left one, then what only the right one has.

    Indicators, dimensions, statuses and rules are matched by code; applications by purpose and their number within
    it; gaps by document and their number. The order of rules is a leaf of its own, since the first true one decides.
    """
    ours, theirs = dict(leaves(left)), dict(leaves(right))
    return [
        Difference(path, ours.get(path), theirs.get(path))
        for path in dict.fromkeys([*ours, *theirs])
        if ours.get(path) != theirs.get(path)
    ]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every leaf of a law model as (path, text). Absent values and empty texts are left out.

    A fact stands at its own path; where it comes from stands on one line at `<path>.citation`.
    """
    if isinstance(value, Text):
        yield path, f"{value.vi} / {value.en}"
    elif isinstance(value, _NODES):
        yield path, _expression(value)
    elif isinstance(value, BaseModel):
        if isinstance(value, Evidence):
            yield from _validity(value, path)
            yield _join(path, CITATION), cited(value)
        if isinstance(value, Method) and value.rules:
            yield _join(path, "order"), ", ".join(rule.code for rule in value.rules)
        for name, field in type(value).model_fields.items():
            if name not in _MATCHED_BY and not (isinstance(value, Evidence) and name in Evidence.model_fields):
                where = path if isinstance(value, Fact) else _join(path, field.alias or name)
                yield from leaves(getattr(value, name), where)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, _join(path, str(key)))
    elif isinstance(value, tuple | list):
        for label, item in _labelled(value):
            yield from leaves(item, _join(path, label))
    elif value is not None and value != "":
        yield path, _plain(value)


def cited(item: Evidence) -> str:
    """A citation on one line: mark, instrument and article, note, document to ask for, sources."""
    law = ", ".join(part for part in (item.instrument, item.article) if part)
    ask = f"hỏi {item.ask}" if item.ask else ""
    parts = [item.mark.value, law, item.note, ask, *item.sources]
    return " · ".join(part for part in parts if part)


def _validity(item: Evidence, path: str) -> Iterator[tuple[str, str]]:
    days = [day.isoformat() if day else "" for day in (item.valid_from, item.valid_until)]
    if any(days):
        yield _join(path, "valid"), "..".join(days)


def _labelled(items: tuple[Any, ...] | list[Any]) -> Iterator[tuple[str, Any]]:
    """Each item with the name by which it is matched; a number only when the name comes again."""
    seen: dict[str, int] = {}
    for item in items:
        name = str(_name(item))
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}", item


def _name(item: Any) -> Any:
    if isinstance(item, Application):
        return item.purpose
    return getattr(item, "code", None) or getattr(item, "ask", None) or (item if isinstance(item, str) else "1")


def _expression(node: Any) -> str:
    if operators(node) & _WORDS_LOSE:
        return json.dumps(node.model_dump(by_alias=True), ensure_ascii=False)
    return say(node, {})


def _plain(value: Any) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shown(value: str | None) -> str:
    return "(không có)" if value is None else value
