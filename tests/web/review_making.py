"""Rounds and cases for tests, made as rows: a test of one step need not walk all the steps before it."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from rasoat.law.pack import Pack
from rasoat.scoring.packs import make_pack
from rasoat.web.areas.models import Unit
from rasoat.web.law import book, law_version
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Case, Result, VillageReview
from rasoat.web.rounds.kept_packs import keep
from rasoat.web.rounds.models import Round, RoundCommune, RoundStandard

STANDARD = "national_2022"
TABLE = "minh-hoa-2022"


def make_round(
    province: Unit, communes: Sequence[Unit], *, standards: Sequence[str] = (STANDARD,), purpose: str = "official",
    kind: str = "periodic", route: str = "answers", state: str = "open", **fields: Any,
) -> Round:  # fmt: skip
    """A round of 2026 in which the communes take part, with a review of each of their villages."""
    starts, ends = (
        (date(2026, 9, 1), date(2026, 12, 14)) if kind == "periodic" else (date(2026, 9, 15), date(2026, 9, 29))
    )
    row = Round.objects.create(
        name="Rà soát thử 2026", purpose=purpose, kind=kind, year=2026, month=9 if kind == "regular" else None,
        province=province, procedure_id="qd24_2021", starts_on=starts, ends_on=ends, state=state, **fields,
    )  # fmt: skip
    for at, standard in enumerate(standards, 1):
        RoundStandard.objects.create(
            round=row, standard_id=standard, route=route, table_id=TABLE if route == "answers" else "", position=at,
            effective_from=date(2027, 1, 1), pack_hash=kept_hash(standard, route),
        )  # fmt: skip
    for commune in communes:
        RoundCommune.objects.create(round=row, province=province, commune=commune, year=2026)
        for village in Unit.objects.filter(level="village", commune=commune):
            VillageReview.objects.create(round=row, province=province, commune=commune, village=village, year=2026)
    return row


def kept_hash(standard: str, route: str) -> str:
    """The pack that such a round keeps when it opens, kept; empty for the route `entered`."""
    if route == "entered":
        return ""
    return keep(_pack(standard, TABLE if route == "answers" else None, law_version())).hash


@cache
def _pack(standard: str, table: str | None, _law: str) -> Pack:
    return make_pack(book(), standard, table)


def make_case(
    row: Round, home: Household, *, state: str = "listed", result_state: str = "waiting", opening: str = "poor",
    proposed: str = "", agreed: str = "", **fields: Any,
) -> Case:  # fmt: skip
    """A case of a household with a result for each standard of the round."""
    number = Case.objects.filter(round=row, village=home.village).count() + 1
    standards = list(row.standards.values_list("standard_id", flat=True))
    case = Case.objects.create(
        round=row, household=home, province=home.province, commune=home.commune, village=home.village, area=home.area,
        year=row.year, number=number, head_name=home.head_name, sort_key=home.sort_key,
        member_count=home.member_count, origin=fields.pop("origin", "current_list"),
        opening=dict.fromkeys(standards, opening) if opening else {}, state=state, **fields,
    )  # fmt: skip
    for standard in standards:
        Result.objects.create(
            case=case, standard_id=standard, province=home.province, commune=home.commune, village=home.village,
            round=row, state=result_state, opening_class=opening, proposed=proposed, agreed=agreed,
        )  # fmt: skip
    return case
