"""The words of a template's drop-down lists: written in the rule, in cells of any sheet, or under a name."""

import re
from collections.abc import Mapping

from rasoat.survey.exporting.scan import area_of
from rasoat.survey.sheets import Workbook, cell_text

_QUOTED = re.compile(r'^"(.*)"$', re.DOTALL)
_RANGE = re.compile(r"^(?:(?:'((?:[^']|'')+)'|([^'!:]+))!)?(\$?[A-Z]{1,3}\$?\d*(?::\$?[A-Z]{1,3}\$?\d*)?)$")


def list_words(formula: str, sheet: str, names: Mapping[str, str], book: Workbook) -> tuple[str, ...] | None:
    """The words of a list in their order; None when the formula cannot be read without Excel.

    `sheet` holds the rule; `names` are the defined names of the workbook, in lower case.
    """
    formula = formula.strip().removeprefix("=")
    if quoted := _QUOTED.match(formula):
        return tuple(word.strip() for word in quoted[1].replace('""', '"').split(",") if word.strip())
    if formula.lower() in names:
        formula = names[formula.lower()].strip().removeprefix("=")
    found = _RANGE.match(formula)
    if found is None:
        return None
    title = (found[1] or "").replace("''", "'") or found[2] or sheet
    area = area_of(found[3])
    actual = next((name for name in book.titles if name.casefold() == title.casefold()), None)
    if area is None or actual is None:
        return None
    top, left, bottom, right = area
    rows = book.rows(actual, limit=bottom)[top - 1 :]
    words = (cell_text(cell) for row in rows for cell in row[left : right + 1])
    return tuple(word.strip() for word in words if word and word.strip())
