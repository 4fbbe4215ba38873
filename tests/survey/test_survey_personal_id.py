import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.personal_id import IdFinding, finding_expr, findings, parts_of

years = st.integers(min_value=1900, max_value=2099)
sexes = st.sampled_from([1, 2])
texts = st.one_of(
    st.text(alphabet="0123456789", max_size=14), st.text(alphabet="0123456789aX- ", max_size=13), st.just("")
)


def number_of(year: int, sex: int, place: int, rest: int) -> str:
    return f"{place:03d}{(year - 1900) // 100 * 2 + sex - 1}{year % 100:02d}{rest:06d}"


@given(years, sexes, st.integers(0, 999), st.integers(0, 999999))
def test_a_number_made_by_the_structure_is_in_order(year: int, sex: int, place: int, rest: int) -> None:
    number = number_of(year, sex, place, rest)
    parts = parts_of(number)

    assert parts is not None
    assert (parts.place, parts.sex, parts.birth_year) == (f"{place:03d}", sex, year)
    assert findings(number, sex, year) == []


@given(years, sexes, st.integers(0, 999999))
def test_other_sex_and_other_year_are_noticed(year: int, sex: int, rest: int) -> None:
    number = number_of(year, sex, 24, rest)

    assert findings(number, 3 - sex, year) == [IdFinding.SEX]
    assert findings(number, sex, year + 1) == [IdFinding.YEAR]


@given(st.lists(st.tuples(texts, st.none() | sexes, st.none() | years), min_size=1, max_size=6))
def test_the_column_form_finds_the_same(rows: list[tuple[str, int | None, int | None]]) -> None:
    schema = {"personal_id": pl.String, "sex": pl.Int64, "birth_year": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")

    found = frame.select(finding_expr().alias("odd"))["odd"].to_list()

    assert [set(odd) for odd in found] == [set(map(str, findings(*row))) for row in rows]


def test_old_cards_and_missing_numbers_are_accepted() -> None:
    assert findings("123456789", 1, 1980) == []
    assert findings("") == []


def test_lost_zeros_are_suspected() -> None:
    assert findings("1080000001") == findings("01080000001") == [IdFinding.LOST_ZERO]
    assert findings("12345") == [IdFinding.LENGTH]
    assert findings("00108000000A") == [IdFinding.NOT_DIGITS]
