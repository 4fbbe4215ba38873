"""One procedure on the screen: steps, parameters, forms."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding

from rasoat.cli.law_words import gaps_table, section, source, span
from rasoat.cli.screen import console, print_json, table
from rasoat.law.cited import Fact
from rasoat.law.marks import Mark
from rasoat.law.procedure import Parameter, Procedure, ReviewKind, Step
from rasoat.law.procedure.show import procedure_as_json
from rasoat.law.procedure.words import KINDS, PROVINCE_MAY, say

INDENT = (0, 0, 0, 3)


def show_procedure(procedure: Procedure, *, as_json: bool) -> None:
    """Print a procedure, for people or as JSON."""
    if as_json:
        print_json(procedure_as_json(procedure))
        return
    out = console()
    out.print(f"{procedure.name.vi}  [{procedure.id}]", style="bold")
    out.print(procedure.name.en)
    out.print(f"Văn bản: {', '.join(procedure.instruments)}. Chuẩn: {', '.join(procedure.standards)}.")
    rows = table("Thời gian", "Căn cứ", "Ghi chú", title="Áp dụng")
    for use in procedure.applies:
        rows.add_row(span(use.valid_from, use.valid_until), source(use), use.note)
    section(rows, out)
    for kind, steps in procedure.kinds.items():
        _steps(procedure, kind, steps, out)
    _parameters(procedure, out)
    _forms(procedure, out)
    if procedure.gaps:
        section(gaps_table(procedure.gaps), out)


def _steps(procedure: Procedure, kind: ReviewKind, steps: Sequence[Step], out: Console) -> None:
    section(f"Các bước của {KINDS[kind].vi}", out)
    for number, step in enumerate(steps, start=1):
        out.print(f"{number}. {step.name.vi} [{step.code}]: {source(step.evidence)}")
        forms = [form.label for form in procedure.forms if form.code in step.forms]
        told = {
            "Chủ trì": _names(procedure, step.leads),
            "Tham gia": _names(procedure, step.takes_part),
            "Đầu vào": step.input.vi if step.input else "",
            "Kết quả": step.output.vi if step.output else "",
            "Mẫu": ", ".join(forms),
            "Thời hạn": procedure.parameters[step.deadline].name.vi if step.deadline else "",
        }
        for label, text in told.items():
            if text:
                out.print(Padding(f"{label}: {text}", INDENT))


def _names(procedure: Procedure, codes: Sequence[str]) -> str:
    return ", ".join(procedure.actor_names[code].vi for code in codes)


def _parameters(procedure: Procedure, out: Console) -> None:
    rows = table("Tham số", "Mã", "Thời gian", "Giá trị", "Căn cứ", "Tỉnh được", title="Tham số", whole=["Mã"])
    for item in procedure.parameters.values():
        may = PROVINCE_MAY[item.province_may].vi
        if not item.defaults:
            rows.add_row(item.name.vi, item.key, "", _without(item), "", may)
        for fact in item.defaults:
            days = span(fact.valid_from, fact.valid_until) if fact.valid_from or fact.valid_until else ""
            rows.add_row(item.name.vi, item.key, days, value_words(item, fact), source(fact), may)
    section(rows, out)


def value_words(parameter: Parameter, fact: Fact[object]) -> str:
    """A default in words; a missing one with what is done in the meantime."""
    if fact.value is None:
        return f"{Mark.MISSING.label_vi}; {_without(parameter)}"
    return say(parameter, parameter.read(fact.value)).vi


def _without(parameter: Parameter) -> str:
    return parameter.without_value.vi if parameter.without_value else "tỉnh phải chọn"


def _forms(procedure: Procedure, out: Console) -> None:
    rows = table("Mẫu", "Tên", "Văn bản", "Các mục", "Bố cục", title="Biểu mẫu")
    for form in procedure.forms:
        note = form.layout_note.vi if form.layout_note else "đã đối chiếu"
        rows.add_row(form.label, form.title.vi, source(form.evidence), form.contents.mark.label_vi, note)
    section(rows, out)
