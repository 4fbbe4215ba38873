"""Values of a column of codes for which no code is known: people must say what they mean."""

from collections import Counter
from collections.abc import Sequence

from rasoat.survey.columns import Kind
from rasoat.survey.foot_words import says_foot
from rasoat.survey.mapping.legacy_text import Encoding, decode
from rasoat.survey.mapping.marks import is_mark, is_no_mark
from rasoat.survey.mapping.profile import ColumnMap
from rasoat.survey.parsing import several
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.sheets import Cell, cell_text
from rasoat.survey.text import clean

_MOST = 8
_DEEPEST_FOOT = 30


def unknown_values(mapped: ColumnMap, cells: Sequence[Cell], encoding: Encoding) -> tuple[str, ...]:
    """The most frequent of them, as written (in Unicode); empty for fields without a list of codes.

    Headings repeated among the rows and counts of totals under marks are none.
    """
    common = full_questionnaire()
    column = {**common.columns("household"), **common.columns("member")}.get(mapped.to)
    choices = column.choices if column is not None else None
    if column is None or choices is None:
        return ()
    found: Counter[str] = Counter()
    for cell, number in Counter(cells[: _foot(cells, encoding)]).items():
        written = cell_text(cell)
        text = decode(written, encoding) if written else ""
        if not clean(text) or clean(text) in mapped.heading:
            continue
        if mapped.mark:
            known = is_mark(text) or is_no_mark(text) or text.isdigit()
        elif column.kind is Kind.CODES:
            known = several(text, choices) is not None
        else:
            known = choices.match(text) is not None
        if not known:
            found[text] += number
    return tuple(text for text, _ in found.most_common(_MOST))


def _foot(cells: Sequence[Cell], encoding: Encoding) -> int:
    """The place of the first words of a foot near the end: signatures stand in columns of codes too."""
    start = max(0, len(cells) - _DEEPEST_FOOT)
    texts = (decode(cell, encoding) if isinstance(cell, str) else "" for cell in cells[start:])
    return next((at for at, text in enumerate(texts, start=start) if text and says_foot(text)), len(cells))
