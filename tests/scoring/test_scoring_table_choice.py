"""Which table scores answers: the named one, else the only signed official one, else the input is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import rasoat
from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.law.point_table.model import Switch
from rasoat.scoring.packs import compared_packs, make_packs

Answers = Callable[..., dict[str, Any]]
Office = Callable[..., Path]


def one(row: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{"household_id": "H1", "area": "rural", "region_code": "NT2", "deprivation_score": 30} | row])


def rules_of(frame: pl.DataFrame, **options: Any) -> list[str]:
    with pytest.raises(FaultsFoundError) as refused:
        rasoat.classify(frame, **options)
    return [fault.rule for fault in refused.value.faults]


def test_answers_without_a_signed_table_are_refused_and_the_illustration_offered(answers: Answers) -> None:
    with pytest.raises(FaultsFoundError) as refused:
        rasoat.classify(one(answers()))

    assert [fault.rule for fault in refused.value.faults] == ["point-table-missing"]
    assert "--points minh-hoa-2022" in refused.value.faults[0].remedy_vi


def test_typed_totals_need_no_table(answers: Answers) -> None:
    found = rasoat.classify(one(answers() | {"income_score": 100}))

    assert found["class"].to_list() == ["poor"]
    assert "notice" not in found.columns


def test_the_only_signed_table_scores_unasked(office: Office, answers: Answers) -> None:
    law = LawBook.load(office("chinh-thuc-2022"))

    found = rasoat.classify(one(answers(item_size="two")), law=law)

    assert found.select("income_score", "class", "status").row(0) == (45, "poor", "classified")
    assert "notice" not in found.columns


def test_a_signed_table_is_held_against_typed_totals(office: Office) -> None:
    law = LawBook.load(office("chinh-thuc-2022"))

    assert rules_of(one({"income_score": 5000}), law=law) == ["score-too-high"]


def test_an_unsigned_official_table_never_scores(office: Office, answers: Answers) -> None:
    law = LawBook.load(office("chinh-thuc-2022", signed=False))

    assert rules_of(one(answers()), law=law) == ["point-table-missing"]
    named = rules_of(one(answers()), law=law, points="chinh-thuc-2022")
    assert named[0] == "point-table-unsigned"
    assert "signature-missing" in named


def test_of_two_signed_tables_one_must_be_named(office: Office, answers: Answers) -> None:
    law = LawBook.load(office("bang-1", "bang-2"))

    assert rules_of(one(answers()), law=law) == ["point-table-missing"]
    assert rasoat.classify(one(answers()), law=law, points="bang-1")["status"].to_list() == ["classified"]


def test_a_table_of_a_standard_not_asked_is_refused() -> None:
    frame = one({"income_vnd": 1_000_000})

    assert rules_of(frame, standard="national_2016", points="minh-hoa-2022") == ["point-table-unused"]


def test_one_table_a_standard(office: Office, answers: Answers) -> None:
    law = LawBook.load(office("chinh-thuc-2022"))

    found = rules_of(one(answers()), law=law, points=["chinh-thuc-2022", "minh-hoa-2022"])

    assert found == ["point-table-twice"]


def test_an_unknown_table_is_refused_with_the_known_ones(answers: Answers) -> None:
    with pytest.raises(FaultsFoundError, match="minh-hoa-2022"):
        rasoat.classify(one(answers()), points="khong-co")


def test_each_standard_takes_its_own_table(law: LawBook, illustrative: Any, answers: Answers) -> None:
    law = replace(law, point_tables=dict(law.point_tables))
    old = illustrative.model_copy(update={"table_id": "minh-hoa-2016", "standard_id": "national_2016"})
    law.point_tables[old.table_id] = old

    packs = make_packs(law, ["national_2016", "national_2022"], ["minh-hoa-2022", "minh-hoa-2016"])
    found = rasoat.classify(
        one(answers(item_size="two"))
        .rename({"deprivation_score": "deprivation_score@national_2022"})
        .with_columns(pl.lit(20).alias("deprivation_score@national_2016")),
        pack=packs,
    )

    assert [pack.point_table and pack.point_table.table_id for pack in packs] == ["minh-hoa-2016", "minh-hoa-2022"]
    assert found["income_score"].to_list() == [45, 45]
    assert found["class"].to_list() == ["poor", "poor"]
    assert found["notice"].n_unique() == 1


BOATS = Switch(
    code="use_boat_points_of_area", province="Tỉnh thử", review_year=2026, items=("assets.boat",), source_area="NT6",
    target_area="NT2", decision_no="1/QĐ", decision_date=date(2026, 8, 1),
)  # fmt: skip


@pytest.mark.parametrize(
    "points",
    [
        (),
        "bang-1",
        "bang-1@Tỉnh thử",
        "bang-1@@2026",
        "bang-1@Tỉnh thử@nay",
        "bang-1@Tỉnh thủ@2026",
        "bang-1@Tỉnh thử@2025",
    ],
)
def test_switches_without_province_and_year_are_refused(office: Office, answers: Answers, points: Any) -> None:
    law = LawBook.load(office("bang-1", switches=(BOATS,)))

    with pytest.raises(FaultsFoundError, match="bang-1@Tỉnh thử@2026") as refused:
        rasoat.classify(one(answers()), law=law, points=points)

    assert [fault.rule for fault in refused.value.faults] == ["point-table-province"]


@pytest.mark.parametrize(("of", "area"), [("Tỉnh thử@2026", "NT6"), ("-@2025", "NT2"), ("-@2026", "NT2")])
def test_switches_count_for_the_province_and_year_named(
    office: Office, answers: Answers, illustrative: Any, of: str, area: str
) -> None:
    boat = next(answer for answer in illustrative.item("assets").answers if answer.code == "boat")
    items = tuple(item if item.code != "assets" else _with_boat(item, NT6=boat.points["NT2"] + 5)
                  for item in illustrative.items)  # fmt: skip
    law = LawBook.load(office("bang-1", switches=(BOATS,), items=items))
    found = rasoat.classify(one(answers(item_assets_boat=1)), law=law, points=f"bang-1@{of}")
    without = rasoat.classify(one(answers()), law=law, points=f"bang-1@{of}")

    added = found["income_score"][0] - without["income_score"][0]
    assert added == boat.points["NT2"] + (5 if area == "NT6" else 0)


@pytest.mark.parametrize("points", ["bang-1", ()])
def test_an_official_table_must_be_in_force_on_the_review_date(office: Office, answers: Answers, points: Any) -> None:
    law = LawBook.load(office("bang-1"))  # valid from 2026-01-01

    with pytest.raises(FaultsFoundError) as refused:
        rasoat.classify(one(answers()), law=law, points=points, on=date(2025, 12, 31))
    found = rasoat.classify(one(answers()), law=law, points=points, on=date(2026, 1, 1))

    rules = {fault.rule for fault in refused.value.faults}
    assert rules == ({"point-table-not-in-force"} if points else {"point-table-missing"})
    assert found["status"].to_list() == ["classified"]


def _with_boat(item: Any, **points: int) -> Any:
    answers = tuple(
        answer.model_copy(update={"points": answer.points | points}) if answer.code == "boat" else answer
        for answer in item.answers
    )
    return item.model_copy(update={"answers": answers})


def test_the_pack_holds_the_points_with_switches_and_says_which(office: Office) -> None:
    law = LawBook.load(office("bang-1", switches=(BOATS,)))

    packs = [
        *make_packs(law, ["national_2022"], ["bang-1@Tỉnh thử@2026"]),
        compared_packs(law, "national_2022", "bac_ninh_local", ["bang-1@Tỉnh thử@2026"])[0],
    ]

    for table in (pack.point_table for pack in packs):
        assert table is not None
        boat = next(answer for answer in table.item("assets").answers if answer.code == "boat")
        assert boat.points["NT2"] == boat.points["NT6"]
        assert table.switches == (BOATS,)
