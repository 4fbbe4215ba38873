"""What the indicators of a standard weigh, in deprivation points."""

from rasoat.law.standard import Standard


def points_each(standard: Standard) -> int | None:
    """The points of one deprivation when all indicators weigh the same; None otherwise (then numbers give no score)."""
    points = {indicator.points.value for indicator in standard.indicators}
    return points.pop() if len(points) == 1 else None


def most_points(standard: Standard) -> int | None:
    """The points of a household deprived in everything; None when some indicator's points are unknown."""
    points = [indicator.points.value for indicator in standard.indicators]
    return None if None in points else sum(value or 0 for value in points)
