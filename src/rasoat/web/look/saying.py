"""Sentences that are kept now and read later: the message and its values are stored, each reader gets the own language.

The message is marked with `gettext_noop` where it is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override

FIRST = "vi"
"""The language of the source, and of texts that are told in no other."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message and its values by name. A value may be plain, a text by language (`{"vi": ..., "en": ...}`), or the
    `plain` form of another sentence.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {"text": self.text, "values": dict(self.values)}

    def __str__(self) -> str:
        return told(self.text, self.values)


def told(text: str, values: Mapping[str, Any]) -> str:
    """A stored message in the reader's language; empty for none.

    >>> told("", {}), told("100 %", {})
    ('', '100 %')
    """
    if not text:
        return ""
    own = gettext(text)
    return own % {name: in_own_language(value) for name, value in values.items()} if values else own


def message_of(text: Promise | str) -> dict[str, Any]:
    """A lazy text as a value of a sentence: told in the reader's language, not in the writer's."""
    with override(None):
        return Said(str(text)).plain


def in_own_language(value: Any) -> str:
    """One stored value for the reader: plain, by language, or a sentence.

    >>> in_own_language(3), in_own_language({"vi": "dòng 3", "en": "row 3"})
    ('3', 'dòng 3')
    """
    if not isinstance(value, Mapping):
        return str(value)
    if "text" in value:
        return told(value["text"], value.get("values", {}))
    return str(value.get((get_language() or FIRST)[:2]) or value[FIRST])
