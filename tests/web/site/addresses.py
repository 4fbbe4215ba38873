"""One entry of the address book, and the books that rooms keep themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from web.site import books
from web.site.places import Place


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach one address. See `address_book`."""

    arguments: Callable[[Place], Mapping[str, Any]] = lambda _place: {}
    guarded: bool = False
    private: bool = False
    open: bool = False
    sent: Callable[[Place], Mapping[str, Any]] = lambda _place: {}


def rooms() -> dict[str, Address]:
    """The entries of every `BOOK` under `books`."""
    found: dict[str, Address] = {}
    for module in iter_modules(books.__path__):
        found |= import_module(f"{books.__name__}.{module.name}").BOOK
    return found
