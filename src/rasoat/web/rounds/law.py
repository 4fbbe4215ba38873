"""The law book as rounds use it: procedures, and standards and point tables by which a round may classify."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rasoat.law.cited import Text
from rasoat.law.procedure import Procedure, ReviewKind
from rasoat.web.law import book
from rasoat.web.look.refusals import RefusedError


def procedure(procedure_id: str) -> Procedure:
    """A procedure by id. Raises `RefusedError` when the law book has none of that id."""
    found = book().procedures.get(procedure_id)
    if found is None:
        raise RefusedError(
            _("Không có quy trình “%(id)s” trong bộ luật của phần mềm.") % {"id": procedure_id},
            remedy=_("Chọn lại quy trình."), field="procedure", code="procedure-unknown",
        )  # fmt: skip
    return found


def procedures_for(kind: str, day: date) -> list[Procedure]:
    """Procedures whose days include this one and that have such reviews; the one of the law book first."""
    kind_of = ReviewKind(kind)
    found = [item for item in book().procedures.values() if item.use_on(day) and item.steps(kind_of)]
    first = book().procedure_for(kind_of, day)
    return sorted(found, key=lambda item: (item != first, item.id))


def english() -> bool:
    """Whether the reader has switched to English."""
    return (get_language() or "vi").startswith("en")


def words(text: Text | None) -> str:
    """A wording in the reader's language; empty for none."""
    if text is None:
        return ""
    return text.en if english() else text.vi


def region_words(code: str) -> str:
    """A region of the point tables with what it is called; the code alone where the law book does not name it."""
    area = book().table_shape.area(code)
    return f"{code}: {words(area.name)}" if area else code


def procedure_name(procedure_id: str) -> str:
    """What a procedure is called; its id where the law book does not know it."""
    found: Mapping[str, Any] = book().procedures
    return words(found[procedure_id].name) if procedure_id in found else procedure_id
