"""One column of an export: where it stands, what is written in it, and in which form."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rasoat.law.loading import LawModel

Letter = Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")]


class Form(StrEnum):
    """How a value is written.

    `text`; `number` (a real number); `date_text` (text, day first, the bare year where only it is known); `date` (a
    real date); `year` (a number); `mark` (a word for yes, nothing for no).
    """

    TEXT = "text"
    NUMBER = "number"
    DATE_TEXT = "date_text"
    DATE = "date"
    YEAR = "year"
    MARK = "mark"


DATE_PATTERNS = {"DD/MM/YYYY": "%d/%m/%Y", "DD-MM-YYYY": "%d-%m-%Y", "YYYY-MM-DD": "%Y-%m-%d"}


class Column(LawModel):
    """One column. Exactly one of `from`, `constant`, `number` and `empty` says what stands in it.

    - `at`: its letter; `heading`: what stands over it, from the top heading row to the lowest.
    - `number`: running number of the row, of the household, or of the member inside the household.
    - `codes`: our code -> their word; without it our Vietnamese word is written, with `as_code` the code itself.
    - `separator` stands between several answers; `none` is written where the answer is "none of them".
    - `mark` is the word for yes; `none_marked` is written for no where nobody in the column has a mark.
    - `pad`: digits, zeros put before; `max_length`: letters that the receiver takes.
    - `required`: a row without the fact is refused; `blank`: what is written where the fact is not known.
    - `only`: written where these facts have one of these values (the year of birth of men: `only: {sex: ["1"]}`).
    - `once`: only in the household's first row. `review`: proposed by the program, a person has not looked at it yet.
    """

    at: Letter
    heading: Annotated[tuple[str, ...], Field(min_length=1)]
    source: str = Field(default="", alias="from")
    constant: str = ""
    number: Literal["row", "household", "member"] | None = None
    empty: bool = False
    form: Form = Form.TEXT
    codes: dict[str, str] = Field(default_factory=dict)
    as_code: bool = False
    separator: str = "; "
    none: str = ""
    mark: str = "x"
    none_marked: str = ""
    date_pattern: Literal["DD/MM/YYYY", "DD-MM-YYYY", "YYYY-MM-DD"] = "DD/MM/YYYY"
    year_alone: bool = True
    pad: Annotated[int, Field(ge=1, le=30)] | None = None
    max_length: Annotated[int, Field(ge=1, le=32767)] | None = None
    required: bool = False
    blank: str = ""
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    once: bool = False
    review: bool = False
    note: str = ""

    @property
    def label(self) -> str:
        """As faults name it: `H (Số CCCD)`."""
        return f"{self.at} ({' / '.join(self.heading)})"
