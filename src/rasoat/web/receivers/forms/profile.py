"""A profile on a page: what stands in each column of the receiver's template, in words that people choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.survey.exporting.column import Form
from rasoat.survey.exporting.fields import Field, Rows, fields, find_fact
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.web.exchange.field_names import field_name
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.profiles import HEALTH, NUMBERS, plain
from rasoat.web.register.words import choices_of

_ROWS: Final = frozenset({"members", "households"})
EMPTY, CONSTANT, NUMBER = "", "=", "#"
_OF_CONTENT: Final = frozenset({"from", "constant", "number", "empty"})
_KEPT: Final = frozenset({"at", "heading", "note"})
_ORDERS = ("village", "head_name", "household_id")
_ORDER_WORDS = {
    "village": gettext_lazy("Thôn"), "head_name": gettext_lazy("Tên chủ hộ"), "household_id": gettext_lazy("Mã hộ"),
}  # fmt: skip
_OWN_NAMES = {"escaped_list": gettext_lazy("Danh sách thoát nghèo, thoát cận nghèo")}
FORM_WORDS: "dict[str, Promise | str]" = {
    Form.TEXT: gettext_lazy("Chữ"), Form.NUMBER: gettext_lazy("Số"), Form.DATE_TEXT: gettext_lazy("Ngày dạng chữ"),
    Form.DATE: gettext_lazy("Ngày"), Form.YEAR: gettext_lazy("Năm"), Form.MARK: gettext_lazy("Dấu x"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column as the page shows it. `name`: how its fields begin. `sort`: number, health or nothing."""

    name: str
    at: str
    heading: str
    what: str
    constant: str
    form: str
    codes: str
    blank: str
    required: bool
    looked: bool
    sort: str
    words: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet of the template."""

    name: str
    title: str
    rows: str
    head: str
    first_row: int
    order: str
    columns: Sequence[ColumnRow]
    choices: Sequence[tuple[str, str]]
    orders: Sequence[tuple[str, str]] = field(default_factory=tuple)


def sheets_of(profile: ExportProfile) -> list[SheetRow]:
    """The page of a profile."""
    found = []
    for number, (sheet, told) in enumerate(zip(profile.sheets, plain(profile)["sheets"], strict=True)):
        columns = [
            _column(f"{number}-{at}", column, sheet.rows) for at, column in enumerate(told["columns"])
        ]  # fmt: skip
        order = sheet.order[0] if sheet.order else ""
        orders = [("", _("Thứ tự của sổ")), *((code, str(_ORDER_WORDS[code])) for code in _ORDERS)]
        if order and order not in _ORDERS:
            orders.append((order, order))
        found.append(
            SheetRow(
                str(number), sheet.name, sheet.rows, f"{min(sheet.header_rows)}-{max(sheet.header_rows)}",
                sheet.first_row, order, columns, _choices(sheet.rows, columns), orders,
            )
        )  # fmt: skip
    return found


def content_from(profile: ExportProfile, sent: QueryDict) -> dict[str, Any]:
    """The profile as plain data with what was typed. Raises `RefusedError` for codes that are not `code = word`."""
    content = plain(profile)
    content.pop("template", None)
    for number, sheet in enumerate(content["sheets"]):
        sheet["columns"] = [
            _typed(f"{number}-{at}", column, sent) for at, column in enumerate(sheet["columns"])
        ]  # fmt: skip
        rows = sent.get(f"rows-{number}", sheet["rows"])
        if rows in _ROWS and rows != sheet["rows"]:
            _turn(sheet, rows)
        order = sent.get(f"order-{number}", "")
        kept = list(sheet.get("order", ()))[1:]
        sheet["order"] = [order, *(code for code in kept if code != order)] if order else []
    return content


def _turn(sheet: dict[str, Any], rows: str) -> None:
    """Rows of households become rows of people, or the other way: what was the head's is now everybody's."""
    sheet["rows"] = rows
    people = fields("member")
    for column in sheet["columns"]:
        source = column.get("from", "")
        if rows == "members":
            column |= {"from": "full_name" if source == "head_name" else source.removeprefix("head.")} if source else {}
        elif column.get("number") == "member":
            column["number"] = "row"
        elif source == "full_name":
            column["from"] = "head_name"
        elif source in people and find_fact(source, "households") is None:
            column["from"] = f"head.{source}"


def _column(name: str, told: Mapping[str, Any], rows: Rows) -> ColumnRow:
    source = told.get("from", "")
    fact = find_fact(source, rows) if source else None
    code = fact.field.code if fact else ""
    what = source or (CONSTANT if told.get("constant") else f"{NUMBER}{told['number']}" if "number" in told else EMPTY)
    words = _words(fact.field) if fact else {}
    return ColumnRow(
        name, told["at"], " / ".join(told["heading"]), what, told.get("constant", ""), told.get("form", Form.TEXT),
        "\n".join(f"{key} = {word}" for key, word in told.get("codes", {}).items()), told.get("blank", ""),
        bool(told.get("required")), not told.get("review"),
        "number" if code in NUMBERS else "health" if code in HEALTH else "",
        "; ".join(f"{key} = {word}" for key, word in list(words.items())[:12]),
    )  # fmt: skip


def _choices(rows: Rows, columns: Sequence[ColumnRow]) -> list[tuple[str, str]]:
    """Everything that can stand in a column: facts of the rows, of the household, of the head, counters."""
    found: list[tuple[str, str]] = [
        (EMPTY, _("Để trống")), (CONSTANT, _("Chữ cố định")), (f"{NUMBER}row", _("Số thứ tự dòng")),
        (f"{NUMBER}household", _("Số thứ tự hộ")),
    ]  # fmt: skip
    if rows == "members":
        found.append((f"{NUMBER}member", _("Số thứ tự trong hộ")))
        people = fields("member")
        found += [(code, _name(code, people)) for code in people]
        homes = {code: item for code, item in fields("household").items() if code not in people}
    else:
        homes = fields("household")
        found += [(f"head.{code}", _("Chủ hộ: %(label)s") % {"label": _name(code, fields("member"))})
                  for code in fields("member")]  # fmt: skip
    found += [(code, _("Hộ: %(label)s") % {"label": _name(code, homes)}) for code in homes]
    known = {code for code, _label in found}
    extra = {column.what for column in columns} - known
    return [*found[:4], *sorted(found[4:], key=lambda item: item[1]), *((code, code) for code in sorted(extra))]


def _name(code: str, known: Mapping[str, Field]) -> str:
    """The name of a fact; that of the export's own for one that no question asks."""
    name = field_name(code)
    return str(_OWN_NAMES.get(code) or known[code].label) if name == code else name


