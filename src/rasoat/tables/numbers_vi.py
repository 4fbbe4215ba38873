"""Numbers as Vietnamese readers print them: a point between thousands, a comma before decimals.

Rates travel as integers in hundredths of a percent (263 is 2,63 %), so nothing here rounds.
"""


def count_text(count: int) -> str:
    """A count with a point every three digits.

    >>> count_text(12558)
    '12.558'
    """
    return f"{count:,}".replace(",", ".")


def rate_text(hundredths: int) -> str:
    """A rate given in hundredths of a percent, two decimals, without the sign "%".

    >>> rate_text(263), rate_text(-58), rate_text(10000)
    ('2,63', '-0,58', '100,00')
    """
    whole, part = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{count_text(whole)},{part:02d}"


def parse_count(text: str) -> int:
    """Read what `count_text` writes; any other spelling raises ValueError."""
    try:
        count = int(text.replace(".", ""))
    except ValueError:
        count = None
    if count is None or count_text(count) != text:
        raise ValueError(f"không phải số đếm kiểu Việt Nam / not a Vietnamese count: {text!r}")
    return count


def parse_rate(text: str) -> int:
    """Read what `rate_text` writes, back to hundredths; any other spelling raises ValueError."""
    try:
        hundredths = int(text.replace(".", "").replace(",", ""))
    except ValueError:
        hundredths = None
    if hundredths is None or rate_text(hundredths) != text:
        raise ValueError(f"không phải tỷ lệ kiểu Việt Nam / not a Vietnamese rate: {text!r}")
    return hundredths
