"""The people of a request as the form of a new household asks for them. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from rasoat.survey.code_lists import code_list
from rasoat.survey.dates import parse_date
from rasoat.survey.text import clean, fold

MOST = 20
HEAD = "head"
_SLOTS = ("sex", "birth", "relation", "activity")
"""What follows a name, in the order of the form."""
_NUMBERED = re.compile(r"^\d+\s*[.)/-]\s*")
_BETWEEN = re.compile(r"[,;\t]")


def people_of(applicant: str, details: Mapping[str, Any]) -> list[dict[str, str]]:
    """The applicant and those named in the lines of members: the head is the applicant unless a line names another.

    >>> people_of("Lò Văn A", {"members": "Lò Thị B, nữ, 1990, vợ"})[1]
    {'full_name': 'Lò Thị B', 'sex': 'nữ', 'birth': '1990', 'relation': 'vợ'}
    """
    people = [_person(line) for line in str(details.get("members", "")).splitlines() if clean(line)][:MOST]
    own = {
        "full_name": applicant,
        **{name: str(details[name]) for name in ("sex", "birth", "ethnicity") if details.get(name)},
    }
    number = "".join(re.findall(r"\d", str(details.get("id_number", ""))))
    if number:
        own["old_id" if len(number) == 9 else "personal_id"] = number
    same = next((person for person in people if fold(person["full_name"]) == fold(applicant)), None)
    if same is None:
        same = own
        people.insert(0, own)
    else:
        same |= own | same
    if not any(_code("relation", person.get("relation", "")) == HEAD for person in people):
        same["relation"] = HEAD
    return people


def _person(line: str) -> dict[str, str]:
    """A line: the name, then the rest by what it reads as; what reads as nothing stays in its place to be mended."""
    name, *rest = [clean(part) for part in _BETWEEN.split(_NUMBERED.sub("", line.strip()))]
    person = {"full_name": name}
    for at, part in enumerate(rest[: len(_SLOTS)]):
        slot = next((slot for slot in _SLOTS if slot not in person and _reads(slot, part)), _SLOTS[at])
        if part:
            person.setdefault(slot, part)
    return person


def _reads(slot: str, part: str) -> bool:
    return parse_date(part) is not None if slot == "birth" else _code(slot, part) is not None


def _code(slot: str, part: str) -> str | None:
    return code_list(slot).match(part) if part else None
