"""Say parameter values, and parts of a procedure, in words."""

from rasoat.law.cited import Text
from rasoat.law.evidence_walk import Path
from rasoat.law.procedure.form import Form
from rasoat.law.procedure.model import Procedure
from rasoat.law.procedure.parameter import Parameter, ProvinceMay
from rasoat.law.procedure.step import ReviewKind
from rasoat.law.procedure.values import DateWindow, DayOfYear, Pick, Share, Value, ValueKind

KINDS = {
    ReviewKind.PERIODIC: Text(vi="rà soát định kỳ", en="periodic review"),
    ReviewKind.REGULAR: Text(vi="rà soát thường xuyên", en="regular review"),
}
PROVINCE_MAY = {
    ProvinceMay.KEEP: Text(vi="giữ nguyên", en="keep"),
    ProvinceMay.SET: Text(vi="đặt", en="set"),
    ProvinceMay.SET_EARLIER: Text(vi="đặt ngày sớm hơn", en="set an earlier day"),
    ProvinceMay.SET_INSIDE: Text(vi="đặt trong khoảng luật định", en="set inside the legal window"),
}
_COUNTED = {
    ValueKind.WORKING_DAYS: Text(vi="{} ngày làm việc", en="{} working days"),
    ValueKind.CALENDAR_DAYS: Text(vi="{} ngày", en="{} days"),
    ValueKind.DAY_OF_MONTH: Text(vi="ngày {} hằng tháng", en="day {} of the month"),
    ValueKind.COUNT: Text(vi="{}", en="{}"),
}
_YES, _NO = Text(vi="có", en="yes"), Text(vi="không", en="no")


def say(parameter: Parameter, value: Value) -> Text:
    """A typed value in words: `3 ngày làm việc`, `01/09 - 14/12`, `ít nhất 1/2`."""
    match value:
        case bool():
            return _YES if value else _NO
        case int():
            form = _COUNTED[parameter.kind]
            return Text(vi=form.vi.format(value), en=form.en.format(value))
        case DayOfYear():
            return _same(value.text)
        case DateWindow():
            return _same(value.text)
        case Share():
            part = f"{value.numerator}/{value.denominator}"
            return Text(vi=f"ít nhất {part}", en=f"at least {part}")
        case Pick():
            name = next(item.name for item in parameter.choices if item.code == value.code)
            body = f": {value.body}" if value.body else ""
            return Text(vi=name.vi + body, en=name.en + body)
        case tuple():
            months = ", ".join(str(month) for month in value)
            return Text(vi=f"các tháng {months}", en=f"months {months}")
    return _same(value)


def part_words(procedure: Procedure, path: Path) -> Text:
    """What stands at a path of `evidence_of(procedure)`."""
    match path:
        case ("parameters", str(key), *_):
            return procedure.parameters[key].name
        case ("kinds", str(kind), str(code), *_):
            name, of = _step_name(procedure, ReviewKind(kind), code), KINDS[ReviewKind(kind)]
            return Text(vi=f"bước “{name.vi}” của {of.vi}", en=f"step “{name.en}” of the {of.en}")
        case ("forms", str(code), str(part), *rest):
            return _form_words(_form(procedure, code), part, rest)
        case ("applies", int(index)):
            use = procedure.applies[index]
            span = " - ".join(f"{day:%d/%m/%Y}" if day else "…" for day in (use.valid_from, use.valid_until))
            return Text(vi=f"việc áp dụng quy trình trong thời gian {span}", en=f"use of the procedure in {span}")
    return _same(".".join(str(step) for step in path))


def fields_words(procedure: Procedure, paths: list[Path]) -> Text:
    """One wording for several fields of a form: `Mẫu 04, các mục: Nơi thường trú; Lý do`."""
    form = _form(procedure, str(paths[0][1]))
    names = [item.name for item in form.fields if item.code in {path[3] for path in paths}]
    return Text(
        vi=f"{form.label}, các mục: " + "; ".join(name.vi for name in names),
        en=f"{form.label}, fields: " + "; ".join(name.en for name in names),
    )


def _form_words(form: Form, part: str, rest: list[str | int]) -> Text:
    if part == "fields":
        name = next(item.name for item in form.fields if item.code == rest[0])
        return Text(vi=f"{form.label}, mục “{name.vi}”", en=f"{form.label}, field “{name.en}”")
    if part == "contents":
        return Text(vi=f"{form.label}: nội dung, các mục", en=f"{form.label}: its contents")
    return Text(vi=f"{form.label}: {form.title.vi}", en=f"{form.label}: {form.title.en}")


def _form(procedure: Procedure, code: str) -> Form:
    return next(item for item in procedure.forms if item.code == code)


def _step_name(procedure: Procedure, kind: ReviewKind, code: str) -> Text:
    return next(step.name for step in procedure.steps(kind) if step.code == code)


def _same(text: str) -> Text:
    return Text(vi=text, en=text)
