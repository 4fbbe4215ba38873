"""What `rasoat law check` holds the law data against, beyond what loading already refuses."""

from collections.abc import Iterator
from itertools import combinations

from rasoat.law.book import LawBook
from rasoat.law.cited import share_a_day
from rasoat.law.evidence_walk import evidence_of
from rasoat.law.expr.nodes import AllMembers, AnyMember, Const, CountMembers, Node
from rasoat.law.expr.targets import DERIVATION_TARGETS, RULE_TARGETS, lacking
from rasoat.law.expr.types import ExprTypeError, Type, type_of
from rasoat.law.expr.walk import children, params
from rasoat.law.faults import Fault, Severity
from rasoat.law.origin import LinesOfLaw, written_path
from rasoat.law.path_words import PURPOSES
from rasoat.law.problems import Path
from rasoat.law.procedure import Procedure
from rasoat.law.procedure.checks import procedure_overlaps
from rasoat.law.standard import METHOD_FIELDS, Standard

AGE_REFERENCE = "age_reference_date"
"""The one parameter that a derivation may read though no standard states it: each round gives its own day."""

_STATUS_FIELDS = {**METHOD_FIELDS["income"], "class": Type.CODE}


def check(book: LawBook) -> list[Fault]:
    """Faults (refuse the law) and warnings (an office should look), each at file and line.

    Faults: an operator that a target lacks, an unknown parameter in a derivation, a quantifier inside another, a
    status that compares unlike things. Warnings: an instrument that the register does not hold, rules that leave
    households without a class, a province's standard without territory, two national standards or two procedures at
    once.
    """
    lines = LinesOfLaw(book.origin)
    found: list[Fault] = []
    for standard in book.standards.values():
        found += [*_rules(standard, lines), *_derivations(standard, lines), *_statuses(standard, lines)]
        found += [*_instruments(standard, book, lines), *_territory(standard, lines)]
    for procedure in book.procedures.values():
        found += _instruments(procedure, book, lines)
    return [*found, *_overlaps(book, lines), *procedure_overlaps(book.procedures.values(), lines)]


def _rules(standard: Standard, lines: LinesOfLaw) -> Iterator[Fault]:
    for name, method in standard.methods.items():
        for number, rule in enumerate(method.rules):
            path = ("methods", name, "rules", number, "when")
            yield from _targets(rule.when, RULE_TARGETS, standard, path, lines)
        if method.rules and method.rules[-1].when != Const(const=True):
            last = ("methods", name, "rules", len(method.rules) - 1)
            vi = "quy tắc cuối không phải {const: true}: hộ không khớp quy tắc nào sẽ không có kết quả phân loại"
            en = "the last rule is not {const: true}: a household that meets no rule gets no class"
            yield lines.fault(standard.id, last, "law-rules-not-total", vi, en, Severity.WARNING)


def _derivations(standard: Standard, lines: LinesOfLaw) -> Iterator[Fault]:
    for number, item in enumerate(standard.indicators):
        node = item.definition.derive
        if node is None:
            continue
        path = ("indicators", number, "definition", "derive")
        yield from _targets(node, DERIVATION_TARGETS, standard, path, lines)
        for name in sorted(params(node) - set(standard.parameters) - {AGE_REFERENCE}):
            vi, en = f"không có tham số “{name}” trong chuẩn", f"the standard has no parameter “{name}”"
            yield lines.fault(standard.id, path, "law-parameter-unknown", vi, en)
        if _nested(node, inside=False):
            vi, en = "phép any/all/count không được lồng nhau", "any/all/count must not stand inside one another"
            yield lines.fault(standard.id, path, "law-members-nested", vi, en)


def _statuses(standard: Standard, lines: LinesOfLaw) -> Iterator[Fault]:
    types = dict.fromkeys(standard.parameters, Type.INT)
    for number, item in enumerate(standard.statuses):
        if item.holds_when is None:
            continue
        path = ("statuses", number, "holds_when")
        yield from _targets(item.holds_when, RULE_TARGETS, standard, path, lines)
        try:
            type_of(item.holds_when, _STATUS_FIELDS, types)
        except ExprTypeError as error:
            yield lines.fault(standard.id, path, "law-bad-condition", f"điều kiện sai: {error.vi}", str(error))


def _targets(
    node: Node, targets: tuple[str, ...], standard: Standard, path: Path, lines: LinesOfLaw
) -> Iterator[Fault]:
    for target in targets:
        missing = ", ".join(sorted(lacking(node, target)))
        if missing:
            vi = f"phép tính {missing} không chạy được trên “{target}”"
            yield lines.fault(standard.id, path, "law-operator-lacking", vi, f"{target} cannot express {missing}")


def _nested(node: Node, *, inside: bool) -> bool:
    quantifier = isinstance(node, AnyMember | AllMembers | CountMembers)
    if quantifier and inside:
        return True
    return any(_nested(child, inside=inside or quantifier) for child in children(node))


def _instruments(law: Standard | Procedure, book: LawBook, lines: LinesOfLaw) -> Iterator[Fault]:
    named: list[tuple[Path, str]] = [(path, item.instrument) for path, item in evidence_of(law)]
    if isinstance(law, Procedure):
        named += [(("instruments", number), name) for number, name in enumerate(law.instruments)]
    told: set[str] = set()
    for path, name in named:
        if name and name not in book.instruments and name not in told:
            told.add(name)
            vi = f"văn bản “{name}” không có trong register.yaml"
            en = f"instrument “{name}” is not in register.yaml"
            rule = "law-instrument-unregistered"
            yield lines.fault(law.id, written_path(law, path), rule, vi, en, Severity.WARNING)


def _territory(standard: Standard, lines: LinesOfLaw) -> Iterator[Fault]:
    if standard.scope == "province" and not standard.territory:
        vi, en = "chuẩn của tỉnh nhưng không ghi `territory`", "a province's standard without `territory`"
        yield lines.fault(standard.id, ("scope",), "law-territory-missing", vi, en, Severity.WARNING)


def _overlaps(book: LawBook, lines: LinesOfLaw) -> Iterator[Fault]:
    uses = [
        (standard, number, use)
        for standard in book.standards.values()
        if standard.scope == "national"
        for number, use in enumerate(standard.applies)
    ]
    for (one, _, use), (other, number, again) in combinations(uses, 2):
        if one.id != other.id and use.purpose is again.purpose and share_a_day(use, again):
            purpose = PURPOSES[use.purpose]
            vi = f"trùng thời gian với chuẩn “{one.id}” cho {purpose.vi}: có ngày hai chuẩn quốc gia cùng áp dụng"
            en = f"overlaps “{one.id}” for the {purpose.en}: two national standards on one day"
            place = ("applies", number)
            yield lines.fault(other.id, place, "law-standards-overlap", vi, en, Severity.WARNING)
