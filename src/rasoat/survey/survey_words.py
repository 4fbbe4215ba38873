"""Data of a round in the words of the form: labels for codes, Có/Không, dates as dd/mm/yyyy, m2 for dm2."""

import polars as pl

from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Kind
from rasoat.survey.questionnaire import Item, Questionnaire
from rasoat.survey.survey_layout import SheetColumn


def in_words(data: pl.DataFrame, columns: list[SheetColumn], questionnaire: Questionnaire) -> pl.DataFrame:
    """The columns of a sheet, in order: text, integers, or floats of the written unit; null where nothing is known."""
    return data.select(_words(column, data, questionnaire) for column in columns)


def _words(column: SheetColumn, data: pl.DataFrame, questionnaire: Questionnaire) -> pl.Expr:
    code, item = column.code, column.item
    if code not in data.columns or data[code].dtype == pl.Null:
        return pl.lit(None, pl.String).alias(code)
    if item is None:
        return pl.col(code) if data[code].dtype.is_integer() else pl.col(code).cast(pl.String)
    if item.written is not None:
        return pl.col(code) / item.written.scale
    return _by_kind(item, data, questionnaire).alias(code)


def _by_kind(item: Item, data: pl.DataFrame, questionnaire: Questionnaire) -> pl.Expr:
    cell = pl.col(item.code)
    choices = questionnaire.choices_of(item)
    match item.type:
        case Kind.BIT | Kind.BOOL:
            yes_no = code_list("yes_no").labels_vi
            return (
                pl.when(cell.cast(pl.Int8) == 1)
                .then(pl.lit(yes_no["1"]))
                .when(cell.is_not_null())
                .then(pl.lit(yes_no["0"]))
            )
        case Kind.DATE:
            day = cell.dt.strftime("%d/%m/%Y")
            if item.year_column in data.columns:
                return pl.coalesce(day, pl.col(item.year_column).cast(pl.String))
            return day
        case Kind.CODES if choices is not None:
            labels = cell.str.split(";").list.eval(pl.element().replace(choices.labels_vi)).list.join("; ")
            return pl.when(cell == "").then(pl.lit("Không")).otherwise(labels)
    if choices is not None:
        return cell.cast(pl.String).replace(choices.labels_vi)
    return cell
