"""The few figures of the law that the demo needs, read from the standard."""

from dataclasses import dataclass

from rasoat.law.book import LawBook
from rasoat.law.standard import Standard


@dataclass(frozen=True, slots=True)
class LawFigures:
    """Indicators of a standard in order, points of each, income line in points by area, least number for the poor."""

    standard_id: str
    indicators: tuple[str, ...]
    points: dict[str, int]
    income_line: dict[str, int]
    least_of_poor: int
    reason: dict[str, str]


def law_figures(book: LawBook, standard_id: str) -> LawFigures:
    """Read them. `KeyError` when the standard has no points method like that of national_2022."""
    standard: Standard = book.standard(standard_id)
    points = {indicator.code: indicator.points.value or 0 for indicator in standard.indicators}
    rural, urban = standard.params("rural"), standard.params("urban")
    each = max(points.values())
    return LawFigures(
        standard_id=standard_id,
        indicators=standard.indicator_codes,
        points=points,
        income_line={"rural": rural["income_line_score"], "urban": urban["income_line_score"]},
        least_of_poor=-(-rural["deprivation_poor_min"] // each),
        reason={str(rule.klass): rule.reason for rule in standard.methods["points"].rules},
    )
