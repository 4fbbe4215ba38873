"""An official form: what it is called, which fields are known, and whether its layout was ever seen."""

from collections.abc import Iterator

from pydantic import model_validator

from rasoat.law.cited import Evidence, Text
from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark
from rasoat.law.problems import Problem, ProblemsError
from rasoat.law.standard import Identifier

LAYOUT_NOT_CHECKED = Text(vi="bố cục chưa đối chiếu", en="layout not checked against the law")
"""What a paper says as long as nobody has compared it with the form in the law."""


class FormField(Evidence):
    """A field. `columns`: the fields of one line of a table. A missing field may not stand on the form at all."""

    code: Identifier
    name: Text
    columns: tuple["FormField", ...] = ()


class Form(LawModel):
    """A form. `evidence`: that it exists, and where; `contents`: how well its fields are known.

    `label` is what officers call it ("Mẫu 01"). `report`: the number of the report that has its columns, for forms
    that are tables of figures.
    """

    code: Identifier
    label: str
    title: Text
    evidence: Evidence
    contents: Evidence
    report: int | None = None
    layout_checked: bool
    fields: tuple[FormField, ...] = ()

    @model_validator(mode="after")
    def _parts_fit(self) -> "Form":
        problems = list(self._problems())
        if problems:
            raise ProblemsError(*problems)
        return self

    def _problems(self) -> Iterator[Problem]:
        known = bool(self.fields) or self.report is not None
        if known == (self.contents.mark is Mark.MISSING):
            vi = "mẫu có `contents` mức `missing` thì không có `fields`, `report`; mọi mẫu khác phải có"
            en = "a form whose contents are missing has neither fields nor report, and every other form has some"
            yield Problem(vi, en, ("contents",))
        codes = [item.code for item in self.fields]
        for number, code in enumerate(codes):
            if code in codes[:number]:
                vi, en = f"mã “{code}” dùng hai lần", f"code '{code}' appears twice"
                yield Problem(vi, en, ("fields", number, "code"))

    @property
    def layout_note(self) -> Text | None:
        """The words that a paper of this form must bear; None once its layout was checked."""
        return None if self.layout_checked else LAYOUT_NOT_CHECKED
