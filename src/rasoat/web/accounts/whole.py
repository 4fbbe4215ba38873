"""Numbers of rows as forms send them."""

import re

FORM = re.compile(r"[0-9]{1,18}")


def whole(text: object) -> int:
    """The number in a text of plain digits; 0, which no row has, for anything else."""
    return int(str(text)) if FORM.fullmatch(str(text)) else 0
