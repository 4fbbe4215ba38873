"""Item answers scored with the illustrative table: regions, bands, caps, unasked items, typed totals beside answers."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

import rasoat
from rasoat.law.faults import FaultsFoundError, errors
from rasoat.law.pack import Pack
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.totals import highest_total
from rasoat.scoring.classify import classify_table
from rasoat.scoring.point_lines import point_lines

Answers = Callable[..., dict[str, Any]]
WATERMARK = "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    base = {"area": "rural", "region_code": "NT2", "deprivation_score": 30}
    return pl.DataFrame([{"household_id": f"H{n}"} | base | row for n, row in enumerate(rows, start=1)])


def scores(pack: Pack, *rows: dict[str, Any], **options: Any) -> list[int | None]:
    return classify_table(table(*rows), [pack], **options).table["income_score"].to_list()


def faults(pack: Pack, *rows: dict[str, Any], **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(FaultsFoundError) as refused:
        classify_table(table(*rows), [pack], **options)
    return [(fault.rule, fault.place.column) for fault in errors(refused.value.faults)]


def points(illustrative: PointTable, item: str, answer: str, area: str = "NT2") -> int:
    return next(found.points.get(area, 0) for found in illustrative.item(item).answers if found.code == answer)


def test_every_answer_counts_by_its_region(illustrated_pack: Pack, illustrative: PointTable, answers: Answers) -> None:
    row = answers(item_size="two", item_diploma="college", item_electricity=120, item_assets_tv=1)

    for area in ("NT1", "NT4", "NT6"):
        expected = points(illustrative, "size", "two", area) + points(illustrative, "diploma", "college", area)
        expected += points(illustrative, "electricity", "from_100", area) + points(illustrative, "assets", "tv", area)

        assert scores(illustrated_pack, row | {"region_code": area}) == [expected]


def test_the_total_is_the_sum_of_the_explained_points(answers: Answers) -> None:
    row = answers(
        item_size="three", item_floor_area=2500, item_water="piped", item_assets_motorbike=1, item_assets_tv=1
    )
    frame = table(row)

    found = rasoat.classify(frame, points="minh-hoa-2022")
    explained = rasoat.explain(frame, "H1", points="minh-hoa-2022")

    assert sum(line.points or 0 for line in explained.points) == found["income_score"][0] == explained.income
    assert len(explained.points) == 19


def test_every_row_bears_the_watermark(answers: Answers) -> None:
    frame = table(answers(), answers(item_size="two"), {"household_id": "H3", **answers()})

    found = rasoat.classify(frame, points="minh-hoa-2022")

    assert found["notice"].to_list() == [WATERMARK] * 3
    assert WATERMARK in rasoat.explain(frame, "H1", points="minh-hoa-2022").text_vi()


@pytest.mark.parametrize(
    ("quantity", "answer"),
    [(0, "under_25"), (24, "under_25"), (25, "from_25"), (49, "from_25"), (50, "from_50"), (149, "from_100"),
     (150, "from_150"), (99_999, "from_150")],
)  # fmt: skip
def test_bands_hold_their_lower_edge(
    illustrated_pack: Pack, illustrative: PointTable, answers: Answers, quantity: int, answer: str
) -> None:
    lowest = scores(illustrated_pack, answers())[0]
    assert lowest is not None

    found = scores(illustrated_pack, answers(item_electricity=quantity))

    assert found == [lowest + points(illustrative, "electricity", answer)]


def test_a_quantity_below_every_band_is_no_answer(illustrated_pack: Pack, answers: Answers) -> None:
    found = faults(illustrated_pack, answers(item_electricity=-1))

    assert found == [("answer-missing", "item_electricity")]


def test_assets_add_up_to_their_cap(illustrated_pack: Pack, illustrative: PointTable, answers: Answers) -> None:
    item = illustrative.item("assets")
    every = dict.fromkeys(item.columns(), 1)
    assert sum(answer.points["NT2"] for answer in item.answers) > item.max_points["NT2"]

    none, two, full = scores(
        illustrated_pack, answers(), answers(item_assets_tv=1, item_assets_car=1), answers(**every)
    )

    assert none is not None
    assert two == none + points(illustrative, "assets", "tv") + points(illustrative, "assets", "car")
    assert full == none + item.max_points["NT2"]


def test_towns_are_not_asked_about_land(illustrated_pack: Pack, answers: Answers) -> None:
    town = {name: value for name, value in answers().items() if not name.startswith(("item_land", "item_livestock"))}
    rich = answers(item_land_annual=9_999, item_livestock_large=50)

    without, beside = scores(
        illustrated_pack, town | {"area": "urban", "region_code": "TT"}, rich | {"area": "urban", "region_code": "TT"}
    )

    assert without == beside
    explained = rasoat.explain(table(town | {"area": "urban", "region_code": None}), "H1", points="minh-hoa-2022")
    assert len(explained.points) == 12
    assert faults(illustrated_pack, town)[0] == ("answer-missing", "item_land_garden")


def test_the_urban_region_follows_from_the_area_and_the_rural_one_from_the_option(
    illustrated_pack: Pack, answers: Answers
) -> None:
    blank = answers(item_size="two") | {"region_code": None}

    assert faults(illustrated_pack, blank) == [("region-unknown", "region_code")]
    assert scores(illustrated_pack, blank, rural_region="NT3") == scores(
        illustrated_pack, answers(item_size="two") | {"region_code": "NT3"}
    )
    assert scores(illustrated_pack, blank | {"area": "urban"}) == scores(
        illustrated_pack, answers(item_size="two") | {"area": "urban", "region_code": "TT"}
    )


def test_a_region_outside_the_table_is_refused(illustrated_pack: Pack, answers: Answers) -> None:
    assert faults(illustrated_pack, answers() | {"region_code": "NT9"}) == [("region-unknown", "region_code")]
    assert faults(illustrated_pack, answers() | {"region_code": None}, rural_region="NT9") == [
        ("region-unknown", "region_code")
    ]


def test_the_form_is_of_the_households_area_or_says_why_not(illustrated_pack: Pack, answers: Answers) -> None:
    other = answers() | {"region_code": "TT"}
    typed = {"income_score": 100, "region_code": "TT"}

    assert faults(illustrated_pack, other) == [("region-area-differ", "region_code")]
    assert faults(illustrated_pack, typed | answers()) == [("region-area-differ", "region_code")]

    kept = classify_table(table(other | {"area_override_reason": "thôn vừa lên phường"}), [illustrated_pack])
    assert kept.table["status"].to_list() == ["classified"]
    assert [fault.rule for fault in kept.faults] == ["region-area-overridden"]
    assert "thôn vừa lên phường" in kept.faults[0].vi


@pytest.mark.parametrize("missing", [None, "", "  "])
def test_a_missing_answer_is_no_zero(illustrated_pack: Pack, answers: Answers, missing: str | None) -> None:
    assert faults(illustrated_pack, answers(item_water=missing)) == [("answer-missing", "item_water")]


def test_a_missing_asset_is_named_by_its_own_column(illustrated_pack: Pack, answers: Answers) -> None:
    assert faults(illustrated_pack, answers(item_assets_car=None)) == [("answer-missing", "item_assets_car")]


def test_a_missing_column_is_missing_for_every_household(illustrated_pack: Pack, answers: Answers) -> None:
    row = answers()
    del row["item_toilet"]

    assert faults(illustrated_pack, row, row) == [("answer-missing", "item_toilet")] * 2


def test_an_unknown_answer_is_refused_with_the_known_ones(illustrated_pack: Pack, answers: Answers) -> None:
    with pytest.raises(FaultsFoundError, match="septic"):
        classify_table(table(answers(item_toilet="hố đào")), [illustrated_pack])


@pytest.mark.parametrize("both", ["none;septic", "none, septic", "none + septic"])
def test_two_answers_to_one_question_are_an_error(illustrated_pack: Pack, answers: Answers, both: str) -> None:
    assert faults(illustrated_pack, answers(item_toilet=both)) == [("answer-double", "item_toilet")]


def test_a_typed_total_wins_with_a_warning(illustrated_pack: Pack, answers: Answers) -> None:
    by_answers = scores(illustrated_pack, answers())[0]

    found = classify_table(table(answers() | {"income_score": 177}), [illustrated_pack])

    assert found.table["income_score"].to_list() == [177]
    assert [(fault.rule, fault.severity) for fault in found.faults] == [("score-answers-differ", "warning")]
    assert f"({by_answers})" in found.faults[0].vi
    assert found.faults[0].value == "177"


def test_a_typed_total_equal_to_the_answers_is_silent(illustrated_pack: Pack, answers: Answers) -> None:
    by_answers = scores(illustrated_pack, answers())[0]

    assert classify_table(table(answers() | {"income_score": by_answers}), [illustrated_pack]).faults == ()


def test_rows_may_mix_typed_totals_and_answers(illustrated_pack: Pack, answers: Answers) -> None:
    by_answers = scores(illustrated_pack, answers())[0]
    nothing = dict.fromkeys(answers())

    found = scores(
        illustrated_pack, answers() | {"income_score": None}, nothing | {"income_score": 90, "region_code": None}
    )

    assert found == [by_answers, 90]


def test_a_total_beyond_the_households_own_table_is_refused(
    illustrated_pack: Pack, illustrative: PointTable, answers: Answers
) -> None:
    highest = highest_total(illustrative, "NT2")

    assert scores(illustrated_pack, answers() | {"income_score": highest}) == [highest]
    assert ("score-too-high", "income_score") in faults(illustrated_pack, answers() | {"income_score": highest + 1})
    assert ("score-too-high", "income_score") in faults(illustrated_pack, {"income_score": highest + 500})


def test_tables_that_read_one_column_differently_are_refused(illustrated_pack: Pack, answers: Answers) -> None:
    old = illustrated_pack.point_table
    assert old is not None
    items = tuple(
        item.model_copy(update={"unit": "m²/người"}) if item.code == "floor_area" else item for item in old.items
    )
    other = illustrated_pack.model_copy(update={"point_table": old.model_copy(update={"items": items})})

    with pytest.raises(FaultsFoundError, match="item_floor_area"):
        classify_table(table(answers()), [illustrated_pack, other])


def test_a_household_of_dependants_only_gets_zero_with_the_reason(answers: Answers) -> None:
    explained = rasoat.explain(table(answers(item_size="only_dependants")), "H1", points="minh-hoa-2022")

    size = next(line for line in explained.points if line.item == "size")
    assert size.points == 0
    assert "chỉ gồm người phụ thuộc" in size.answer


def test_the_words_of_several_answers_can_be_told_apart(illustrated_pack: Pack, answers: Answers) -> None:
    row = {"household_id": "H1", "area": "rural", "region_code": "NT1"}
    row |= answers(item_assets_motorbike=1, item_assets_tv=1)

    line = next(line for line in point_lines(illustrated_pack, row, "rural") if line.item == "assets")

    assert line.answer.split("; ") == ["Ti vi màu", "Xe máy, xe máy điện"]
