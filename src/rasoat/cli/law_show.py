"""`law show`: one standard or procedure, for people or as JSON."""

from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding

from rasoat.cli.faults import faults_shown
from rasoat.cli.law_options import json_option
from rasoat.cli.law_show_procedure import show_procedure
from rasoat.cli.law_words import SCOPES, amount, bare, gaps_table, section, source, span
from rasoat.cli.options import law_options
from rasoat.cli.screen import console, print_json, table
from rasoat.law.book import LawBook
from rasoat.law.expr.words import say
from rasoat.law.path_words import AREAS, CLASSES, METHODS, PURPOSES
from rasoat.law.show import standard_as_json
from rasoat.law.standard import AREAS as STANDARD_AREAS
from rasoat.law.standard import Parameter, Standard

INDENT = (0, 0, 0, 3)
_FIELDS = {
    "income_score": "điểm A (B1)",
    "deprivation_score": "điểm B (B2)",
    "income_vnd": "thu nhập",
    "deprived_count": "số chỉ số thiếu hụt",
    "class": "loại hộ",
    "poor": "hộ nghèo",
    "near_poor": "hộ cận nghèo",
}
_REASONS = {
    "": "",
    "income": "do thu nhập",
    "deprivation": "do thiếu hụt",
    "income_and_deprivation": "do thu nhập và thiếu hụt",
}


@click.command()
@click.argument("law_id", metavar="MÃ")
@law_options
@json_option
@faults_shown()
def show(law_id: str, law_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Xem toàn bộ một chuẩn (mức, quy tắc, chỉ số) hoặc một quy trình (bước, tham số, mẫu), căn cứ, chỗ còn thiếu."""
    book = LawBook.load(*law_dirs)
    if law_id in book.procedures:
        show_procedure(book.procedures[law_id], as_json=as_json)
        return
    standard = book.standard(law_id)
    if as_json:
        print_json(standard_as_json(standard))
        return
    out = console()
    _head(standard, out)
    _figures(standard, out)
    _rules(standard, out)
    _indicators(standard, out)
    _rest(standard, out)


def _head(standard: Standard, out: Console) -> None:
    out.print(f"{standard.name.vi}  [{standard.id}]", style="bold")
    out.print(f"{standard.name.en}")
    out.print(f"Phạm vi: {standard.territory or SCOPES[standard.scope]}")
    if standard.overlay_of:
        out.print(f"Chuẩn riêng, dùng chỉ số của: {standard.overlay_of}")
    if standard.blocked:
        out.print(f"CHẶN PHÂN LOẠI CHÍNH THỨC: {standard.blocked.vi}", style="bold red")
    rows = table("Mục đích", "Thời gian", "Căn cứ", title="Áp dụng")
    for item in standard.applies:
        rows.add_row(PURPOSES[item.purpose].vi, span(item.valid_from, item.valid_until), source(item))
    section(rows, out)


def _figures(standard: Standard, out: Console) -> None:
    rows = table("Mức", "Khu vực", "Giá trị", "Căn cứ", title="Các mức")
    for parameter in standard.parameters.values():
        facts = {"any": parameter.any, "rural": parameter.rural, "urban": parameter.urban}
        for area, fact in facts.items():
            if fact is not None:
                rows.add_row(parameter.name.vi, AREAS[area].vi, amount(fact, parameter.unit), source(fact))
    section(rows, out)


def _rules(standard: Standard, out: Console) -> None:
    names = {**_FIELDS, **{code: _figure(item) for code, item in standard.parameters.items()}}
    for name, method in standard.methods.items():
        title = f"Cách {METHODS[name].vi}: {source(method.evidence)}"
        if not method.rules:
            out.print()
            out.print(title, style="italic")
            continue
        rows = table(
            "Thứ tự", "Khi", "Kết quả", "Ký hiệu", "Căn cứ", title=f"{title}; quy tắc đúng đầu tiên quyết định"
        )
        for number, rule in enumerate(method.rules, start=1):
            when = "mọi trường hợp còn lại" if say(rule.when, names) == "đúng" else say(rule.when, names)
            decided = " ".join(part for part in (CLASSES[rule.klass].vi, _REASONS[rule.reason]) if part)
            rows.add_row(str(number), when, decided, rule.code, source(rule.evidence))
        section(rows, out)


def _indicators(standard: Standard, out: Console) -> None:
    if not standard.indicators:
        return
    dimensions = {item.code: item.name.vi for item in standard.dimensions}
    out.print()
    out.print("Chỉ số thiếu hụt", style="italic")
    for item in standard.indicators:
        number = f"{item.number}. " if item.number is not None else "- "
        points = f"{item.points.value} điểm" if item.points.value is not None else "điểm: chưa có"
        out.print(f"{number}{item.name.vi} [{item.code}], {dimensions[item.dimension]}, {points}")
        text = f"Thiếu hụt khi: {item.definition.text or 'chưa có định nghĩa'}"
        note = f"; {item.definition.note}" if item.definition.note else ""
        out.print(Padding(text, INDENT))
        out.print(Padding(f"Định nghĩa: {source(item.definition)}{note}", INDENT))
    for item in standard.removed_indicators:
        out.print(f"Không còn là chỉ số: {item.name.vi} ({source(item.definition)})")


def _rest(standard: Standard, out: Console) -> None:
    names = {**_FIELDS, **{code: _figure(item) for code, item in standard.parameters.items()}}
    if standard.statuses:
        rows = table("Đối tượng", "Khi", "Căn cứ", title="Xác định riêng, không theo điểm")
        for status in standard.statuses:
            when = say(status.holds_when, names) if status.holds_when is not None else "chưa có"
            rows.add_row(status.name.vi, when, source(status.evidence))
        section(rows, out)
    if standard.gaps:
        section(gaps_table(standard.gaps), out)


def _figure(parameter: Parameter) -> str:
    """`chuẩn thu nhập [nông thôn 1.500.000, thành thị 2.000.000]`."""
    if parameter.any is not None:
        return f"{parameter.name.vi} [{bare(parameter.any)}]"
    by_area = ", ".join(f"{AREAS[area].vi} {bare(parameter.fact(area))}" for area in STANDARD_AREAS)
    return f"{parameter.name.vi} [{by_area}]"
