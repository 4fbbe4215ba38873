"""Lists of people: reports 14 and 15 and the three sheets of the national list workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from rasoat.survey.code_lists import code_list
from rasoat.tables.build import Heading
from rasoat.tables.figures import no_column
from rasoat.tables.inputs import Round
from rasoat.tables.movement import ABSENT, NOT_POOR
from rasoat.tables.people import HEAD_ROW, mark, people
from rasoat.tables.report import Column, Kind, ReportTable, Row
from rasoat.tables.scope import PLACE, Scope

_UNREAD = "column_"
NO_MEMBERS = "không có bảng thành viên: chỉ in dòng của chủ hộ"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a list: what it prints of the frame of `people`, and the input columns it needs."""

    key: str
    heads: tuple[str, ...]
    value: pl.Expr
    needs: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    width: float = 10.0
    number: str = ""

    @property
    def column(self) -> Column:
        """The column as printed."""
        return Column(self.key, self.heads, self.number, self.kind, self.width)


def _text(key: str, head: str, column: str = "", *needs: str, width: float = 10.0) -> Field:
    return Field(key, (head,), pl.col(column or key), needs, width=width)


def _count(key: str, head: str, *needs: str) -> Field:
    return Field(key, (head,), pl.col(key), needs, Kind.COUNT, 7)


def _unread(letter: str) -> Field:
    return Field(f"{_UNREAD}{letter.lower()}", ("",), pl.lit(None, pl.String), width=6)


def _unread_note(fields: Sequence[Field]) -> tuple[str, ...]:
    """Names the columns of the national workbook whose headings nobody has read yet, by their letters."""
    letters = [field.key.removeprefix(_UNREAD).upper() for field in fields if field.key.startswith(_UNREAD)]
    return (f"Cột {', '.join(letters)} của tệp danh sách toàn quốc chưa rõ tên cột: để trống.",) if letters else ()


def _yes(key: str, head: str) -> Field:
    return Field(key, (head,), mark(pl.col(key)), (key,))


def _new_score(key: str, head: str) -> Field:
    """A score of this round; a household that is only in the last round has none."""
    return Field(key, (head,), pl.when(pl.col("_from") == 0).then(key), (key,), Kind.COUNT, 7)


def _head_yes(key: str, head: str) -> Field:
    return Field(key, (head,), mark(pl.col(HEAD_ROW) & pl.col(key)), (key,), width=8)


SHEET_1 = (
    _unread("A"), _unread("B"),
    _text("head_name", "Họ tên chủ hộ", "head_of", width=24),
    _text("member_name", "Họ tên thành viên", "m_full_name", width=24),
    _text("relation", "Quan hệ với chủ hộ", "relation_name", "m_relation", width=12),
    _text("birth_date", "Ngày sinh", "birth_text", "m_birth_date", width=11),
    _text("sex", "Giới tính", "sex_name", "m_sex", width=6),
    _text("personal_id", "Số CCCD", "m_personal_id", "m_personal_id", width=14),
    _text("province", "Tỉnh", "province_name", width=14),
    _text("district", "Huyện", "district_name", width=14), _text("district_code", "Mã huyện", width=7),
    _text("commune", "Xã", "commune_name", width=14), _text("commune_code", "Mã xã", width=7),
    _text("village", "Thôn", "village", "village", width=14),
    _text("ethnicity", "Dân tộc", "ethnic_name", "ethnicity", width=9),
    _text("class", "Phân loại hộ", "class_name", width=13),
    _text("decision_no", "Số QĐ công nhận", "decision_no", "decision_no", width=12),
    _text("decision_date", "Ngày QĐ", "decision_text", "decision_date", width=11),
    _count("income_score", "B1", "income_score"), _count("deprivation_score", "B2", "deprivation_score"),
    _yes("flag_minority", "Hộ DTTS"), _yes("flag_no_labour", "Không có khả năng lao động"),
    _yes("flag_merit", "Có thành viên người có công"),
    _text("causes", "Nguyên nhân nghèo", "causes_text", "causes", width=24),
    _unread("Y"), _count("age", "Tuổi", "age_date"), _count("household_size", "Số nhân khẩu", "household_size"),
)  # fmt: skip

