"""The tool that keeps translations, on small folders of its own."""

import importlib.util
import io
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

SCRIPT = Path(__file__).parents[3] / "scripts/messages.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rasoat_messages", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _load()


@pytest.fixture
def tool() -> ModuleType:
    return TOOL


@pytest.fixture
def web(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text(
        'x = _("Lưu hộ")\ny = gettext_lazy("Xóa")\nz = ngettext_lazy("%(n)d hộ", "%(n)d hộ", 2)\n'
    )
    (tmp_path / "a.html").write_text(
        '{% load i18n %}{% translate "Lưu hộ" %}{% firstof x _("Mọi thôn") as y %}'
        "\n    <p>{% blocktranslate with n=1 %}Còn {{ n }} việc{% endblocktranslate %}</p>\n  <p>{{ n }}</p>\n"
    )
    return tmp_path


def _ids(catalog: object) -> set[object]:
    return {message.id for message in catalog if message.id}


def _keep(tool: ModuleType, web: Path, **words: str) -> None:
    catalog = tool.updated("en", web)
    for message in catalog:
        if message.id in words:
            message.string = words[message.id]
    path = tool.po_path("en", web)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(tool.po_bytes(catalog))


def test_finds_words_of_python_and_templates_once(tool: ModuleType, web: Path) -> None:
    found = _ids(tool.source_catalog(web))

    assert found == {"Lưu hộ", "Xóa", ("%(n)d hộ", "%(n)d hộ"), "Mọi thôn", "Còn %(n)s việc"}


def test_extracting_again_keeps_translations_and_changes_nothing(tool: ModuleType, web: Path) -> None:
    _keep(tool, web, **{"Lưu hộ": "Save household", "Xóa": "Delete"})
    first = tool.po_path("en", web).read_bytes()

    again = tool.po_bytes(tool.updated("en", web))

    assert again == first
    assert b"Save household" in again


def test_words_that_are_gone_are_dropped(tool: ModuleType, web: Path) -> None:
    _keep(tool, web, Xóa="Delete")
    (web / "a.py").write_text('x = _("Lưu hộ")\n')

    assert b"Delete" not in tool.po_bytes(tool.updated("en", web))


def test_check_names_what_is_missing_and_what_is_old(tool: ModuleType, web: Path) -> None:
    assert "extract" in tool.faults("en", web)[0]

    _keep(tool, web, **{"Lưu hộ": "Save household"})
    found = "\n".join(tool.faults("en", web))

    assert "Xóa" in found
    assert "Lưu hộ" not in found
    assert "compile" in found


def test_check_is_silent_when_all_is_translated_and_compiled(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("Lưu")\n')
    _keep(tool, tmp_path, Lưu="Save")
    path = tool.po_path("en", tmp_path)
    path.with_suffix(".mo").write_bytes(tool.mo_bytes(tool.translations("en", tmp_path)))

    assert tool.faults("en", tmp_path) == []


def test_the_compiled_file_tells_no_time(tool: ModuleType, web: Path) -> None:
    _keep(tool, web, Xóa="Delete")

    compiled = tool.mo_bytes(tool.translations("en", web))

    assert compiled.count(b"2000-01-01") == 2


def test_a_translation_that_loses_a_value_is_a_fault(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "{% load i18n %}{% blocktranslate with n=1 %}Còn {{ n }} việc{% endblocktranslate %}"
    )
    _keep(tool, tmp_path, **{"Còn %(n)s việc": "Some %(m)s left"})

    assert any("Còn" in fault and "placeholder" in fault for fault in tool.faults("en", tmp_path))


VALUE = re.compile(r"%(?:\(\w+\))?[sd]|%%|\{\w*\}")


def test_every_word_of_the_site_is_translated_and_compiled(tool: ModuleType) -> None:
    """Run `python scripts/messages.py extract`, translate what `missing` lists, then `compile`."""
    assert tool.faults("en") == []


def test_translations_keep_every_value(tool: ModuleType) -> None:
    wrong = [
        message.id
        for message in tool.translations("en")
        if isinstance(message.id, str) and Counter(VALUE.findall(message.id)) != Counter(VALUE.findall(message.string))
    ]

    assert wrong == []


def test_no_translation_is_fuzzy(tool: ModuleType) -> None:
    assert [message.id for message in tool.translations("en") if message.id and message.fuzzy] == []


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1), min_size=1, unique=True
    )
)
def test_any_words_survive_the_round(words: list[str]) -> None:
    catalog = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for word in words:
        catalog.add(word, string=word[::-1])

    again = read_po(io.BytesIO(TOOL.po_bytes(catalog)), locale="en")

    assert {message.id: message.string for message in again if message.id} == {word: word[::-1] for word in words}
