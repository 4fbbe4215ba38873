"""The texts that come with the program."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def shipped_text(key: str) -> str:
    """The shipped text of a paper of this room."""
    return (_HERE / f"{key}.txt").read_text(encoding="utf-8")
