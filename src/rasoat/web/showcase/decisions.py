"""Decisions of the years before, as if typed in from signed lists."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from rasoat.demo.province import Province
from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Household

LISTED = ("poor", "near_poor")
SIGNED = (12, 10)


def record_years(
    acting: Acting,
    province: Province,
    communes: Iterable[Unit],
    known: Mapping[str, Household],
    tick: Callable[[], None],
    *,
    before_last: Callable[[], object] = lambda: None,
) -> None:
    """One decision a commune and year: the years of the history, then last year with scores and indicators.

    `before_last` is called between them: what it does happens while the history is all that was decided.
    """
    by_commune = list(communes)
    for year in sorted(province.history["year"].unique().to_list()):
        rows = province.history.filter(pl.col("year") == year).to_dicts()
        _record(acting, province, by_commune, rows, known, year)
        tick()
    before_last()
    last = province.previous.households.filter(pl.col("class").is_in(LISTED)).to_dicts()
    _record(acting, province, by_commune, last, known, province.previous_year)
    tick()


def _record(
    acting: Acting, province: Province, communes: list[Unit], rows: list[dict[str, Any]],
    known: Mapping[str, Household], year: int,
) -> None:  # fmt: skip
    lines: dict[int, list[LineDraft]] = {}
    indicators = [name for name, kind in province.previous.households.schema.items() if kind == pl.Int8]
    listed_now = {row["household_id"] for row in rows}
    for row in rows:
        home = known.get(row["household_id"])
        if home is not None:
            lines.setdefault(home.commune_id, []).append(_line(home, row, indicators))
    for code, home in _left_the_list(province, known, year, listed_now):
        lines.setdefault(home.commune_id, []).append(LineDraft(home, "not_poor", values={"left": code}))
    for commune in communes:
        if commune.pk in lines:
            number = f"MẪU-{commune.code}/QĐ-UBND/{year}"
            draft = DecisionDraft(
                commune, province.standard_id, year, date(year, *SIGNED), number=number, signed_on=date(year, *SIGNED),
                watermark="Dữ liệu giả định",
            )  # fmt: skip
            record_decision(acting, draft, lines[commune.pk], reason="dữ liệu của tỉnh mẫu", refresh=False)


def _line(home: Household, row: Mapping[str, Any], indicators: list[str]) -> LineDraft:
    deprived = [name for name in indicators if row.get(name) == 1]
    return LineDraft(
        home, row["class"], reason=row.get("reason") or "", income_score=row.get("income_score"),
        deprivation_score=row.get("deprivation_score"), deprived=deprived,
    )  # fmt: skip


def _left_the_list(
    province: Province, known: Mapping[str, Household], year: int, listed: set[str]
) -> list[tuple[str, Household]]:
    """Households that the year before had listed and this year does not: escaped."""
    before = province.history.filter((pl.col("year") == year - 1) & pl.col("class").is_in(LISTED))
    return [(code, known[code]) for code in before["household_id"].to_list() if code not in listed and code in known]
