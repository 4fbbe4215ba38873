"""Numbers of papers by commune and year, and the random codes by which they are verified."""

import secrets
from typing import Final

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Counter

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LENGTH: Final = 20
NO_PAPER_PREFIX: Final = "MẪU-"
"""Before the numbers of papers of training and demo rounds (`Round.number_prefix`)."""


def next_numbers(commune: Unit, kind: str, year: int, count: int, *, prefix: str = "", suffix: str = "") -> list[str]:
    """The next numbers of a commune's book (`12/GCN-HN.HCN`). Must run inside the writing action's transaction.

    Papers with a `prefix` (`MẪU-`) count in a book of their own.
    """
    if not count:
        return []
    name = f"{kind}:{'x:' if prefix else ''}{commune.key}:{year}"
    Counter.objects.get_or_create(name=name)
    counter = Counter.objects.select_for_update().get(name=name)
    first = counter.value + 1
    counter.value += count
    counter.save(update_fields=["value"])
    return [f"{prefix}{number:02d}/{suffix}" for number in range(first, first + count)]


def marked_number(number: str, *, counts: bool) -> str:
    """A number as it is printed: papers of rounds that do not count bear the prefix wherever the number stands.

    >>> marked_number("01/GCN-HN.HCN", counts=False)
    'MẪU-01/GCN-HN.HCN'
    """
    return number if counts or number.startswith(NO_PAPER_PREFIX) else f"{NO_PAPER_PREFIX}{number}"


def new_code() -> str:
    """A random code of 100 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))


def tidy_code(typed: str) -> str:
    """A code as it is kept: blanks and hyphens out, letters that look alike put right.

    >>> tidy_code("abcd-ef01 o1il")
    'ABCDEF010111'
    """
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return plain.replace("O", "0").replace("I", "1").replace("L", "1")


def shown_code(code: str) -> str:
    """A code in groups of five.

    >>> shown_code("ABCDE01234")
    'ABCDE-01234'
    """
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))
