"""Words of the site in other languages, without the system's gettext tools.

`python scripts/messages.py extract` finds every marked word in Python and templates and puts the new ones into the
`.po` files, keeping translations; `compile` writes the `.mo` files; `missing` lists what has no translation; `check`
fails when anything is missing, changed since `extract`, or not compiled. Vietnamese is the language of the source: its
own file is kept by hand and holds words of Django that Django has not put into Vietnamese.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
WEB = Path(__file__).parents[1] / "src/rasoat/web"
SOURCE = "vi"
LANGUAGES = ("en", SOURCE)
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

HEAD = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""


def po_path(language: str, web: Path = WEB) -> Path:
    """The file of translations that people edit."""
    return web / f"locale/{language}/LC_MESSAGES/django.po"


def source_catalog(web: Path = WEB) -> Catalog:
    """Every marked word of Python files and templates under a folder, with the files it stands in."""
    catalog = Catalog(project="RaSoat", charset="utf-8", fuzzy=False)
    for path in sorted([*web.rglob("*.py"), *web.rglob("*.html")]):
        place = path.relative_to(web).as_posix()
        for _line, words, comments, context in _marked(path):
            kept = catalog.get(words if isinstance(words, str) else words[0], context)
            catalog.add(words, locations=[] if kept and (place, None) in kept.locations else [(place, None)],
                        auto_comments=comments, context=context)  # fmt: skip
    return catalog


def _marked(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return extract("python", io.BytesIO(text.encode()), KEYWORDS, comment_tags=("Translators",))


def translations(language: str, web: Path = WEB) -> Catalog:
    """The kept translations of a language; an empty catalog when there are none yet."""
    path = po_path(language, web)
    if not path.exists():
        return Catalog(locale=language, project="RaSoat", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, web: Path = WEB) -> Catalog:
    """The kept translations brought to the words of today; words that are gone are dropped."""
    catalog = translations(language, web)
    if language == SOURCE:
        return catalog
    catalog.update(source_catalog(web), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The `.po` file: sorted, without line numbers or dates, so that it changes only with its words."""
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, include_lineno=False, omit_header=True, width=110, ignore_obsolete=True)
    head = HEAD.format(language=catalog.locale, plural=catalog.plural_forms)
    return head.encode() + out.getvalue().lstrip(b"\n")


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled file that the site reads. Its dates are fixed, so that it changes only with its words."""
    catalog.revision_date = catalog.creation_date = NO_DATE
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def untranslated(catalog: Catalog) -> list[Message]:
    """Words without a translation, or with a part of it missing."""
    return [message for message in catalog if message.id and not _whole(message.string)]


def _whole(text: str | tuple[str, ...] | list[str]) -> bool:
    return bool(text) if isinstance(text, str) else bool(text) and all(text)


def faults(language: str, web: Path = WEB) -> list[str]:
    """What `check` complains of, in words."""
    path = po_path(language, web)
    if not path.exists():
        return [f"{path}: chưa có; chạy `python scripts/messages.py extract`"]
    catalog = updated(language, web)
    found = [f"{path.name}: chưa dịch {message.id!r}" for message in untranslated(catalog)]
    found += [f"{path.name}: {message.id!r}: {error}" for message, errors in catalog.check() for error in errors]
    if path.read_bytes() != po_bytes(catalog):
        found.append(f"{path.name}: cũ hơn mã nguồn; chạy `python scripts/messages.py extract`")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(translations(language, web)):
        found.append(f"{compiled.name}: chưa biên dịch lại; chạy `python scripts/messages.py compile`")
    return found


def main(arguments: list[str]) -> int:
    """Run one of the four commands for every language; returns the exit code."""
    command = arguments[0] if arguments else ""
    if command not in {"extract", "compile", "missing", "check"}:
        print(__doc__)
        return 2
    code = 0
    for language in LANGUAGES:
        path = po_path(language)
        if command == "extract":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po_bytes(updated(language)))
            print(f"{path}: {len(updated(language))} từ, {len(untranslated(updated(language)))} chưa dịch")
        elif command == "compile":
            path.with_suffix(".mo").write_bytes(mo_bytes(translations(language)))
        elif command == "missing":
            print("\n".join(str(message.id) for message in untranslated(updated(language))))
        else:
            found = faults(language)
            print("\n".join(found), file=sys.stderr)
            code = max(code, bool(found))
    return code


if not settings.configured:
    settings.configure()
    django.setup()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
