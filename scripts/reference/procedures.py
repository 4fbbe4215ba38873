"""The shipped procedures: steps, parameters and forms with their evidence marks."""

from rasoat.cli.law_show_procedure import value_words
from rasoat.cli.law_words import source, span
from rasoat.law.book import shipped_law
from rasoat.law.procedure import Parameter, Procedure, ReviewKind
from rasoat.law.procedure.words import KINDS, PROVINCE_MAY
from reference.markdown import code, page, table


def procedures_page() -> str:
    """Every procedure: when it applies, its steps by kind of review, its parameters, its forms."""
    law = shipped_law()
    rows = [
        (code(item.id), item.name.vi, " ".join(code(name) for name in item.standards),
         "; ".join(f"{span(use.valid_from, use.valid_until)} ({use.mark.label_vi})" for use in item.applies))
        for item in law.procedures.values()
    ]  # fmt: skip
    return page(
        "Quy trình rà soát",
        "Đọc từ tệp luật kèm phần mềm. `rasoat law show MÃ` in đầy đủ hơn. Trị số ghi theo trí nhớ hoặc chưa có thì "
        "tỉnh phải xác nhận trước đợt chính thức đầu tiên.",
        table(("Mã", "Tên", "Chuẩn", "Áp dụng"), rows),
        *(_procedure(item) for item in law.procedures.values()),
    )


def _procedure(procedure: Procedure) -> str:
    parts = [f"## {procedure.name.vi} ({code(procedure.id)})"]
    parts += [_steps(procedure, kind) for kind in procedure.kinds]
    parameters = [row for item in procedure.parameters.values() for row in _parameter(item)]
    forms = [
        (form.label, form.title.vi, source(form.evidence), form.contents.mark.label_vi,
         form.layout_note.vi if form.layout_note else "đã đối chiếu")
        for form in procedure.forms
    ]  # fmt: skip
    parts += [
        table(("Tham số", "Mã", "Thời gian", "Giá trị", "Căn cứ", "Tỉnh được"), parameters),
        table(("Mẫu", "Tên", "Văn bản", "Các mục", "Bố cục"), forms),
    ]
    return "\n\n".join(parts)


def _steps(procedure: Procedure, kind: ReviewKind) -> str:
    names = procedure.actor_names
    rows = [
        (number, code(step.code), step.name.vi, ", ".join(names[item].vi for item in step.leads),
         code(step.deadline), source(step.evidence))
        for number, step in enumerate(procedure.steps(kind), start=1)
    ]  # fmt: skip
    title = KINDS[kind].vi
    heads = ("Thứ tự", "Mã", "Bước", "Chủ trì", "Thời hạn theo", "Căn cứ")
    return f"### {title[0].upper()}{title[1:]}\n\n{table(heads, rows)}"


def _parameter(item: Parameter) -> list[tuple[str, ...]]:
    first, may = (item.name.vi, code(item.key)), PROVINCE_MAY[item.province_may].vi
    if not item.defaults:
        return [(*first, "", item.without_value.vi if item.without_value else "", "", may)]
    return [
        (*first, span(fact.valid_from, fact.valid_until) if fact.valid_from or fact.valid_until else "",
         value_words(item, fact), source(fact), may)
        for fact in item.defaults
    ]  # fmt: skip
