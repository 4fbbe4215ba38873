"""Where the record of an entry has its page: apps say so."""

from collections.abc import Callable

Address = Callable[[str], str]
"""`address(subject_id)`: the page of a record; empty when there is none any more."""

_ADDRESSES: dict[str, Address] = {}


def register_address(label: str, address: Address) -> None:
    """`register_address("register.household", lambda pk: ...)`, from `AppConfig.ready`. Called for one entry at a
    time."""
    _ADDRESSES[label] = address


def address_of(label: str, subject_id: str) -> str:
    """The page of a record, or an empty text."""
    address = _ADDRESSES.get(label)
    return address(subject_id) if address else ""
