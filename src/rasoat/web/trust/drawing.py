"""The draw: anybody who has the frozen list and the published seed can do it again, with any SHA-256 program.

1. The frozen list has a line a household, `CODE;VILLAGE;CLASS`, in the order of the codes, each ended by a line feed.
2. Households of one village and one class make a stratum of N households.
3. A stratum gives `min(N, max(LEAST, ceil(N * SHARE / 1000)))` households.
4. Each household has the mark SHA-256 of `SEED|CODE` (in hexadecimal letters); of a stratum those with the smallest
   marks are drawn.

The promise is SHA-256 of `SEED`. Seed and codes are ASCII.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True, order=True)
class Framed:
    """A line of the frozen list. `code`: the case's public id; `village`: the unit's key, empty where unknown."""

    code: str
    village: str
    household_class: str

    @property
    def line(self) -> str:
        """As it stands in the list."""
        return f"{self.code};{self.village};{self.household_class}\n"


def promise_of(seed: str) -> str:
    """What is told of a seed before the data are frozen."""
    return sha256(seed.encode("ascii")).hexdigest()


def mark_of(seed: str, code: str) -> str:
    """The mark by which a household is drawn."""
    return sha256(f"{seed}|{code}".encode("ascii")).hexdigest()


def size_of(households: int, share: int, least: int) -> int:
    """How many of a stratum are drawn; `share` in a thousand.

    >>> size_of(41, 100, 2), size_of(1, 100, 2)
    (5, 1)
    """
    return min(households, max(least, -(-households * share // 1000)))


def drawn(frame: Iterable[Framed], seed: str, share: int, least: int) -> list[Framed]:
    """The households drawn, in the order of their codes."""
    strata: dict[tuple[str, str], list[Framed]] = defaultdict(list)
    for each in frame:
        strata[each.village, each.household_class].append(each)
    found: list[Framed] = []
    for members in strata.values():
        ranked = sorted(members, key=lambda each: mark_of(seed, each.code))
        found += ranked[: size_of(len(members), share, least)]
    return sorted(found)


def written(frame: Sequence[Framed]) -> bytes:
    """The frozen list as bytes."""
    return "".join(each.line for each in sorted(frame)).encode("ascii")


def read(content: bytes) -> Iterator[Framed]:
    """The frozen list from its bytes. Raises `ValueError` for a line that is none."""
    for line in content.decode("ascii").splitlines():
        code, village, household_class = line.split(";")
        yield Framed(code, village, household_class)
