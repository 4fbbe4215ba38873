"""The mapping profile: what the columns of one kind of workbook mean. Kept as YAML, read by people, used again."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from rasoat.law.loading import LawModel, load_or_refuse
from rasoat.law.problems import Problem, ProblemsError
from rasoat.law.whole_file import write_whole
from rasoat.law.yaml_text import yaml_text
from rasoat.survey.code_lists import code_lists
from rasoat.survey.mapping.heading_words import Target, field_label, heading_book, indicator_names
from rasoat.survey.mapping.legacy_text import Encoding
from rasoat.survey.questionnaire_build import full_questionnaire

Place = Literal["commune", "village"]
Grouping = Literal["code", "number", "head", "head_name", "row"]

_HEADING = """Hồ sơ ghép cột (rasoat map). Sửa được bằng tay; dòng sai sẽ được báo theo số dòng.
rows: members = mỗi người một dòng, heads = mỗi hộ một dòng. households: hộ mới bắt đầu theo code (mã hộ),
number (số thứ tự hộ), head (dòng chủ hộ), head_name (đổi tên chủ hộ), row (mỗi dòng).
columns: at = cột; heading = tiêu đề đã thấy; to = trường (để trống: giữ nguyên, không hiểu); mark = dấu x nghĩa là gì;
codes = chữ trong ô: mã; certainty = độ chắc khi đề xuất (xóa được). units: tên địa bàn trong sổ: mã."""
_LETTER = re.compile(r"[A-Z]{1,3}")


class ColumnMap(LawModel):
    """One column. `to` is a field code; empty: carried unchanged.

    `mark`: the code that a mark in the cell gives `to`; `sex`: the sex that a filled cell tells; `codes`: written
    words -> codes, before the lists of codes are asked; `scale`: written numbers hold so many of the stored unit;
    `dates`: order of written dates; `certainty`: 0-100, as it was proposed.
    """

    at: str
    heading: tuple[str, ...] = ()
    to: str = ""
    mark: str = ""
    sex: Literal["", "1", "2"] = ""
    codes: dict[str, str] = Field(default_factory=dict)
    scale: int = Field(default=1, ge=1)
    dates: Literal["dmy", "mdy"] = "dmy"
    certainty: int | None = Field(default=None, ge=0, le=100)

    @property
    def target(self) -> Target:
        """What the column is for."""
        return Target(self.to, self.mark, self.sex)

    @property
    def said(self) -> str:
        """The heading as faults name it."""
        return f"{self.at} ({' / '.join(self.heading)})" if self.heading else self.at


class SheetMap(LawModel):
    """One kind of sheet. `titles` are titles of tabs or patterns (`Thôn *`); rows count from 1.

    `sections`: rows of their own that name a commune or a village; `place_from_title`: the title of the tab names
    it (or the class of all rows); `place_from_head`: the titles above the headings name it; `constants`: field ->
    value of all rows.
    """

    titles: tuple[str, ...]
    head_rows: tuple[int, int]
    first_row: int = Field(ge=1)
    rows: Literal["members", "heads"]
    households: Grouping
    encoding: Encoding = Encoding.UNICODE
    sections: tuple[Place, ...] = ()
    place_from_title: Literal["", "commune", "village", "class"] = ""
    place_from_head: tuple[Place, ...] = ()
    constants: dict[str, str] = Field(default_factory=dict)
    columns: tuple[ColumnMap, ...]

    @model_validator(mode="after")
    def _fits(self) -> "SheetMap":
        if problems := list(self._problems()):
            raise ProblemsError(*problems)
        return self

    def columns_of(self, field: str) -> list[tuple[int, ColumnMap]]:
        """Columns that give a field, with their place in the list."""
        return [(at, column) for at, column in enumerate(self.columns) if column.to == field]

    def _problems(self) -> Iterator[Problem]:
        if self.head_rows[0] > self.head_rows[1] or self.head_rows[0] < 0 or self.first_row <= self.head_rows[1]:
            yield _problem(
                ("first_row",), "dòng dữ liệu phải ở dưới dòng tiêu đề", "data must begin below the heading rows"
            )
        seen: set[str] = set()
        taken: dict[Target, str] = {}
        for at, column in enumerate(self.columns):
            path = ("columns", at)
            if not _LETTER.fullmatch(column.at) or column.at in seen:
                yield _problem((*path, "at"), "cột phải là chữ cái, mỗi cột một lần", "one letter, each column once")
            seen.add(column.at)
            if not column.to:
                continue
            if column.to not in known_fields():
                yield _problem((*path, "to"), f"không có trường {column.to}", f"there is no field {column.to}")
            elif column.target in taken:
                vi = f"trùng với cột {taken[column.target]}: {field_label(column.to)}"
                yield _problem((*path, "to"), vi, f"column {taken[column.target]} has this field already")
            elif any(other.field == column.to and not (other.mark or other.sex) for other in taken) or (
                not (column.mark or column.sex) and any(other.field == column.to for other in taken)
            ):
                yield _problem(
                    (*path, "to"),
                    "trường này vừa có cột thường vừa có cột đánh dấu",
                    "a plain column and marks at once",
                )
            taken[column.target] = column.at
            lists = code_lists()
            if column.mark and column.to in lists and column.mark not in lists[column.to].codes:
                yield _problem((*path, "mark"), f"không có mã {column.mark}", f"there is no code {column.mark}")
        for name in self.constants:
            if name not in known_fields():
                yield _problem(("constants", name), f"không có trường {name}", f"there is no field {name}")
        if self.rows == "heads" and self.households not in {"row", "code"}:
            yield _problem(
                ("households",), "mỗi hộ một dòng thì households: row hoặc code", "with rows: heads use row or code"
            )
        needed = {"code": "household_id", "number": "household_no", "head_name": "head_name"}.get(self.households)
        if needed and not self.columns_of(needed):
            yield _problem(
                ("households",), f"cách gộp hộ này cần cột {field_label(needed)} ({needed})", f"needs a column {needed}"
            )
        if not self.columns_of("full_name") and not self.columns_of("head_name"):
            yield _problem(("columns",), "thiếu cột họ tên (full_name hoặc head_name)", "no column of names")


class MappingProfile(LawModel):
    """The profile of a kind of file. `units`: names of places as written -> unit codes."""

    version: Literal[1] = 1
    made_from: str = ""
    sheets: tuple[SheetMap, ...] = Field(min_length=1)
    units: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "MappingProfile":
        """Read a profile. Raises `FaultsFoundError` with every fault, at its line."""
        return load_or_refuse(path, cls)

    def text(self) -> str:
        """The profile as YAML; values that say nothing are left out."""
        content = self.model_dump(mode="json", exclude_defaults=True)
        return yaml_text({"version": self.version, **content}, _HEADING)

    def write(self, path: Path) -> None:
        """Write it, whole or not at all."""
        write_whole(path, self.text().encode())


def known_fields() -> frozenset[str]:
    """Codes that `to` may name: the questionnaire, layout fields, indicators."""
    common = full_questionnaire()
    return frozenset(
        {item.code for item in (*common.household, *common.member)}
        | set(heading_book().by_code)
        | set(indicator_names())
    )


def _problem(path: tuple[str | int, ...], vi: str, en: str) -> Problem:
    return Problem(vi, en, path)
