"""One step of a review: who does what with which papers by when."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rasoat.law.cited import Evidence, Text
from rasoat.law.loading import LawModel
from rasoat.law.standard import Identifier


class ReviewKind(StrEnum):
    """Periodic: once a year. Regular: month by month, on request."""

    PERIODIC = "periodic"
    REGULAR = "regular"


class Step(LawModel):
    """A step. `leads`, `takes_part`: codes of actors, none where the sources name nobody. `forms`: codes of forms.

    `deadline`: the parameter by which the step is due; empty when the law sets no day of its own. `help` is for the
    officer at the desk: plain words with an example.
    """

    code: Identifier
    name: Text
    leads: tuple[Identifier, ...] = ()
    takes_part: tuple[Identifier, ...] = ()
    input: Text | None = None
    output: Text | None = None
    forms: tuple[Identifier, ...] = ()
    deadline: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$")] = ""
    evidence: Evidence
    help: Text
