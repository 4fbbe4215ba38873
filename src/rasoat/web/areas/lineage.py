"""How figures of one map stand on another: over merges, splits, renames, in several hops. Knows no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

ROUNDING = Fraction(1, 10_000)
"""How far shares, rounded by an office, may be from adding up to one; they are then taken in proportion."""


@dataclass(frozen=True, slots=True)
class Life:
    """First and last day of a unit; None: not known, so open."""

    first: date | None = None
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether the unit stands on the map of a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Link:
    """`before` went into `after`, wholly or with a `share` of its households (None: not known)."""

    before: int
    after: int
    share: Fraction | None = None


class Obstacle(StrEnum):
    """Why a figure cannot stand on the other map."""

    NO_SHARE = "no_share"
    NO_SUCCESSOR = "no_successor"
    NO_PREDECESSOR = "no_predecessor"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the figures of one unit go: parts that add up to one; or the obstacle, and then no part at all."""

    parts: Mapping[int, Fraction] = field(default_factory=dict)
    obstacle: Obstacle | None = None
    by_share: bool = False


class Lineage:
    """The links between units and the lives of these units."""

    def __init__(self, links: Iterable[Link], lives: Mapping[int, Life]) -> None:
        self._lives = lives
        self._after: dict[int, list[Link]] = defaultdict(list)
        self._before: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            self._after[link.before].append(link)
            self._before[link.after].append(link)

    def place(self, unit: int, day: date) -> Placement:
        """Where the figures of a unit stand on the map of a day; whole or not at all.

        Forward, a unit that went into several is divided by known shares that add up to one (within `ROUNDING`).
        Backward, parts of a split go to the unit that was split; what was merged cannot be taken apart.
        """
        life = self._life(unit)
        if life.on(day):
            return Placement({unit: Fraction(1)})
        return self._forward(unit, day) if life.last is not None and life.last < day else self._backward(unit, day)

    def _life(self, unit: int) -> Life:
        return self._lives.get(unit, Life())

    def _forward(self, unit: int, day: date) -> Placement:
        life = self._life(unit)
        if life.on(day):
            return Placement({unit: Fraction(1)})
        links = self._after.get(unit, [])
        if not links or (life.first is not None and life.first > day):
            return Placement(obstacle=Obstacle.NO_SUCCESSOR)
        if len(links) == 1:
            return self._forward(links[0].after, day)
        shares = [link.share for link in links if link.share is not None]
        total = sum(shares, Fraction(0))
        if len(shares) < len(links) or abs(total - 1) > ROUNDING:
            return Placement(obstacle=Obstacle.NO_SHARE)
        parts: dict[int, Fraction] = defaultdict(Fraction)
        for link, share in zip(links, shares, strict=True):
            onward = self._forward(link.after, day)
            if onward.obstacle:
                return onward
            for target, part in onward.parts.items():
                parts[target] += part * share / total
        return Placement(dict(parts), by_share=True)

    def _backward(self, unit: int, day: date) -> Placement:
        life = self._life(unit)
        if life.on(day):
            return Placement({unit: Fraction(1)})
        links = self._before.get(unit, [])
        if not links or (life.last is not None and life.last < day):
            return Placement(obstacle=Obstacle.NO_PREDECESSOR)
        if len(links) > 1:
            return Placement(obstacle=Obstacle.MERGED)
        return self._backward(links[0].before, day)
