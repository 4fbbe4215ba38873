"""Put a sheet behind the last tab of a workbook, or take one away, with all that names it."""

from collections.abc import Mapping
from typing import Final

from rasoat.survey.xlsx.comments import xml_text
from rasoat.survey.xlsx.ordered import AFTER_DEFINED_NAMES, put_before, root_tag
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import SheetPart, sheet_parts, workbook_part
from rasoat.survey.xlsx.tags import Edit, Tag, end_tag, first_tag, masked, spliced, tags, with_attribute

RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OWNED: Final = {"comments", "vmlDrawing", "drawing", "printerSettings"}


def free_name(package: Package, pattern: str) -> str:
    """The first name of a part that is not taken: `pattern` holds `{}` for the number."""
    number = 1
    while pattern.format(number) in package:
        number += 1
    return pattern.format(number)


def add_sheet(package: Package, title: str, content: bytes, *, state: str = "", names: Mapping[str, str]) -> SheetPart:
    """Add a worksheet as the last tab.

    `state` is "" (visible), `hidden` or `veryHidden`; `names` are names of its own: name -> range, written with the
    sheet's title. The title must be free.
    """
    workbook = workbook_part(package)
    part = free_name(package, "xl/worksheets/sheet{}.xml")
    package.put(part, content, SHEET_TYPE)
    id_ = package.relate(workbook, f"{RELATIONS}/worksheet", part)
    sheets = sheet_parts(package)
    text = package.tree_source(workbook)
    plain = masked(text)
    listed = first_tag(plain, "sheets")
    assert listed is not None
    prefix, count = listed.prefix.decode(), sum(1 for _ in tags(plain, "sheet"))
    number = max((tag.number(b"sheetId") or 0 for tag in tags(plain, "sheet")), default=0) + 1
    quoted = xml_text(title).replace('"', "&quot;")
    hidden = f' state="{state}"' if state else ""
    entry = f'<{prefix}sheet xmlns:r="{RELATIONS}" name="{quoted}" sheetId="{number}"{hidden} r:id="{id_}"/>'
    at = end_tag(plain, listed)[0]
    package.put(workbook, _named(spliced(text, [(at, at, entry.encode())]), names, count))
    return next(sheet for sheet in sheet_parts(package) if sheet not in sheets)


def remove_sheet(package: Package, sheet: SheetPart) -> None:
    """Take a sheet away: its part and those only it uses, its relation, its tab and its names."""
    workbook = workbook_part(package)
    owned = [relation.target for relation in package.relations(sheet.part) if relation.kind in _OWNED]
    for name in (sheet.part, *owned):
        package.drop(name)
    package.unrelate(workbook, sheet.relation_id)
    text = package.tree_source(workbook)
    plain = masked(text)
    entries = list(tags(plain, "sheet"))
    at = next(index for index, tag in enumerate(entries) if tag.number(b"sheetId") == sheet.sheet_id)
    edits: list[Edit] = [(entries[at].start, end_tag(plain, entries[at])[1], b"")]
    edits += _names_without(plain, at)
    edits += [edit for tag in tags(plain, "workbookView") if (edit := _view_without(tag, at, len(entries)))]
    package.put(workbook, spliced(text, edits))


def _named(text: bytes, names: Mapping[str, str], sheet: int) -> bytes:
    """The workbook with names that belong to a sheet (its number from 0)."""
    if not names:
        return text
    plain = masked(text)
    prefix = root_tag(plain).prefix.decode()
    parts = []
    for name, target in sorted(names.items()):
        hidden = ' hidden="1"' if name.endswith("FilterDatabase") else ""
        tag = f'<{prefix}definedName name="{name}" localSheetId="{sheet}"{hidden}>'
        parts.append(f"{tag}{xml_text(target)}</{prefix}definedName>")
    entries = "".join(parts).encode()
    around = first_tag(plain, "definedNames")
    if around is not None and not around.is_closed:
        at = end_tag(plain, around)[0]
        return spliced(text, [(at, at, entries)])
    if around is not None:
        text = spliced(text, [(around.start, around.end, b"")])
        plain = masked(text)
    group = f"{prefix}definedNames".encode()
    listed = first_tag(plain, "sheets")
    assert listed is not None
    return put_before(text, plain, b"<%b>%b</%b>" % (group, entries, group), AFTER_DEFINED_NAMES, listed.start)


def _names_without(plain: bytes, sheet: int) -> list[Edit]:
    """Edits that drop the names of a sheet and renumber those of later sheets; an empty list of names goes too."""
    edits: list[Edit] = []
    kept = 0
    for tag in tags(plain, "definedName"):
        local = tag.number(b"localSheetId")
        if local == sheet:
            edits.append((tag.start, end_tag(plain, tag)[1], b""))
            continue
        kept += 1
        if local is not None and local > sheet:
            edits.append((tag.start, tag.end, with_attribute(tag.source, b"localSheetId", str(local - 1))))
    around = first_tag(plain, "definedNames")
    if around is not None and not kept:
        return [(around.start, end_tag(plain, around)[1], b"")]
    return edits


def _view_without(tag: Tag, sheet: int, count: int) -> Edit | None:
    """The edit that keeps the numbers of a view's tabs inside the tabs that are left."""
    source = tag.source
    for name in (b"activeTab", b"firstSheet"):
        shown = tag.number(name)
        if shown is not None and (shown > sheet or shown >= count - 1):
            source = with_attribute(source, name, str(max(shown - 1, 0)))
    return (tag.start, tag.end, source) if source != tag.source else None
