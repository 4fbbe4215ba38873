"""The legal register, and the documents that offices are asked for."""

from datetime import date
from typing import Literal

from rasoat.law.cited import Text
from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark


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


class Documents(LawModel):
    """All documents to ask for."""

    documents: tuple[Document, ...]
