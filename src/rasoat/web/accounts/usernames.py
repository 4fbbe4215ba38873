"""Names to sign in with: plain letters, easy to say on the telephone."""

import re

from rasoat.survey.text import fold
from rasoat.web.accounts.models import User

FORM = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def well_formed(username: str) -> bool:
    """Whether a name may be used: 3 to 60 of a-z, 0-9, dot, hyphen, underscore."""
    return FORM.fullmatch(username) is not None


def suggest(full_name: str) -> str:
    """A free name out of a full name: `Nguyễn Văn An` gives `an.nguyen.van`, then `an.nguyen.van2`, ...

    Falls back on `nguoi.dung` for a name without letters (one query).
    """
    words = re.sub(r"[^a-z0-9 ]", "", fold(full_name)).split()
    stem = ".".join([*words[-1:], *words[:-1]])[:50]
    if not well_formed(stem):
        stem = "nguoi.dung"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    number = 1
    while (name := stem if number == 1 else f"{stem}{number}") in taken:
        number += 1
    return name
