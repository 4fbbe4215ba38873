"""Who is signed in, as the header shows it. The app of accounts says how to describe a person's roles and places."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the header: full name, place of the first role, and one line a role (`Cán bộ xã, Xã Đồng Trám`)."""

    name: str
    place: str = ""
    lines: Sequence[str] = ()


Describer = Callable[[HttpRequest], PersonLine]
_DESCRIBERS: list[Describer] = []


def register_describer(describer: Describer) -> None:
    """Say how people are described; called from `AppConfig.ready`. The last one counts."""
    _DESCRIBERS.append(describer)


def person_line(request: HttpRequest) -> PersonLine | None:
    """The line of the person of this request; None for visitors."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return _DESCRIBERS[-1](request) if _DESCRIBERS else PersonLine(user.get_full_name())
