"""Cases of many households at once, numbered within their villages in the order of the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Case, Origin, Result
from rasoat.web.rounds.models import Round, RoundStandard
from rasoat.web.store.bulk import give_ids, insert
from rasoat.web.store.rows import make_row


@dataclass(frozen=True, slots=True)
class Listed:
    """A household of the list. `opening`: class in force at the opening, by standard."""

    household: Household
    origin: Origin
    reason: str = ""
    opening: Mapping[str, str] = field(default_factory=dict)


def build_cases(
    row: Round, standards: Sequence[RoundStandard], listed: Iterable[Listed]
) -> tuple[list[Case], list[Result]]:
    """Write cases with their results, a result for each standard; inside the action's transaction.

    Households are numbered in the given order, behind those that their village has already.
    """
    wanted = list(listed)
    numbers = _last_numbers(row, {each.household.village_id for each in wanted})
    cases = []
    for each in wanted:
        home = each.household
        numbers[home.village_id] = numbers.get(home.village_id, 0) + 1
        cases.append(
            make_row(
                Case, round=row, household=home, province_id=home.province_id, commune_id=home.commune_id,
                village_id=home.village_id, area=home.area, year=row.year, number=numbers[home.village_id],
                head_name=home.head_name, sort_key=home.sort_key, member_count=home.member_count,
                origin=each.origin.value, origin_reason=each.reason, opening=dict(each.opening),
            )
        )  # fmt: skip
    give_ids(cases)
    insert(cases)
    results = [
        make_row(
            Result, case=case, standard_id=standard.standard_id, province_id=case.province_id,
            commune_id=case.commune_id, village_id=case.village_id, round=row,
            opening_class=case.opening.get(standard.standard_id, ""),
        )
        for case in cases
        for standard in standards
    ]  # fmt: skip
    return cases, insert(results)


def _last_numbers(row: Round, villages: Iterable[int | None]) -> dict[int | None, int]:
    known = [pk for pk in villages if pk is not None]
    found = Case.objects.filter(round=row, village__in=known).order_by().values_list("village").annotate(Max("number"))
    numbers: dict[int | None, int] = dict(found)
    if None in set(villages):
        numbers[None] = Case.objects.filter(round=row, village=None).aggregate(last=Max("number"))["last"] or 0
    return numbers
