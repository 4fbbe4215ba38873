"""One claim of a cross-check, and the words it is told in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rasoat.tables.cell_rules import CellRate, CellRule, Place, Relation, Terms
from rasoat.tables.reading import Sheet
from rasoat.tables.report import CheckResult

HOUSEHOLDS, PERSONS = "Hộ", "Nhân khẩu"
LINES_EN = {
    HOUSEHOLDS: "households", PERSONS: "persons", "": "households", "Hộ nghèo": "poor households",
    "Khẩu nghèo": "poor persons", "Hộ cận nghèo": "near-poor households", "Khẩu cận nghèo": "near-poor persons",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A number and where it stands, in both languages; `terms` are the cells it is made of, none for a constant."""

    vi: str
    en: str
    value: int | None
    terms: Terms = ()

    @property
    def known(self) -> bool:
        """Whether a rule over cells can be made of it: a number without cells must have a value."""
        return bool(self.terms) or self.value is not None

    @property
    def constant(self) -> int:
        """Its value where no cell stands behind it."""
        return 0 if self.terms or self.value is None else self.value

    def times(self, factor: int, vi: str, en: str) -> "Said":
        """The number `factor` times, under words of its own."""
        value = None if self.value is None else self.value * factor
        return Said(vi, en, value, tuple((ref, count * factor) for ref, count in self.terms))


def cell(sheet: Sheet, place: Place, key: str, line: str = "") -> Said:
    """A printed number: `biểu 3 cột 9 (Hộ)`."""
    table, column = sheet.table.number, sheet.number_of(key)
    lines = (f" ({line})", f" ({LINES_EN.get(line, line)})") if line else ("", "")
    return Said(
        f"biểu {table} cột {column}{lines[0]}", f"report {table} column {column}{lines[1]}",
        sheet.get(place, key, line), ((sheet.ref(place, key, line), 1),),
    )  # fmt: skip


def claim(
    check: str, severity: str, place: Place, left: Said, relation: Relation, right: Said, why_unknown: str = ""
) -> CheckResult:
    """Compare two numbers; unknown when either is blank. `difference` is left minus right."""
    rule = _rule(left, relation, right)
    if left.value is None or right.value is None:
        blank = left if left.value is None else right
        return unknown(check, severity, place, why_unknown or f"{blank.vi} để trống", f"{blank.en} is blank", rule)
    holds = {
        "=": left.value == right.value, "<=": left.value <= right.value, ">=": left.value >= right.value
    }[relation]  # fmt: skip
    difference = left.value - right.value
    vi = f"{left.vi} là {left.value}, {right.vi} là {right.value}"
    en = f"{left.en} is {left.value}, {right.en} is {right.value}"
    if not holds:
        vi += f": phải {_RELATION_VI[relation]}, chênh {difference:+d}"
        en += f": must be {_RELATION_EN[relation]}, off by {difference:+d}"
    return CheckResult(check, severity, holds, place[0], vi, en, difference, rule)


def claim_rate(
    check: str, severity: str, place: Place, printed: Said, of: CellRate, computed: int | None, words: tuple[str, str]
) -> CheckResult:
    """A printed rate against the rate of two counts; blank where their base is 0. `words` name the computed rate."""
    told = claim(check, severity, place, printed, "=", Said(*words, computed))
    return replace(told, rule=None, rate=of)


def unknown(check: str, severity: str, place: Place, vi: str, en: str, rule: CellRule | None = None) -> CheckResult:
    """The inputs cannot tell."""
    return CheckResult(
        check, severity, None, place[0], f"chưa kiểm tra được: {vi}", f"cannot tell: {en}", rule=rule
    )  # fmt: skip


def summed(vi: str, en: str, parts: Iterable[Said], minus: Iterable[Said] = ()) -> Said:
    """A sum of numbers, less those of `minus`; unknown when one of them is, or when there is none."""
    added, taken = list(parts), list(minus)
    values = [said.value for said in added] + [None if said.value is None else -said.value for said in taken]
    known = [value for value in values if value is not None]
    value = sum(known) if values and len(known) == len(values) else None
    terms = [term for said in added for term in said.terms]
    terms += [(ref, -count) for said in taken for ref, count in said.terms]
    return Said(vi, en, value, tuple(terms))


def _rule(left: Said, relation: Relation, right: Said) -> CellRule | None:
    if not (left.known and right.known and (left.terms or right.terms)):
        return None
    terms = (*left.terms, *((ref, -count) for ref, count in right.terms))
    return CellRule(terms, relation, right.constant - left.constant)


_RELATION_VI = {"=": "bằng nhau", "<=": "không lớn hơn", ">=": "không nhỏ hơn"}
_RELATION_EN = {"=": "equal", "<=": "no more than", ">=": "no less than"}
