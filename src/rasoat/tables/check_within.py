"""X19: inside one report, a part is not larger than its whole, and nobody lives in no household."""

from collections.abc import Iterator
from functools import cache

from rasoat.tables.cell_rules import Place
from rasoat.tables.check_data import check_data
from rasoat.tables.claims import Said, cell, claim, summed
from rasoat.tables.reading import Sheet
from rasoat.tables.report import CheckResult
from rasoat.tables.rule_text import RuleText, parse_rule

Sheets = dict[str, Sheet]


def parts_within_whole(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """The rules of `data/checks.yaml` on one place."""
    for number, rules in _rules().items():
        if sheet := sheets.get(number):
            for rule in rules:
                yield _claim(sheet, place, rule)


def _claim(sheet: Sheet, place: Place, rule: RuleText) -> CheckResult:
    left = [cell(sheet, place, key) for key, factor in rule.terms if factor > 0]
    right = [cell(sheet, place, key) for key, factor in rule.terms if factor < 0]
    return claim("X19", "error", place, _joined(left), rule.relation, _joined(right))


def _joined(parts: list[Said]) -> Said:
    if len(parts) == 1:
        return parts[0]
    return summed(" + ".join(said.vi for said in parts), " + ".join(said.en for said in parts), parts)


@cache
def _rules() -> dict[str, list[RuleText]]:
    """Number of a report -> its rules; factors are all 1, and no rule has a constant."""
    found: dict[str, list[RuleText]] = {}
    for entry in check_data().within:
        for number in entry.reports:
            found.setdefault(number, []).extend(parse_rule(text) for text in entry.rules)
    return found
