"""Does a profile fit the empty template of its receiving system? Every difference is named at its cell."""

from collections.abc import Iterator

from rasoat.law.faults import Fault, Place
from rasoat.survey.exporting import words
from rasoat.survey.exporting.check_columns import column_faults
from rasoat.survey.exporting.column import Column
from rasoat.survey.exporting.profile import ExportProfile, Sheet, letter_index
from rasoat.survey.exporting.template import Template, TemplateSheet
from rasoat.survey.sheets import column_letter
from rasoat.survey.text import squash

_FAR = 10
"""Rows below the first row in which a heading that moved is still looked for."""


def check_template(profile: ExportProfile, template: Template) -> list[Fault]:
    """Everything by which the template differs from the profile, sheet by sheet; errors forbid writing into it."""
    return [fault for sheet in profile.sheets for fault in _sheet_faults(sheet, template)]


def _sheet_faults(sheet: Sheet, template: Template) -> Iterator[Fault]:
    file = template.path.name
    tab = template.tab(sheet.name)
    if tab is None:
        titles = ", ".join(tab.title for tab in template.tabs)
        yield words.SHEET_MISSING.at(Place(file=file, sheet=sheet.name), titles=titles)
        return
    if tab.state != "visible":
        yield words.SHEET_HIDDEN.at(Place(file=file, sheet=tab.title))
    found = template.sheet(tab, sheet.first_row)
    yield from _head_faults(sheet, found, file)
    yield from _body_faults(sheet, found, file)
    for column in sheet.columns:
        if column.review:
            yield words.NOT_REVIEWED.at(place(file, found, column, min(sheet.header_rows)), column.source)
        if not column.empty:
            yield from column_faults(column, sheet, found, template)
    locked = any(template.style(found, letter_index(column.at)).locked for column in sheet.written)
    if found.scan.protected and locked:
        yield words.PROTECTED.at(Place(file=file, sheet=tab.title))
    if found.scan.tables:
        yield words.TABLE_OBJECT.at(Place(file=file, sheet=tab.title))


def _head_faults(sheet: Sheet, found: TemplateSheet, file: str) -> Iterator[Fault]:
    headings = {at: found.heading(at, sheet.header_rows) for at in range(found.width)}
    keys = {at: _key(heading) for at, heading in headings.items()}
    for column in sheet.columns:
        at, wanted = letter_index(column.at), _key(column.heading)
        where = place(file, found, column, max(sheet.header_rows))
        elsewhere = [column_letter(other) for other, key in keys.items() if key == wanted and other != at]
        said = {"wanted": " / ".join(column.heading)}
        if keys.get(at, ()) == wanted:
            if elsewhere:
                yield words.HEADING_TWICE.at(where, there=", ".join(elsewhere))
            continue
        there = _moved(column, elsewhere, found, sheet)
        seen = " / ".join(headings.get(at, ()))
        if there:
            yield words.HEADING_MOVED.at(where, seen, there=there[0], there_en=there[1], **said)
        elif seen:
            yield words.HEADING_DIFFERS.at(where, seen, **said)
        else:
            yield words.HEADING_MISSING.at(where, **said)
    expected = {_key(column.heading) for column in sheet.columns}
    named = {letter_index(column.at) for column in sheet.columns}
    for at, heading in headings.items():
        if heading and at not in named and keys[at] not in expected:
            cell = f"{column_letter(at)}{max(sheet.header_rows)}"
            where = Place(
                file=file, sheet=found.tab.title, row=max(sheet.header_rows), column=column_letter(at), cell=cell
            )
            yield words.COLUMN_EXTRA.at(where, " / ".join(heading))


def _moved(column: Column, elsewhere: list[str], found: TemplateSheet, sheet: Sheet) -> tuple[str, str] | None:
    """Where the heading stands instead: in another column, or in another row of its own column."""
    if elsewhere:
        return f"cột {', '.join(elsewhere)}", f"column {', '.join(elsewhere)}"
    at, wanted = letter_index(column.at), squash(column.heading[-1]).replace("*", "")
    for row in range(1, sheet.first_row + _FAR):
        if row not in sheet.header_rows and squash(found.text(row, at)).replace("*", "") == wanted:
            return f"dòng {row}", f"row {row}"
    return None


def _body_faults(sheet: Sheet, found: TemplateSheet, file: str) -> Iterator[Fault]:
    below: int | None = None
    for row, at, formula in found.scan.filled:
        letter = column_letter(at)
        where = Place(file=file, sheet=found.tab.title, row=row, column=letter, cell=f"{letter}{row}")
        if row == sheet.first_row:
            told = words.ROW_FORMULA if formula else words.ROW_NOT_EMPTY
            yield told.at(where, found.text(row, at))
        elif below is None:
            below = row
            yield words.BELOW_NOT_EMPTY.at(where, found.text(row, at), room=row - sheet.first_row)
    for top, left, bottom, _ in found.scan.merges:
        if top <= sheet.first_row <= bottom:
            letter = column_letter(left)
            where = Place(file=file, sheet=found.tab.title, row=sheet.first_row, column=letter, cell=f"{letter}{top}")
            yield words.ROW_MERGED.at(where)
    for cell in sheet.cells:
        if text := found.text(cell.row, cell.column):
            letter = column_letter(cell.column)
            where = Place(file=file, sheet=found.tab.title, row=cell.row, column=letter, cell=cell.at)
            yield words.CELL_NOT_EMPTY.at(where, text)


def place(file: str, found: TemplateSheet, column: Column, row: int) -> Place:
    """One cell of a column of the template."""
    return Place(file=file, sheet=found.tab.title, row=row, column=column.label, cell=f"{column.at}{row}")


def _key(heading: tuple[str, ...]) -> tuple[str, ...]:
    """A heading as it is compared: no tones, case, blanks or stars; blank levels left out."""
    return tuple(part for part in (squash(text).replace("*", "") for text in heading) if part)