SHEETS_2_3 = (
    _unread("A"), Field("is_head", ("Chủ hộ",), mark(pl.col(HEAD_ROW)), width=6),
    _text("full_name", "Họ tên", "m_full_name", width=24),
    _text("relation", "Quan hệ với chủ hộ", "relation_name", "m_relation", width=12),
    _text("sex", "Giới tính", "sex_name", "m_sex", width=6),
    _text("birth_date", "Ngày sinh", "birth_text", "m_birth_date", width=11),
    _text("personal_id", "Số CCCD", "m_personal_id", "m_personal_id", width=14),
    _text("ethnicity", "Dân tộc", "ethnic_name", "ethnicity", width=9),
    _text("address", "Địa chỉ", "address", "address", width=30),
    _new_score("income_score", "B1"), _new_score("deprivation_score", "B2"),
    _unread("L"), _text("note", "Ghi chú", "note", width=20),
    _unread("N"), _count("age", "Tuổi", "age_date"), _count("household_size", "Số nhân khẩu", "household_size"),
)  # fmt: skip

_WAY = "Nghèo mới, tái nghèo, nghèo cũ"
_BORN = "Năm sinh"
_SUPPORT = "Chính sách hỗ trợ"


def _detail() -> tuple[Field, ...]:
    """Columns of reports 14 and 15. What is about the household stands on the row of its head."""
    head, male = pl.col(HEAD_ROW), pl.col("m_sex") == 1
    within = pl.int_range(pl.len()).over("household_id").add(1)
    year = pl.col("birth_year").cast(pl.String)
    supports = code_list("supports").labels_vi
    has = pl.col("supports").str.replace_all(" ", "").str.split(";")
    fields = [
        Field("household_no", ("STT hộ",), pl.when(head).then(head.cum_sum().cast(pl.String)), width=6),
        Field("member_no", ("STT thành viên",), within.cast(pl.String), width=6),
        Field("full_name", ("Họ và tên",), pl.col("m_full_name"), width=26),
        Field("born_male", (_BORN, "Nam"), pl.when(male).then(year), ("m_sex",), width=6),
        Field("born_female", (_BORN, "Nữ"), pl.when(pl.col("m_sex") == 2).then(year), ("m_sex",), width=6),
        Field("ethnicity", ("Dân tộc",), pl.col("ethnic_name"), ("ethnicity",), width=9),
        Field("relation", ("Quan hệ với chủ hộ",), pl.col("relation_name"), ("m_relation",), width=11),
        *(Field(key, (_WAY, name), mark(head & (pl.col("_way") == key)), ("_way",), width=6)
          for key, name in (("new", "Nghèo mới"), ("again", "Tái nghèo"), ("old", "Nghèo cũ"))),
        _head_yes("flag_merit", "Hộ chính sách có công"),
        _head_yes("flag_local_minority", "Hộ dân tộc tại chỗ"),
        _head_yes("flag_no_labour", "Không có khả năng lao động"),
        *(Field(f"support_{code}", (_SUPPORT, name), mark(head & has.list.contains(code)), ("supports",), width=7)
          for code, name in supports.items()),
    ]  # fmt: skip
    numbers = ["A", "B", "C", *(str(number) for number in range(1, len(fields) - 2))]
    return tuple(
        Field(f.key, f.heads, f.value, f.needs, f.kind, f.width, n) for f, n in zip(fields, numbers, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Lister:
    """Prints the lists of one run. `ways` is the movement seen from the unit, None when it is not known."""

    current: Round
    previous: Round | None
    ways: pl.DataFrame | None
    scope: Scope
    heading: Heading
    age_date: date | None = None

    def detail(self, number: str, klass: str, name: str) -> ReportTable:
        """Report 14 or 15: a bold row per place, then the households with their members."""
        frame = self._people([self.current], self._wanted(klass), klass)
        fields = _detail()
        rows = self._rows(frame, fields, headings=len(self.scope.places) > 1)
        notes = ("Hộ chuyển đến, tách, nhập trong kỳ không đánh dấu ở ba cột nghèo mới, tái nghèo, nghèo cũ.",)
        return self._table(number, f"Danh sách chi tiết {name}", fields, rows, [self.current], notes)

    def after_review(self) -> ReportTable:
        """Sheet 1 of the workbook: everybody in poor and near-poor households after the review."""
        wanted = pl.concat([self._wanted("poor"), self._wanted("near_poor")])
        frame = self._people([self.current], wanted, "")
        rows = self._rows(frame, SHEET_1)
        title = "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT"
        return self._table("DS1", title, SHEET_1, rows, [self.current])

    def escaped(self, number: str, klass: str, title: str) -> ReportTable:
        """Sheet 2 or 3: households that left the list of a class upwards."""
        if self.ways is None or self.previous is None:
            reasons = {"": "chưa có kết quả rà soát kỳ trước theo cùng chuẩn"}
            columns = [field.column for field in SHEETS_2_3]
            return self.heading.table(
                number, title, self.scope.unit.name, columns, (), reasons, _unread_note(SHEETS_2_3)
            )
        better = {"poor": ["near_poor", NOT_POOR], "near_poor": [NOT_POOR]}[klass]
        gone = self.ways.filter((pl.col("_start") == klass) & pl.col("_end").is_in(better))
        note = pl.when(pl.col("_end") == "near_poor").then(pl.lit("Trở thành hộ cận nghèo"))
        wanted = gone.select("household_id", pl.col("_part").alias(PLACE), note.alias("note"))
        rounds = [self.current, self.previous]
        frame = self._people(rounds, wanted, "")
        return self._table(number, title, SHEETS_2_3, self._rows(frame, SHEETS_2_3), rounds)

    def _wanted(self, klass: str) -> pl.DataFrame:
        inside = pl.col(PLACE).is_not_null() & (pl.col("class") == klass)
        return self.current.households.filter(inside).select("household_id", PLACE)

    def _people(self, rounds: list[Round], wanted: pl.DataFrame, klass: str) -> pl.DataFrame:
        frame = people(rounds, wanted, self.scope.register, self.age_date)
        if self.ways is None or not klass:
            return frame.with_columns(_way=pl.lit(None, pl.String))
        start, earlier = pl.col("_start"), pl.col("_earlier")
        fresh = pl.when(earlier == klass).then(pl.lit("again")).when(earlier.is_not_null()).then(pl.lit("new"))
        way = (
            pl.when(start == klass).then(pl.lit("old")).when(start == ABSENT).then(None)
            .when(start != NOT_POOR).then(pl.lit("new")).otherwise(fresh)
        )  # fmt: skip
        seen = self.ways.filter(pl.col("_end") == klass).select("household_id", way.alias("_way"))
        return frame.join(seen, on="household_id", how="left", maintain_order="left")

    def _rows(self, frame: pl.DataFrame, fields: Sequence[Field], *, headings: bool = False) -> list[Row]:
        lines = frame.select(PLACE, *(field.value.alias(field.key) for field in fields))
        rows, last, name_at = list[Row](), None, 2
        for place, *cells in lines.iter_rows():
            if headings and place != last:
                blank = [None] * len(fields)
                heading = [*blank[:name_at], self.scope.places[place].name, *blank[name_at + 1 :]]
                rows.append(Row(tuple(heading), 1, True))
                last = place
            rows.append(Row(tuple(cells), 2 if headings else 0))
        return rows

    def _table(
        self, number: str, title: str, fields: Sequence[Field], rows: list[Row], rounds: list[Round],
        notes: Sequence[str] = (),
    ) -> ReportTable:  # fmt: skip
        columns = [field.column for field in fields]
        reasons = {field.key: why for field in fields if (why := self._why(field, rounds))}
        return self.heading.table(
            number, title, self.scope.unit.name, columns, rows, reasons, (*notes, *_unread_note(fields))
        )

    def _why(self, field: Field, rounds: list[Round]) -> str:
        for need in field.needs:
            if need == "age_date":
                return "" if self.age_date else "chưa cho ngày tính tuổi"
            if need == "_way":
                return "" if self.ways is not None else "chưa có kết quả rà soát kỳ trước theo cùng chuẩn"
            if need.startswith("m_"):
                return "" if all(side.members is not None for side in rounds) else NO_MEMBERS
            if not any(side.has(need) for side in rounds):
                return no_column((need,))
        return ""
