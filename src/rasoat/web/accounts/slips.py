"""Codes on printed invitation slips: short enough to type, too many to guess, readable when badly printed."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 4, 4
DAYS = 7
LONGEST_DAYS = 30


def new_code() -> str:
    """A code such as `7KQM-2XWR-9BDF-HT4Z`: 80 random bits, without letters that look alike (0/O, 1/I)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def digest_of(code: str) -> bytes:
    """What the database keeps of a code; hyphens, blanks and case do not matter."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(b"invitation:" + bare.encode()).digest()


def address_of(code: str) -> str:
    """The address that the QR code carries, at the public base address of the site."""
    return settings.BASE_URL + reverse("accounts:accept", args=[code])
