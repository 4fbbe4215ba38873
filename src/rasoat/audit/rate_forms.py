"""In which form a column prints its rates: per cent or a fraction, and with how many decimals."""

import re
from collections.abc import Sequence

from rasoat.audit.localise.problem import Rate
from rasoat.audit.printed_numbers import read_rate

Form = tuple[int, int]
"""Factor to per cent (1 or 100), and decimals."""

_FORMS: tuple[Form, ...] = ((1, 2), (100, 2), (1, 1), (1, 0))
_DECIMALS = re.compile(r"[.,](\d+)")


def best_form(printed: Sequence[tuple[str, int | None, int | None]], usual: int = 2) -> Form:
    """The form in which most rates are right, the usual one where others are no better.

    `printed`: text, numerator and base of each; those with a blank count or a base of 0 say nothing.
    """
    known = [(text, over, under) for text, over, under in printed if over is not None and under]
    forms = [(1, usual), *(form for form in _FORMS if form != (1, usual))]
    longest = max((len(found[1]) for text, _, _ in known if (found := _DECIMALS.search(text))), default=0)
    fits = {form: sum(_is_right(*item, form) for item in known) for form in forms
            if form[0] == 100 or form[1] == usual or form[1] >= longest}  # fmt: skip
    return max(fits, key=lambda form: (fits[form], form == (1, usual)))


def _is_right(text: str, over: int, under: int, form: Form) -> bool:
    factor, decimals = form
    value = read_rate(text, decimals, factor)
    return value is not None and Rate(value, ((0, 1),), ((1, 1),), decimals).holds([over, under])
