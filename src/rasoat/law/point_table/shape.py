"""What every point table must contain: the areas it may have columns for, and the families of items it must ask."""

from typing import Annotated, Literal

from pydantic import Field

from rasoat.law.cited import Evidence, Text
from rasoat.law.loading import LawModel
from rasoat.law.point_table.model import AreaCode
from rasoat.law.standard import Area, Identifier


class AreaShape(Evidence):
    """An area that has its own column of points."""

    code: AreaCode
    kind: Area
    name: Text


class Family(Evidence):
    """A numbered group of items of the form. `asked: rural`: urban areas ask it only by a provincial switch."""

    number: Annotated[int, Field(strict=True, ge=1)]
    code: Identifier
    name: Text
    asked: Literal["all", "rural"] = "all"

    def needed_in(self, kind: Area) -> bool:
        """True when a table must ask the family in an area of that kind."""
        return self.asked == "all" or kind == "rural"


class TableShape(LawModel):
    """Areas and families. Shipped as `data/point_table_shape.yaml`; an office's own file takes its place whole."""

    areas: tuple[AreaShape, ...] = ()
    families: tuple[Family, ...] = ()

    def area(self, code: str) -> AreaShape | None:
        """The area of that code, or None."""
        return next((area for area in self.areas if area.code == code), None)

    def family(self, code: str) -> Family | None:
        """The family of that code, or None."""
        return next((family for family in self.families if family.code == code), None)
