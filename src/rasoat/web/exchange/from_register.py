"""The register of a place as a `Dataset`: what every writer of `rasoat.survey` takes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from rasoat.survey.columns import DTYPES, Kind
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Dataset
from rasoat.survey.known_columns import shipped_ticks
from rasoat.survey.national_layout import SHEETS
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.web.areas.models import Unit
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import FactSheet, Household, Member, NumberKind, PersonalNumber, Status

PART = 1000
_SHEETS = tuple(sheet.key for sheet in SHEETS)
_MEMBER = (
    "full_name", "relation", "sex", "birth_date", "birth_year", "ethnicity", "activity", "has_health_insurance",
    "education_level", "attends_school", "school_level", "gets_social_allowance",
)  # fmt: skip
_HOUSEHOLD = (
    "area", "region_code", "head_name", "flag_minority", "flag_local_minority", "flag_no_labour", "flag_merit",
    "female_head", "ethnicity", "causes", "supports",
)  # fmt: skip


def dataset_of(place: Unit, standard_id: str, *, with_numbers: bool, only_listed: bool = False) -> Dataset:
    """Living households of a commune or province with their members, class under a standard and latest answers.

    Identity numbers are unsealed only `with_numbers`. Columns that files brought along come back under their names;
    those of the national workbook in `carried`. `only_listed`: households with a class under the standard.
    """
    homes = Household.objects.filter(ended_on__isnull=True).select_related("commune", "province", "village")
    homes = homes.filter(commune=place) if place.level == "commune" else homes.filter(province=place)
    if only_listed:
        homes = homes.filter(statuses__standard_id=standard_id)
    households: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    carried: dict[str, list[dict[str, Any]]] = {}
    ids = list(homes.order_by("commune__sort_key", "village__sort_key", "sort_key", "pk").values_list("pk", flat=True))
    for at in range(0, len(ids), PART):
        part = ids[at : at + PART]
        _add(homes, part, standard_id, with_numbers, households, members, carried)
    return Dataset(
        _frame(households, HOUSEHOLD_COLUMNS, "household"), _frame(members, MEMBER_COLUMNS, "member"),
        carried={name: _carried(rows) for name, rows in carried.items()}, source=place.full_name,
    )  # fmt: skip


def _add(
    homes: "QuerySet[Household]", part: Sequence[int], standard_id: str, with_numbers: bool,
    households: list[dict[str, Any]], members: list[dict[str, Any]], carried: dict[str, list[dict[str, Any]]],
) -> None:  # fmt: skip
    found = homes.in_bulk(part)
    people: dict[int, list[Member]] = {}
    for member in Member.objects.filter(household__in=part, left_on__isnull=True).order_by("number", "pk"):
        people.setdefault(member.household_id, []).append(member)
    numbers = _numbers(people) if with_numbers else {}
    statuses = Status.objects.filter(household__in=part, standard_id=standard_id).select_related("line__decision")
    lines = {row.household_id: row for row in statuses}
    answers = dict(
        FactSheet.objects.filter(household__in=part).order_by("on", "pk").values_list("household_id", "values")
    )
    for pk in part:
        home = found[pk]
        households.append(_household(home, lines.get(pk), answers.get(pk, {}), len(people.get(pk, []))))
        for number, member in enumerate(people.get(pk, []), start=1):
            row, extra = _member(home, member, number, numbers.get(member.pk, {}))
            members.append(row)
            for sheet, cells in extra.items():
                carried.setdefault(sheet, []).append(
                    {"household_id": home.code, "member_no": number, "lives": True, **cells}
                )


def _household(home: Household, status: Status | None, answers: Mapping[str, Any], listed: int) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(home, name) for name in _HOUSEHOLD}
    row |= {name: (value or None) for name, value in row.items() if isinstance(value, str)}
    row |= {
        "household_id": home.code, "unit_code": home.commune.code, "commune": home.commune.full_name,
        "province": home.province.full_name, "village": home.village.full_name if home.village else None,
        "address": home.permanent_address or None, "household_size": max(home.member_count, listed), "class": None,
    }  # fmt: skip
    row |= {name: value for name, value in {**home.extra, **answers}.items() if name not in row or row[name] is None}
    if status is not None:
        line, decision = status.line, status.line.decision
        row |= {
            "class": status.household_class, "reason": line.reason or None, "income_score": line.income_score,
            "deprivation_score": line.deprivation_score, "decision_no": decision.number or None,
            "decision_date": decision.signed_on, "notice": decision.watermark or None,
        }  # fmt: skip
    return row


def _member(
    home: Household, member: Member, number: int, numbers: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    row: dict[str, Any] = {name: getattr(member, name) for name in _MEMBER}
    row |= {name: (value or None) for name, value in row.items() if isinstance(value, str)}
    row |= {"household_id": home.code, "member_no": number, **member.facts, **numbers}
    carried: dict[str, dict[str, Any]] = {}
    for name, value in member.extra.items():
        sheet, found, letter = name.partition(":")
        if found and sheet in _SHEETS:
            carried.setdefault(sheet, {})[letter] = value
        else:
            row.setdefault(name, value)
    return row, carried


def _numbers(people: Mapping[int, Iterable[Member]]) -> dict[int, dict[str, str]]:
    ids = [member.pk for each in people.values() for member in each]
    found: dict[int, dict[str, str]] = {}
    rows = PersonalNumber.objects.filter(member__in=ids, until__isnull=True).select_related("member")
    for row in rows:
        name = "personal_id" if row.kind == NumberKind.PERSONAL_ID else "old_id"
        found.setdefault(row.member_id, {})[name] = reveal(row)
    return found


def _frame(rows: Sequence[Mapping[str, Any]], shared: Mapping[str, pl.DataType], table: Any) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    known = {name: column.dtype for name, column in full_questionnaire().columns(table).items()}
    if table == "household":
        known |= {name: DTYPES[Kind.BIT]() for name in shipped_ticks()}
    known |= shared
    columns = []
    for name in names or shared:
        values = [row.get(name) for row in rows]
        dtype = known.get(name)
        if dtype is None:
            series = pl.Series(name, [None if value is None else str(value) for value in values], dtype=pl.String)
        elif dtype == pl.Date:
            series = pl.Series(
                name, [date.fromisoformat(v) if isinstance(v, str) else v for v in values], dtype=pl.Date
            )
        else:
            series = pl.Series(name, values, strict=False).cast(dtype, strict=False)
        columns.append(series)
    return pl.DataFrame(columns)


def _carried(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame({name: pl.Series(name, [row.get(name) for row in rows], strict=False) for name in names})
