"""Rates as the reports print them: from counts, two decimals, half up, blank where the base is 0."""


def rate(numerator: int | None, denominator: int | None) -> int | None:
    """Percent in hundredths, half up, by integers only; None when a count is unknown or the base is 0.

    >>> rate(13_455, 297_899), rate(1, 8), rate(5, 0), rate(None, 3)
    (452, 1250, None, None)
    """
    if numerator is None or not denominator:
        return None
    return (numerator * 20_000 + denominator) // (2 * denominator)
