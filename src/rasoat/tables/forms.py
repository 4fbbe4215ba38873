"""The forms of reports 1-13: titles, lines per place and columns, read from `data/forms.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from rasoat.law.loading import LawModel, load_or_refuse
from rasoat.law.marks import Mark
from rasoat.tables.report import Column, Kind

DATA = Path(__file__).parent / "data"

Ref = tuple[str, str, str]
"""Names one figure: subject (`population`, a class, `movement_` + class), measure, `households` | `persons`."""

CLASS_NAMES = {"poor": "hộ nghèo", "near_poor": "hộ cận nghèo"}
PERSON_NAMES = {"poor": "khẩu nghèo", "near_poor": "khẩu cận nghèo"}


class Line(LawModel):
    """One of several lines a report prints for each place."""

    label: str
    klass: Annotated[str, Field(alias="class")] = ""
    unit: Literal["households", "persons"]


class FormColumn(LawModel):
    """A column: the figure it prints, divided by `per` when it is a rate; `each` repeats it over a list."""

    key: str
    heads: tuple[str, ...]
    value: Ref
    per: Ref | None = None
    number: str = ""
    width: float = 9.0
    each: Literal["", "indicators", "ethnic_groups", "causes"] = ""


class Form(LawModel):
    """One layout. `serves` names the reports that use it, each with the class it is about."""

    serves: dict[str, str]
    title: str
    columns: tuple[FormColumn, ...]
    lines: tuple[Line, ...] = ()
    line_head: str = "Đơn vị tính"
    notes: tuple[str, ...] = ()


class Forms(LawModel):
    """All forms, with the evidence mark of their layout."""

    mark: Mark
    source: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed column together with the figure behind it."""

    column: Column
    value: Ref
    per: Ref | None


@cache
def forms() -> Forms:
    """The shipped forms."""
    return load_or_refuse(DATA / "forms.yaml", Forms)


def words(klass: str) -> dict[str, str]:
    """The names that titles, heads and figures of a report about this class put into their blanks."""
    name, persons = CLASS_NAMES.get(klass, ""), PERSON_NAMES.get(klass, "")
    return {
        "class": klass, "name": name, "Name": name.capitalize(), "persons": persons, "Persons": persons.capitalize(),
    }  # fmt: skip


def cells(form: Form, klass: str, lists: Mapping[str, Sequence[tuple[str, str]]]) -> list[Cell]:
    """The columns of a form for a class; `lists` gives (code, name) of what `each` repeats over.

    Columns without a printed number are numbered on from 1. Blanks for the line (`{line_class}`, `{unit}`)
    stay in the figures: see `fill`.
    """
    made: list[Cell] = []
    for spec in form.columns:
        for order, (code, name) in enumerate(lists[spec.each] if spec.each else [("", "")], start=1):
            blanks = words(klass) | {"code": code, "item": name, "order": str(order)}
            heads = tuple(head.format_map(blanks) for head in spec.heads)
            column = Column(
                key=spec.key.format_map(blanks), heads=heads, number=spec.number or str(len(made) + 1),
                kind=Kind.RATE if spec.per else Kind.COUNT, width=spec.width,
            )  # fmt: skip
            made.append(Cell(column, fill(spec.value, blanks), fill(spec.per, blanks) if spec.per else None))
    return made


def fill(ref: Ref, blanks: Mapping[str, str]) -> Ref:
    """The figure with its blanks filled; blanks that are not given yet stay."""
    known = _Keep(blanks)
    subject, measure, unit = (part.format_map(known) for part in ref)
    return subject, measure, unit


class _Keep(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
