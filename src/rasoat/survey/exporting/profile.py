"""An export profile: which columns a receiving system wants, in its order, its words and its forms, from when on."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from rasoat.law.cited import Evidence
from rasoat.law.loading import LawModel
from rasoat.law.problems import Problem, ProblemsError
from rasoat.survey.exporting.column import Column, Letter
from rasoat.survey.exporting.column_rules import column_problems
from rasoat.survey.exporting.fields import Fact, Rows, find_fact

Title = Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\]+$")]
RowNumber = Annotated[int, Field(ge=1, le=1_000_000)]


class HeadCell(LawModel):
    """One cell above the rows: `from: notice` (what the data oblige every output to bear) or a constant text."""

    at: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")]
    source: Literal["", "notice"] = Field(default="", alias="from")
    constant: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> "HeadCell":
        if bool(self.source) == bool(self.constant):
            raise ProblemsError(
                Problem(
                    "ô cần đúng một trong `from: notice` và `constant`", "needs either `from: notice` or `constant`"
                )
            )
        return self

    @property
    def row(self) -> int:
        """Its row, from 1."""
        return int(self.at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))

    @property
    def column(self) -> int:
        """Its column, from 0."""
        return letter_index(self.at.rstrip("0123456789"))


class Sheet(LawModel):
    """One sheet. `name` is its tab; `title` stands in its first row where no template is used.

    `where` keeps households (or members) whose fact is one of the values; `order` names household facts to sort by
    (by default the order of the data). `numbered`: a row "(1) (2) (3)" just above the first row.
    """

    name: Title
    title: str = ""
    rows: Rows
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    order: tuple[str, ...] = ()
    header_rows: Annotated[tuple[RowNumber, ...], Field(min_length=1)]
    first_row: RowNumber
    numbered: bool = False
    cells: tuple[HeadCell, ...] = ()
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits_together(self) -> "Sheet":
        problems = [*self._rows_in_order(), *self._facts_known()]
        seen: set[str] = set()
        for at, column in enumerate(self.columns):
            if column.at in seen:
                problems.append(Problem(f"cột {column.at} khai hai lần", f"column {column.at} appears twice",
                                        ("columns", at, "at")))  # fmt: skip
            seen.add(column.at)
            problems += [
                Problem(found.vi, found.en, ("columns", at, *found.path))
                for found in column_problems(column, self.rows)
            ]
        if problems:
            raise ProblemsError(*problems)
        return self

    def fact(self, source: str) -> Fact:
        """The fact of a source that the profile was found to name rightly."""
        found = find_fact(source, self.rows)
        assert found is not None
        return found

    @property
    def written(self) -> tuple[Column, ...]:
        """The columns that something is written into, in the order of the sheet."""
        return tuple(sorted((item for item in self.columns if not item.empty), key=lambda item: letter_index(item.at)))

    def _rows_in_order(self) -> list[Problem]:
        problems = []
        if list(self.header_rows) != sorted(set(self.header_rows)):
            problems.append(Problem("các dòng tiêu đề phải tăng dần", "heading rows must ascend", ("header_rows",)))
        if self.first_row <= max(self.header_rows) + self.numbered:
            problems.append(
                Problem("dòng dữ liệu đầu tiên phải ở dưới tiêu đề", "it is below the headings", ("first_row",))
            )
        problems += [
            Problem(f"ô {cell.at} phải ở trên dòng dữ liệu đầu tiên", f"{cell.at} must be above the first row",
                    ("cells", at, "at"))
            for at, cell in enumerate(self.cells) if cell.row >= self.first_row
        ]  # fmt: skip
        problems += [
            Problem(f"ô {cell.at} nằm trong dòng tiêu đề", f"{cell.at} is in a heading row", ("cells", at, "at"))
            for at, cell in enumerate(self.cells)
            if cell.row in self.header_rows or (self.numbered and cell.row == self.first_row - 1)
        ]
        return problems

    def _facts_known(self) -> list[Problem]:
        problems = [
            Problem(f"không có dữ kiện “{code}”", f"there is no fact “{code}”", ("where", code))
            for code in self.where if find_fact(code, self.rows) is None
        ]  # fmt: skip
        for at, code in enumerate(self.order):
            fact = find_fact(code, self.rows)
            if fact is None or fact.scope == "member":
                problems.append(
                    Problem(f"xếp thứ tự cần dữ kiện của hộ hoặc của chủ hộ, không phải “{code}”",
                            f"order needs a fact of the household or of its head, not “{code}”", ("order", at))
                )  # fmt: skip
        return problems


class CheckedTemplate(LawModel):
    """The empty template that the profile was checked against: the name of its file and the digest of its content."""

    file: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ExportProfile(LawModel):
    """What one receiving system wants. `system` is the name people know it by; `evidence` tells how that is known."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]*$")]
    system: Annotated[str, Field(min_length=1)]
    year: int | None = None
    evidence: Evidence
    sheets: Annotated[tuple[Sheet, ...], Field(min_length=1)]
    template: CheckedTemplate | None = None

    @model_validator(mode="after")
    def _sheets_are_apart(self) -> "ExportProfile":
        names = [sheet.name.casefold() for sheet in self.sheets]
        twice = [
            Problem(f"trang tính “{sheet.name}” khai hai lần", f"sheet “{sheet.name}” appears twice",
                    ("sheets", at, "name"))
            for at, sheet in enumerate(self.sheets) if sheet.name.casefold() in names[:at]
        ]  # fmt: skip
        if twice:
            raise ProblemsError(*twice)
        return self


def letter_index(letter: Letter) -> int:
    """The column under a letter, from 0.

    >>> letter_index("A"), letter_index("Z"), letter_index("AA")
    (0, 25, 26)
    """
    index = 0
    for character in letter:
        index = index * 26 + ord(character) - ord("A") + 1
    return index - 1
