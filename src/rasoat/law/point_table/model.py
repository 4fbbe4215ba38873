"""A point table: what each answer of the form adds to the income score, area by area. Integers, versioned data.

Answers of a household stand in one column per question: `item_<item>` for single and band items (the answer
code, or the quantity in the band's unit), `item_<item>_<answer>` (yes/no) for each answer of an additive item.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from rasoat.law.cited import Text
from rasoat.law.expr.nodes import Integer
from rasoat.law.loading import LawModel
from rasoat.law.standard import Identifier

Points = Annotated[int, Field(strict=True, ge=0, le=1000)]
AreaCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*$")]


class Answer(LawModel):
    """One answer. Bands hold quantities from `min` (included) up to `max` (excluded; None = no end)."""

    code: Identifier
    label: Text
    points: dict[AreaCode, Points]
    min: Integer | None = None
    max: Integer | None = None


class Item(LawModel):
    """One question of the form.

    `points` of an area that is absent in all answers means that the item is not asked there. `max_points` caps the
    sum of an additive item. `unit` names the quantity of a band.
    """

    code: Identifier
    family: Identifier
    name: Text
    kind: Literal["single", "additive", "band"]
    unit: str = ""
    answers: Annotated[tuple[Answer, ...], Field(min_length=1)]
    max_points: dict[AreaCode, Points] = Field(default_factory=dict)

    def asked_in(self, area: str) -> bool:
        """True when the item belongs to the form of that area."""
        return any(area in answer.points for answer in self.answers)

    def columns(self) -> tuple[str, ...]:
        """The answer columns of a household table."""
        if self.kind == "additive":
            return tuple(f"item_{self.code}_{answer.code}" for answer in self.answers)
        return (f"item_{self.code}",)


class Switch(LawModel):
    """A provincial choice of one review year: `target_area` takes the points of `items` from `source_area`."""

    code: Literal["urban_counts_land_livestock", "use_boat_points_of_area"]
    province: str
    review_year: int
    items: Annotated[tuple[str, ...], Field(min_length=1)]
    source_area: AreaCode
    target_area: AreaCode
    decision_no: str
    decision_date: date


class PointTable(LawModel):
    """A point table of one standard and method version, for one or more areas.

    `state` in the file is `draft` or `complete`; `signed` and `superseded` follow from detached signatures and later
    tables, so that they never change the content.
    """

    table_id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
    standard_id: str
    method_version: str
    name: Text
    kind: Literal["official", "illustrative"]
    state: Literal["draft", "complete"]
    areas: Annotated[tuple[AreaCode, ...], Field(min_length=1)]
    area_of: dict[AreaCode, Literal["rural", "urban"]]
    legal_source: str = ""
    annex: str = ""
    page: str = ""
    file_hash: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    supersedes: str = ""
    watermark: str = ""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    switches: tuple[Switch, ...] = ()

    @model_validator(mode="after")
    def _official_names_its_source(self) -> "PointTable":
        if self.kind == "official" and not (self.legal_source and self.annex):
            raise ValueError("an official table names its legal source and annex")
        if self.kind == "illustrative" and not self.watermark:
            raise ValueError("an illustrative table carries a watermark")
        if set(self.area_of) != set(self.areas):
            raise ValueError("`area_of` says rural or urban for exactly the areas of the table")
        return self

    def item(self, code: str) -> Item:
        """The item of that code; `KeyError` when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)
