"""The rows of one fitted sheet as a table of fields, still text: several columns of one field become one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.code_lists import code_list, code_lists
from rasoat.survey.columns import Column, Kind
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET, TableSource
from rasoat.survey.known_columns import shipped_ticks
from rasoat.survey.mapping.cells import date_texts, plain_texts
from rasoat.survey.mapping.fit import Fitted
from rasoat.survey.mapping.heading_words import heading_book
from rasoat.survey.mapping.legacy_text import Encoding, decode
from rasoat.survey.mapping.marks import is_mark, is_no_mark
from rasoat.survey.mapping.profile import ColumnMap
from rasoat.survey.mapping.section_rows import Sections, take_sections
from rasoat.survey.mapping.words import NOT_MARK, TWO_BIRTHS, TWO_MARKS, second_heads
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.sheets import column_letter
from rasoat.survey.text import squash
from rasoat.survey.typed_tables import type_table

SAID = "_said_"
"""How the columns begin that hold what is written in columns of marks."""

_MARK = 3
"""Letters of the longest mark."""

DATES = ("birth_date", "decision_date", "measured_on")


@dataclass(frozen=True, slots=True)
class FieldRows:
    """Text columns by field, `source_row`, `source_sheet`, the `_commune`, `_village`, `_class` of the sections, and
    unknown columns under their names (`carried`).
    """

    rows: pl.DataFrame
    source: TableSource
    columns: dict[str, Column]
    carried: list[str]
    sections: Sections
    faults: list[Fault]


def field_rows(fitted: Fitted, file: str, *, is_1904: bool, listed: int, last_row: int | None = None) -> FieldRows:
    """The rows below the headings. Sections, totals and repeated heads are taken out; the foot is still there.

    Texts in columns of marks, which no field keeps, stand in columns `_said_` and the letter: words of the foot may
    be among them. `last_row`: the last row that is looked at.
    """
    raw = _by_letter(fitted, is_1904=is_1904)
    headings = {column_letter(at): parts for at, parts in enumerate(fitted.headings)}
    wanted = ("class", *fitted.map.sections) if "class" not in _mapped(fitted) else fitted.map.sections
    sections = take_sections(raw, wanted, {name: headings.get(name, ()) for name in _letters(raw)})
    names = _names(fitted, _letters(raw))
    source = _source(fitted, file, names, listed)
    body = sections.rows.with_columns(pl.lit(fitted.sheet.title).alias(SOURCE_SHEET))
    if last_row is not None:
        body = body.filter(pl.col(SOURCE_ROW) <= last_row)
    made, faults = _fields(body, fitted, source)
    kept = [pl.col(letter).alias(name) for letter, name in names.items()]
    helpers = [name for name in ("_commune", "_village", "_class") if name in body.columns]
    marked = [column_letter(at) for at, column in fitted.columns.items() if column.mark or column.sex]
    said = [pl.when(pl.col(name).str.len_chars() > _MARK).then(name).alias(f"{SAID}{name}") for name in marked]
    rows = body.select(SOURCE_ROW, SOURCE_SHEET, *helpers, *made, *kept, *said)
    if sections.second_heads is not None:
        faults.append(second_heads(file, fitted.sheet.title, sections.second_heads))
    return FieldRows(rows, source, _columns(fitted), list(names.values()), sections, faults)


def _by_letter(fitted: Fitted, *, is_1904: bool) -> pl.DataFrame:
    """All columns as text under their letters; blank rows and columns without heading or text are dropped."""
    data: dict[str, pl.Series] = {}
    for at, cells in enumerate(fitted.sheet.columns(fitted.first_row)):
        column = fitted.columns.get(at)
        if column is not None and column.to in DATES:
            texts: Sequence[str | None] = date_texts(cells, is_1904=is_1904, month_first=column.dates == "mdy")
        else:
            texts = plain_texts(cells)
        series = _blank_to_null(pl.Series(column_letter(at), texts, dtype=pl.String))
        if column is not None or series.null_count() < len(series):
            data[series.name] = _decoded(series, fitted.map.encoding)
    frame = pl.DataFrame(data).with_row_index(SOURCE_ROW, offset=fitted.first_row)
    filled = [pl.col(name).str.strip_chars().fill_null("") != "" for name in data]
    whole = frame.with_columns(pl.col(SOURCE_ROW).cast(pl.Int64))
    return whole.filter(pl.any_horizontal(filled)) if filled else whole.clear()


def _blank_to_null(series: pl.Series) -> pl.Series:
    return pl.select(pl.when(series != "").then(series)).to_series().alias(series.name)


def _decoded(series: pl.Series, encoding: Encoding) -> pl.Series:
    if encoding is Encoding.UNICODE:
        return series
    different = [text for text in series.drop_nulls().unique() if not text.isascii()]
    decoded = [decode(text, encoding) for text in different]
    return series.replace(different, decoded) if different else series


def _fields(body: pl.DataFrame, fitted: Fitted, source: TableSource) -> tuple[list[pl.Series], list[Fault]]:
    made: list[pl.Series] = []
    faults: list[Fault] = []
    groups: dict[str, list[tuple[str, ColumnMap]]] = {}
    for at, column in fitted.columns.items():
        if column.to:
            groups.setdefault(column.to, []).append((column_letter(at), column))
    for field, parts in groups.items():
        if len(parts) == 1 and not parts[0][1].mark and not parts[0][1].sex:
            made.append(_plain(body, field, *parts[0]))
        elif parts[0][1].sex:
            series, found = _births(body, field, parts, fitted, source)
            made += series
            faults += found
        else:
            one, found = _marks(body, field, parts, source)
            made.append(one)
            faults += found
    names = [series.name for series in made]
    return [series for at, series in enumerate(made) if names.index(series.name) == at], faults


def _plain(body: pl.DataFrame, field: str, letter: str, column: ColumnMap) -> pl.Series:
    series = body[letter].alias(field)
    if column.codes:
        codes = {squash(written): code for written, code in column.codes.items()}
        series = _by_text(series, lambda text: codes.get(squash(text), text))
    if field in shipped_ticks() or field == "is_head":
        series = _by_text(series, lambda text: "1" if is_mark(text) else "0" if text.strip() == "-" else text)
    if field == "income_vnd":
        dots = pl.col(field).str.strip_chars().str.contains(r"^\d{1,3}([.,]\d{3})+$")
        series = (
            series.to_frame()
            .select(pl.when(dots).then(pl.col(field).str.replace_all(r"[.,]", "")).otherwise(field))
            .to_series()
        )
    return series


def _marks(
    body: pl.DataFrame, field: str, parts: list[tuple[str, ColumnMap]], source: TableSource
) -> tuple[pl.Series, list[Fault]]:
    """Marks as codes: one of them, or several joined where the field takes several. Unmarked is unknown (null)."""
    faults: list[Fault] = []
    marked: dict[str, pl.Series] = {}
    for letter, column in parts:
        told = _by_text(body[letter], lambda text: "1" if is_mark(text) else "0" if is_no_mark(text) else "?")
        bad = body.filter(told == "?").with_columns(pl.col(letter).alias(field))
        faults += NOT_MARK.faults(bad, field, _placed(source, field, letter, column))
        marked[column.mark] = (told == "1").fill_null(value=False)
    codes = pl.DataFrame(list(marked.values()), schema=list(marked))
    joined = codes.select(
        pl.concat_str([pl.when(name).then(pl.lit(name)) for name in marked], separator=";", ignore_nulls=True)
    ).to_series()
    joined = joined.to_frame("x").select(pl.when(pl.col("x") != "").then("x")).to_series().alias(field)
    if field in {"causes", "supports"}:
        return joined, faults
    double = joined.str.contains(";", literal=True).fill_null(value=False)
    named = {column.mark: column.heading[-1] if column.heading else letter for letter, column in parts}
    said = codes.select(
        pl.concat_str(
            [pl.when(name).then(pl.lit(named[name])) for name in marked], separator="; ", ignore_nulls=True
        ).alias(field)
    ).to_series()
    faults += TWO_MARKS.faults(body.filter(double).with_columns(said.filter(double)), field, source)
    return joined.to_frame().select(pl.when(~double).then(field)).to_series(), faults


def _births(
    body: pl.DataFrame, field: str, parts: list[tuple[str, ColumnMap]], fitted: Fitted, source: TableSource
) -> tuple[list[pl.Series], list[Fault]]:
    """Years under "Nam" and "Nữ": the year, and the sex of the column it stands in unless another column tells it."""
    faults: list[Fault] = []
    known = _columns(fitted)[field]
    births, sexes = [], []
    for letter, column in parts:
        cells = body.select(SOURCE_ROW, SOURCE_SHEET, pl.col(letter).alias(field))
        faults += type_table(cells, {field: known}, _placed(source, field, letter, column))[1]
        filled = pl.col(letter).str.strip_chars().fill_null("") != ""
        births.append(pl.when(filled).then(pl.col(letter)))
        sexes.append(pl.when(filled).then(pl.lit(column.sex)))
    double = body.filter(pl.sum_horizontal([birth.is_not_null() for birth in births]) > 1)
    faults += TWO_BIRTHS.faults(double.with_columns(pl.col(parts[0][0]).alias(field)), field, source)
    told = body.select(pl.coalesce(births).alias(field), pl.coalesce(sexes).alias("sex"))
    good = _readable(told[field], known)
    made = [good.alias(field)]
    return [*made, told["sex"]] if "sex" not in _mapped(fitted) else made, faults


def _readable(series: pl.Series, column: Column) -> pl.Series:
    """Texts that can be read; the others were told already and become blank."""
    different = series.drop_nulls().unique().to_frame(column.name)
    typed, _ = type_table(different, {column.name: column}, TableSource())
    good = different[column.name].filter(typed[column.year_column or column.name].is_not_null())
    return series.to_frame("x").select(pl.when(pl.col("x").is_in(good.to_list())).then("x")).to_series()


def _by_text(series: pl.Series, make: Callable[[str], str]) -> pl.Series:
    different = series.drop_nulls().unique()
    made = pl.Series([make(text) for text in different], dtype=pl.String)
    return series.replace_strict(different, made, default=None, return_dtype=pl.String).alias(series.name)


def _columns(fitted: Fitted) -> dict[str, Column]:
    """How the fields are read: as people write them on sheets, with the scale of the profile."""
    common = full_questionnaire()
    known = {
        **shipped_ticks(),
        **common.columns("household", written=True),
        **common.columns("member", written=True),
        "age": Column("age", Kind.INT),
        "is_head": Column("is_head", Kind.BIT, code_list("yes_no")),
    }
    words = {item.code for item in heading_book().fields if item.values == "text"}
    known |= {name: Column(name, Kind.TEXT) for name in words}
    taken = {name: column for name, column in known.items() if name in _mapped(fitted)}
    for column in fitted.columns.values():
        if column.to in taken and column.scale > 1:
            taken[column.to] = replace(taken[column.to], scale=column.scale)
    for name in ("full_name", "birth_date", "sex", "relation", "personal_id", "class"):
        taken.setdefault(name, known[name])
    taken.pop("member_no", None)
    return taken


def _mapped(fitted: Fitted) -> set[str]:
    return {column.to for column in fitted.columns.values() if column.to}


def _letters(raw: pl.DataFrame) -> list[str]:
    return [name for name in raw.columns if name != SOURCE_ROW]


def _names(fitted: Fitted, letters: list[str]) -> dict[str, str]:
    """Letter -> name of every column that no field takes: its heading, or the letter; never a name twice."""
    known = {column_letter(at): column for at, column in fitted.columns.items()}
    taken = {*_mapped(fitted), *code_lists(), *full_questionnaire().columns("household"),
             *full_questionnaire().columns("member"), SOURCE_ROW, SOURCE_SHEET}  # fmt: skip
    heads = {column_letter(at): " / ".join(parts) for at, parts in enumerate(fitted.headings)}
    names: dict[str, str] = {}
    for letter in letters:
        if letter in known and known[letter].to:
            continue
        name = heads.get(letter) or letter
        names[letter] = name if name not in taken else f"{name} ({letter})"
        taken.add(names[letter])
    return names


def _source(fitted: Fitted, file: str, names: Mapping[str, str], listed: int) -> TableSource:
    headings: dict[str, str] = {}
    letters: dict[str, str] = {name: letter for letter, name in names.items()}
    for at, column in fitted.columns.items():
        if column.to:
            headings.setdefault(column.to, f"{column_letter(at)} ({' / '.join(column.heading) or column.to})")
            letters.setdefault(column.to, column_letter(at))
    title = fitted.sheet.title
    return TableSource(file, title, headings, {title: letters}, listed)


def _placed(source: TableSource, field: str, letter: str, column: ColumnMap) -> TableSource:
    """The source with a field standing in one of its several columns."""
    letters = {**(source.letters or {}).get(source.sheet, {}), field: letter}
    headings = {**(source.headings or {}), field: f"{letter} ({' / '.join(column.heading)})"}
    return replace(source, headings=headings, letters={source.sheet: letters})
