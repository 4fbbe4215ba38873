"""A standard in plain words for everybody: lines, cut-offs, indicators, how a class comes about, and how sure it is."""

import re
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.law.cited import Evidence, Text
from rasoat.law.expr.words import say
from rasoat.law.marks import Mark
from rasoat.law.path_words import AREAS, METHODS, PURPOSES
from rasoat.law.standard import Parameter, Purpose, Standard
from rasoat.web.law import book
from rasoat.web.look.badges import class_look
from rasoat.web.look.templatetags.look import number
from rasoat.web.rounds.law import words

MARKS = {
    Mark.VERIFIED: gettext_lazy("đã đối chiếu văn bản"),
    Mark.OURS: gettext_lazy("do phần mềm chọn"),
    Mark.INFERRED: gettext_lazy("suy ra từ văn bản"),
    Mark.SECONDARY: gettext_lazy("theo báo chí, tài liệu thứ cấp"),
    Mark.CONFLICT: gettext_lazy("các nguồn không thống nhất"),
    Mark.RECALLED: gettext_lazy("theo trí nhớ của người làm nghề"),
    Mark.DRAFT: gettext_lazy("theo dự thảo"),
    Mark.MISSING: gettext_lazy("chưa có"),
}
UNITS = {
    "points": gettext_lazy("điểm"),
    "vnd_per_person_month": gettext_lazy("đồng/người/tháng"),
    "indicators": gettext_lazy("chỉ số"),
    "members": gettext_lazy("người"),
}
FIELDS = {
    "income_score": gettext_lazy("điểm A (thu nhập)"),
    "deprivation_score": gettext_lazy("điểm B (thiếu hụt)"),
    "income_vnd": gettext_lazy("thu nhập"),
    "deprived_count": gettext_lazy("số chỉ số thiếu hụt"),
}


_INSTRUMENT = re.compile(r"((?:NĐ|QĐ|NQ|TT) \d[\w/\-]*)")


def in_use(day: date) -> set[str]:
    """Standards by which households are classified on a day; not those that people are only surveyed for."""
    return {standard.id for purpose, standard in book().at(day) if purpose != Purpose.OPENING_SURVEY}


def out_of_use(standard: Standard, day: date) -> str:
    """Why households are not classified by a standard on a day, in words; empty for one in use."""
    if standard.id in in_use(day):
        return ""
    uses = [each for each in standard.applies if each.purpose != Purpose.OPENING_SURVEY]
    ends = [each.valid_until for each in uses if each.valid_until is not None and each.valid_until < day]
    begins = [each.valid_from for each in uses if each.valid_from is not None and each.valid_from > day]
    if begins:
        return _("Chuẩn này dùng từ ngày %(day)s.") % {"day": f"{min(begins):%d/%m/%Y}"}
    if ends:
        return _("Chuẩn này dùng đến hết ngày %(day)s.") % {"day": f"{max(ends):%d/%m/%Y}"}
    return _("Hôm nay không xét hộ theo chuẩn này.")


def named(text: Text | None) -> SafeString:
    """A wording in the reader's language; names of instruments stay Vietnamese and are marked so."""
    parts = _INSTRUMENT.split(words(text))
    return format_html_join(
        "",
        "{}",
        ((format_html('<span lang="vi">{}</span>', part) if at % 2 else part,) for at, part in enumerate(parts)),
    )


def source_of(item: Evidence) -> dict[str, Any]:
    """Instrument and article as they are called, and how well the fact is known."""
    law = ", ".join(part for part in (item.instrument, item.article) if part)
    return {"law": law, "mark": MARKS[item.mark], "sure": not item.mark.needs_office}


def standard_words(standard: Standard) -> dict[str, Any]:
    """Everything that the page of a standard says."""
    return {
        "id": standard.id,
        "name": words(standard.name),
        "blocked": named(standard.blocked),
        "uses": [
            {
                "purpose": words(PURPOSES[use.purpose]), "first": use.valid_from, "last": use.valid_until,
                "source": source_of(use),
            }
            for use in standard.applies
        ],
        "figures": [line for parameter in standard.parameters.values() for line in _figure(parameter)],
        "methods": [_method(standard, name) for name in standard.methods],
        "indicators": _indicators(standard),
        "gaps": [named(gap.what) for gap in standard.gaps],
    }  # fmt: skip


def _figure(parameter: Parameter) -> list[dict[str, Any]]:
    facts = {"any": parameter.any, "rural": parameter.rural, "urban": parameter.urban}
    return [
        {
            "name": words(parameter.name), "area": words(AREAS[area]), "unit": UNITS[parameter.unit],
            "value": fact.value, "source": source_of(fact),
        }
        for area, fact in facts.items() if fact is not None
    ]  # fmt: skip


def _method(standard: Standard, name: Any) -> dict[str, Any]:
    method = standard.methods[name]
    names = {**{code: str(label) for code, label in FIELDS.items()}, **{
        code: f"{words(item.name)} [{_values(item)}]" for code, item in standard.parameters.items()
    }}  # fmt: skip
    rules = []
    for rule in method.rules:
        said = say(rule.when, names)
        last = said == "đúng"
        rules.append({
            "when": _("mọi trường hợp còn lại") if last else said, "vi": not last,
            "badge": class_look(rule.klass.value), "source": source_of(rule.evidence),
        })  # fmt: skip
    return {"name": words(METHODS[name]), "rules": rules, "source": source_of(method.evidence)}


def _values(parameter: Parameter) -> str:
    facts = [("any", parameter.any), ("rural", parameter.rural), ("urban", parameter.urban)]
    told = [(area, number(fact.value)) for area, fact in facts if fact is not None]
    return ", ".join(value if area == "any" else f"{words(AREAS[area])} {value}" for area, value in told)


def _indicators(standard: Standard) -> list[dict[str, Any]]:
    dimensions = {item.code: words(item.name) for item in standard.dimensions}
    return [
        {
            "number": item.number, "name": words(item.name), "dimension": dimensions[item.dimension],
            "points": item.points.value, "text": item.definition.text, "source": source_of(item.definition),
        }
        for item in standard.indicators
    ]  # fmt: skip
