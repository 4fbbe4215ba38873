"""The words of the command line as Python functions: `classify` and `whatif` over whole tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rasoat.law.book import LawBook, shipped_law
from rasoat.law.pack import Pack
from rasoat.scoring.assumption import Assumption
from rasoat.scoring.classify import classify_table
from rasoat.scoring.explain_table import explain_household
from rasoat.scoring.explanation import Explanation
from rasoat.scoring.frames import like, to_polars
from rasoat.scoring.packs import compared_packs, make_packs
from rasoat.scoring.result_files import canonical
from rasoat.scoring.transition import transitions


def classify(
    frame: Any,
    standard: str | Sequence[str] = "national_2022",
    *,
    points: str | Sequence[str] = (),
    assume: Assumption | None = None,
    pack: Pack | Sequence[Pack] | None = None,
    law: LawBook | None = None,
    partial: bool = False,
    region: str = "",
    on: date | None = None,
) -> Any:
    """Classify households under one or several standards.

    Args:
        frame: pandas, Polars or Arrow table with `household_id`, `area` (`rural`|`urban`) and `income_score` (points)
            or `income_vnd` (VND per person per month), one 0/1 column per indicator code (or `deprivation_score`,
            `deprived_count`), or item answers `item_*` scored by the point table `points`.
        standard: id or ids of standards.
        points: id (or ids, one a standard) of the point table that scores item answers. Without it the only signed
            official table of the law book serves; answers without a table and without a total are refused. A table
            with switches of provinces is named `ID@PROVINCE@YEAR`.
        assume: what a simulation takes for granted.
        pack: law packs to replay, instead of `standard`, `points` and `assume`.
        law: a law book with an office's own law; the shipped law otherwise.
        partial: keep sound rows and mark the others `incomplete`, instead of refusing the table.
        region: area of the point table for rural households without `region_code`.
        on: the review date: an official point table must be in force then (not checked without it).

    Returns:
        A table of the same kind, one row a household and standard: `household_id, standard_id, income_score,
        deprivation_score, class, reason, status, pack` (and `notice` when it must bear a watermark).

    Raises:
        FaultsFoundError: with every fault of the table, in Vietnamese and English.

    >>> import polars as pl
    >>> households = pl.DataFrame({"household_id": ["H1", "H2"], "area": ["rural", "urban"],
    ...                            "income_score": [140, 176], "deprivation_score": [30, 30]})
    >>> classify(households, standard="national_2022").select("household_id", "class", "status").rows()
    [('H1', 'poor', 'classified'), ('H2', 'not_poor', 'classified')]
    """
    packs = _packs(standard, points, assume, pack, law, on)
    found = classify_table(to_polars(frame), packs, partial=partial, rural_region=region)
    return like(canonical(found.table), frame)


def explain(
    frame: Any,
    household_id: str,
    standard: str = "national_2022",
    *,
    members: Any = None,
    on: date | None = None,
    points: str | Sequence[str] = (),
    assume: Assumption | None = None,
    pack: Pack | None = None,
    law: LawBook | None = None,
    region: str = "",
) -> Explanation:
    """Explain one household: every point and deprivation, the deciding rule, the nearest changes.

    Args:
        frame: as for `classify`; `household_id` names one of its households.
        members: table of members (`household_id`, `member_no`, facts), to derive indicators from.
        on: the day at which ages count; without it nothing is derived by age.
        standard, points, assume, pack, law, region: as for `classify`.

    Raises:
        FaultsFoundError: when there is no such household, or what the standard needs is missing.

    >>> import polars as pl
    >>> households = pl.DataFrame({"household_id": ["H1"], "area": ["rural"], "income_score": [140],
    ...                            "deprivation_score": [30]})
    >>> print(explain(households, "H1").rule.text)
    điểm A (140) ≤ điểm A tương đương chuẩn thu nhập (140); điểm B (30) ≥ điểm B thấp nhất của hộ nghèo (30)
    """
    chosen = _packs(standard, points, assume, pack, law, on)[0]
    people = None if members is None else to_polars(members)
    return explain_household(to_polars(frame), household_id, chosen, members=people, on=on, region=region)


def whatif(
    frame: Any,
    standard: str = "national_2022",
    *,
    under: str | None = None,
    assume: Assumption | None = None,
    by: str | None = None,
    points: str | Sequence[str] = (),
    law: LawBook | None = None,
    region: str = "",
) -> Any:
    """The same answers under another or an edited standard: how many households would change class.

    Args:
        frame: as for `classify`.
        standard: the standard that holds.
        under: another standard; `assume` edits it (or edits `standard` when `under` is not given).
        by: column to break the counts down by (a unit code), or None.
        points, law, region: as for `classify`.

    Returns:
        A table of the same kind: `unit_code` (the value of `by`, or ""), `from_class`, `to_class`, `households`,
        `notice` (always a simulation).

    >>> import polars as pl
    >>> households = pl.DataFrame({"household_id": ["H1"], "area": ["rural"], "income_vnd": [1_600_000],
    ...                            "deprived_count": [4]})
    >>> whatif(households, "national_2022", under="bac_ninh_local").drop("notice").rows()
    [('', 'not_poor', 'poor', 1)]
    """
    before, after = compared_packs(law or shipped_law(), standard, under, _ids(points), assume)
    return like(transitions(to_polars(frame), before, after, by=by, rural_region=region), frame)


def _packs(
    standard: str | Sequence[str],
    points: str | Sequence[str],
    assume: Assumption | None,
    pack: Pack | Sequence[Pack] | None,
    law: LawBook | None,
    on: date | None = None,
) -> list[Pack]:
    if pack is not None:
        return [pack] if isinstance(pack, Pack) else list(pack)
    return make_packs(law or shipped_law(), _ids(standard), _ids(points), assume, on)


def _ids(given: str | Sequence[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)
