"""Hold the derivations of indicators against the facts that the questionnaire can give them."""

from rasoat.law.book import LawBook
from rasoat.law.expr.types import ExprTypeError, Type, type_of
from rasoat.law.faults import Fault
from rasoat.law.origin import LinesOfLaw
from rasoat.survey.questionnaire import PARAMS
from rasoat.survey.questionnaire_build import full_questionnaire


def derivation_faults(book: LawBook) -> list[Fault]:
    """A fault for each derivation that reads an unknown fact, or is not a condition; file and line of each."""
    known, lines = full_questionnaire().types, LinesOfLaw(book.origin)
    found = []
    for standard in book.standards.values():
        params = {**PARAMS, **dict.fromkeys(standard.parameters, Type.INT)}
        for number, item in enumerate(standard.indicators):
            if item.definition.derive is None:
                continue
            path = ("indicators", number, "definition", "derive")
            vi, en = "phải là một điều kiện đúng/sai", "must be a condition"
            try:
                if type_of(item.definition.derive, known["household"], params, known["member"]) is Type.BOOL:
                    continue
            except ExprTypeError as error:
                vi, en = f"biểu thức sai: {error.vi}", f"bad expression: {error}"
            found.append(lines.fault(standard.id, path, "law-derivation-type", vi, en))
    return found
