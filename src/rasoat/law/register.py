"""The legal register, and the documents that offices are asked for."""

from datetime import date
from typing import Literal

from pydantic import model_validator

from rasoat.law.cited import Text, refuse_reversed
from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark
from rasoat.law.problems import Problem, ProblemsError


class Instrument(LawModel):
    """A legal instrument. `issued` is as precise as known: a day, or only a year."""

    id: str
    issued: date | int | str | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    subject: str
    group: Literal["standard", "procedure", "programme", "finance", "entitlement", "local"]
    status: str = ""
    relation: str = ""
    mark: Mark
    source: str = ""

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> "Instrument":
        refuse_reversed(self.in_force_from, self.in_force_to, "in_force_to")
        return self

    def in_force(self, day: date) -> bool:
        """True when its known dates include the day. Without a starting date it is not claimed to be in force."""
        if self.in_force_from is None or self.in_force_from > day:
            return False
        return self.in_force_to is None or day <= self.in_force_to


class Document(LawModel):
    """A document that would settle a gap, and the office that can supply it."""

    id: str
    name: Text
    holder: str


class Register(LawModel):
    """All instruments known."""

    instruments: tuple[Instrument, ...]

    @model_validator(mode="after")
    def _each_once(self) -> "Register":
        refuse_repeated("instruments", [item.id for item in self.instruments])
        return self


class Documents(LawModel):
    """All documents to ask for."""

    documents: tuple[Document, ...]

    @model_validator(mode="after")
    def _each_once(self) -> "Documents":
        refuse_repeated("documents", [item.id for item in self.documents])
        return self


def refuse_repeated(key: str, ids: list[str]) -> None:
    """Refuse a list in which an id stands twice; each repetition is named at its own line."""
    repeated = [number for number, name in enumerate(ids) if name in ids[:number]]
    if repeated:
        raise ProblemsError(
            *(
                Problem(f"“{ids[number]}” ghi hai lần", f"“{ids[number]}” appears twice", (key, number, "id"))
                for number in repeated
            )
        )
