"""Commands of a template: what may be used, what is refused, and where the fault stands."""

from datetime import date
from decimal import Decimal

import pytest

from papers.reading_back import faults
from rasoat.papers import TemplateFaultsError, render
from rasoat.papers.filling import fill
from rasoat.papers.values import plain

HOME = {"ten": "Mẫu", "ds": [{"ten": "A", "so": 1}, {"ten": "B", "so": 2}]}


def filled(text, **data):
    """The lines with their values, empty ones left out."""
    return [line.words() for line in fill(text, data) if line.text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% for d in ds %}\n{{ loop.index }}/{{ loop.length }} {{ d.ten }}\n{% endfor %}", ["1/2 A", "2/2 B"]),
        ("{% if ds|dai > 1 and ten != 'x' %}nhiều{% else %}ít{% endif %}", ["nhiều"]),
        ("{% set n = ds[0].so + ds[1].so * 2 %}{{ n }}", ["5"]),
        ("{% for d in ds if d.so > 1 %}{{ d['ten'] }}{% endfor %}", ["B"]),
        ("{{ ds|tong('so') }} {{ 'có' if ten is defined else 'không' }} {{ la|default('trống') }}", ["3 có trống"]),
        ("{{ ten ~ '-' ~ 1 }} {{ ten ~ 'x' if ten else '' }}", ["Mẫu-1 Mẫux"]),
        ("{% for n in range(3) %}{{ n }}{% endfor %}{# bỏ qua #}", ["012"]),
        ("{% for x in [] %}a{% else %}không có{% endfor %}", ["không có"]),
        ("{% raw %}{{ ten }}{% endraw %}", ["{{ ten }}"]),
    ],
)
def test_commands(text, said):
    assert filled(text, **HOME) == said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n{{ ten", [("template-syntax", 2)]),
        ("{% if ten %}\nx", [("template-not-closed", 2)]),
        ("\n{% include 'x' %}", [("template-command", 2)]),
        ("{% macro a() %}{% endmacro %}\n{{ ten.upper() }}", [("template-command", 1), ("template-call", 2)]),
        ("{% set x %}{{ ten }}{% endset %}", [("template-command", 1)]),
        ("{% autoescape false %}{% endautoescape %}", [("template-command", 1)]),
        ("{{ ten|safe }}\n\n{{ ten|upper }}", [("template-filter", 1), ("template-filter", 3)]),
        ("{{ ten is iterable }}", [("template-test", 1)]),
        ("a\n{{ ten.__class__ }}", [("template-hidden-name", 2)]),
        ("a\n{{ ten['__class__'] }}", [("template-hidden-name", 2)]),
        ("{{ _store }}", [("template-hidden-name", 1)]),
        ("{{ cycler('a') }}{{ self.x() }}", [("template-call", 1)]),
        ("{{ 2 ** 99 }}", [("template-command", 1)]),
        ("{{ {'a': 1} }}", [("template-command", 1)]),
        ("\n\n{{ la }}", [("template-unknown-name", 3)]),
        ("{% for d in ds %}\n\n{{ d.tuoi }}\n{% endfor %}", [("template-unknown-name", 3)]),
        ("{{ ten.a }}", [("template-unknown-name", 1)]),
        ("{{ ds[9] }}", [("template-unknown-name", 1)]),
        ("x\n{{ ds }}", [("template-list-printed", 2)]),
        ("{{ ten * 9 }}", [("template-value", 1)]),
        ("{{ 1 / 0 }}", [("template-value", 1)]),
        ("{{ range }}", [("template-value", 1)]),
        ("{{ self }}", [("template-value", 1)]),
        ("{% for c in ten %}{% endfor %}", [("template-value", 1)]),
        ("a\n{{ ten|so }}", [("template-value", 2)]),
        ("a\ue000b", [("template-letter", 1)]),
        ("x" * 200_001, [("template-too-long", 1)]),
        ("{{ " + "(" * 900 + "1" + ")" * 900 + " }}", [("template-too-deep", 1)]),
        ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, [("template-too-deep", 1)]),
    ],
)  # fmt: skip
def test_faults_are_named_with_their_lines(text, found):
    assert faults(text, **HOME) == found


@pytest.mark.parametrize(
    "text",
    [
        "{{ range(100000000) }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% if range(9999)|tong == 1 %}{% endif %}{% endfor %}",
        "{% for a in range(9999) %}" + "x" * 1000 + "{% endfor %}",
        "{% set a = 'x' * 1 if false else 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40,
        "{% set a = 99999999 %}" + "{% set a = a * a %}" * 40,
    ],
)
def test_no_template_runs_away(text):
    assert [rule for rule, _ in faults(text)] == ["template-too-much"]


def test_a_misspelt_name_is_told_with_the_near_one():
    with pytest.raises(TemplateFaultsError, match=r"có phải là ho_ten\?"):
        render("{{ ho_tne }}", {"ho_ten": "A"})


def test_a_fault_says_what_where_and_what_next():
    with pytest.raises(TemplateFaultsError) as found:
        render("một\n{{ ten|so }}", {"ten": "abc"})

    assert str(found.value) == (
        'dòng 2: giá trị không dùng được ở chỗ này (giá trị: "abc") [template-value]. Cách sửa: đổi cách định dạng '
        "hoặc đổi chỗ điền cho đúng loại (số, ngày, chữ, danh sách)"
    )


@pytest.mark.parametrize("value", [object(), b"x", {1, 2}, {"a b": 1}, {"_a": 1}, {1: 1}, len])
def test_data_is_plain(value):
    with pytest.raises(TypeError):
        render("x", {"a": value})


def test_plain_copies_and_cleans():
    assert plain({"a": ("Ho\u0300a\r\nx\x00", Decimal("1.5"), date(2026, 1, 2), None, True)}) == {
        "a": ["Hòa\nx\ufffd", Decimal("1.5"), date(2026, 1, 2), None, True]
    }