def _words(asked: Field) -> dict[str, str]:
    """Our codes of a fact in the reader's words."""
    known = asked.choices.code if asked.choices else "yes_no" if asked.codes else ""
    return dict(choices_of(known)) if known else {}


def _typed(name: str, told: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """One column as typed; what belongs to another content goes when the content changes."""
    what = sent.get(f"what-{name}", EMPTY)
    before = told.get("from", "")
    same = bool(before) and what == before
    column = {key: value for key, value in told.items() if (same and key not in _OF_CONTENT) or key in _KEPT}
    for key in ("codes", "blank", "required", "review", "form"):
        column.pop(key, None)
    if what == EMPTY:
        column["empty"] = True
    elif what == CONSTANT:
        column["constant"] = sent.get(f"constant-{name}", "").strip()
    elif what.startswith(NUMBER):
        column |= {"number": what[1:], "form": Form.NUMBER.value}
    else:
        column["from"] = what
        column["form"] = sent.get(f"form-{name}", Form.TEXT.value)
        if codes := _codes(sent.get(f"codes-{name}", ""), told["at"]):
            column["codes"] = codes
            column.pop("as_code", None)
        if blank := sent.get(f"blank-{name}", "").strip():
            column["blank"] = blank
        if sent.get(f"required-{name}"):
            column["required"] = True
    if not sent.get(f"looked-{name}"):
        column["review"] = True
    return column


def _codes(text: str, at: str) -> dict[str, str]:
    found = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        code, sign, word = line.partition("=")
        if not sign or not code.strip() or not word.strip():
            raise RefusedError(
                _("Cột %(at)s: dòng “%(line)s” không đúng dạng “mã = chữ của nơi nhận”.") % {"at": at, "line": line},
                remedy=_("Ghi mỗi dòng một mã, ví dụ: poor = N."), code="codes",
            )  # fmt: skip
        found[code.strip()] = word.strip()
    return found
