"""What a signed list would change: results to be entered, those that stand already, rows left blank, faults."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from rasoat.survey.code_lists import code_list
from rasoat.survey.mapping.marks import is_mark, is_no_mark
from rasoat.web.reviews.models import Case, Result, SignedList
from rasoat.web.reviews.signed.columns import CLASS, CODE, DEPRIVATION, HEAD, INCOME, REASON
from rasoat.web.reviews.signed.faults import RowFault, WrongRowError, refuse_broken
from rasoat.web.reviews.signed.matching import Households
from rasoat.web.reviews.signed.reading import ListRow, read_list
from rasoat.web.reviews.signed.results import SignedResult
from rasoat.web.reviews.state_graphs import CASE, RESULT
from rasoat.web.vault.canonical import plain_value
from rasoat.web.vault.files import plain_copy
from rasoat.web.vault.sealing import digest

MOST_POINTS, LONGEST_REASON = 999, 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A result that the list gives. `before`: the class proposed until now."""

    row: ListRow
    case: Case
    result: Result
    said: SignedResult

    @property
    def before(self) -> str:
        """The class that stands until now; empty for none."""
        return self.result.proposed


@dataclass
class Plan:
    """`same`: results that stand already just so; `blank`: rows without a class."""

    entries: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    blank: list[ListRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    @cached_property
    def seal(self) -> str:
        """Changes whenever anything changes that somebody saw: told again when the list is confirmed."""
        told = [
            [each.case.pk, each.case.version, each.result.version, *plain_value(_shown(each.said))]
            for each in (*self.entries, *self.same)
        ]
        wrong = [[each.row.sheet, each.row.row, each.what] for each in self.faults]
        return digest([told, wrong, len(self.entries), len(self.blank)]).hex()

    @property
    def by_class(self) -> dict[str, int]:
        """How many results of each class would be entered."""
        found: dict[str, int] = {}
        for each in self.entries:
            found[each.said.household_class] = found.get(each.said.household_class, 0) + 1
        return found


def scope_of(kept: SignedList) -> dict[str, int]:
    """Which cases a list may speak of, as filters."""
    where = {"round": kept.round_id, "commune": kept.commune_id}
    return where if kept.village_id is None else where | {"village": kept.village_id}


def plan_list(kept: SignedList, results: Sequence[Result]) -> Plan:
    """Compare the workbook with the round. `results`: those of its standard and scope, with household and assessment.

    Raises what `read_list` and `open_sealed` raise.
    """
    with plain_copy(kept.file) as path:
        rows = read_list(path)
    by_case = {result.case_id: result for result in results}
    known = Households([result.case for result in results], village=kept.village)
    plan, found = Plan(), dict[int, list[Entry]]()
    for row in rows:
        try:
            refuse_broken(row)
            household_class = class_of(row)
            if not household_class:
                plan.blank.append(row)
                continue
            case = known.find(row)
            entry = Entry(row, case, by_case[case.pk], _said(kept, row, household_class))
            found.setdefault(case.pk, []).append(entry)
        except WrongRowError as wrong:
            plan.faults.append(wrong.fault)
    for several in found.values():
        plan.faults += _placed(plan, several)
    plan.faults.sort(key=lambda fault: (fault.row.sheet, fault.row.row))
    return plan


def class_of(row: ListRow) -> str:
    """The class that a row gives, by a word or a mark; empty for none. Raises `WrongRowError`."""
    said = row.said[CLASS]
    if said:
        found = code_list("class").match(said)
        if found is None:
            raise WrongRowError(
                row, CLASS, _("Loại hộ “%(said)s” không rõ.") % {"said": said},
                _("Ghi: Hộ nghèo, Hộ cận nghèo hoặc Không nghèo."),
            )  # fmt: skip
        return found
    ticked = []
    for column, text in row.marked:
        if is_mark(text):
            ticked.append(column.mark)
        elif not is_no_mark(text):
            raise WrongRowError(
                row, CLASS, _("Cột “%(column)s” chỉ đánh dấu, ô ghi “%(said)s”.")
                % {"column": column.heading, "said": text},
                _("Ghi x vào cột của loại hộ, để trống các cột kia."),
            )  # fmt: skip
    if len(ticked) > 1:
        raise WrongRowError(row, CLASS, _("Đánh dấu nhiều loại hộ."), _("Giữ một dấu."))
    return ticked[0] if ticked else ""


def _said(kept: SignedList, row: ListRow, household_class: str) -> SignedResult:
    reason = row.said[REASON]
    if len(reason) > LONGEST_REASON:
        raise WrongRowError(
            row, REASON, _("Lý do dài hơn %(most)s chữ.") % {"most": LONGEST_REASON}, _("Ghi ngắn lại.")
        )
    return SignedResult(
        kept.standard_id, household_class, kept.document, _points(row, INCOME), _points(row, DEPRIVATION), reason
    )


def _points(row: ListRow, field_name: str) -> int | None:
    said = row.said[field_name]
    if not said or said in {"-", "–"}:
        return None
    if not (said.isascii() and said.isdecimal() and int(said) <= MOST_POINTS):
        raise WrongRowError(
            row, field_name, _("Điểm “%(said)s” không phải số nguyên từ 0 đến %(most)s.")
            % {"said": said, "most": MOST_POINTS},
            _("Ghi số điểm trên giấy, hoặc để trống."),
        )  # fmt: skip
    return int(said)


def _placed(plan: Plan, several: Sequence[Entry]) -> list[RowFault]:
    """Put the one row of a household where it belongs; faults when it cannot be entered, or stands there twice."""
    if len(several) > 1:
        others = ", ".join(str(each.row.row) for each in several)
        return [
            WrongRowError(
                each.row, CODE if each.row.said[CODE] else HEAD,
                _("Hộ này đứng ở nhiều dòng: %(rows)s.") % {"rows": others}, _("Giữ một dòng, xóa các dòng kia."),
            ).fault
            for each in several
        ]  # fmt: skip
    try:
        _place(plan, several[0])
    except WrongRowError as wrong:
        return [wrong.fault]
    return []


def _place(plan: Plan, entry: Entry) -> None:
    """Among the results to enter or those that stand. Raises `WrongRowError` where the round went further."""
    stands = _stands(entry)
    if stands is not None and _shown(stands) == _shown(entry.said):
        plan.same.append(entry)
        return
    case, result = entry.case, entry.result
    if case.household.ended_on is not None:
        raise WrongRowError(
            entry.row, HEAD, _("Hộ %(code)s đã ra khỏi sổ.") % {"code": case.household.code},
            _("Mở trang hộ trong đợt, ghi Ra khỏi đợt."),
        )  # fmt: skip
    if CASE.states[case.state].end or not RESULT.can("score", result.state):
        at = CASE.states[case.state] if CASE.states[case.state].end else RESULT.states[result.state]
        raise WrongRowError(
            entry.row, CLASS, _("Hộ đang ở bước “%(state)s”: danh sách không sửa được nữa.") % {"state": at.label},
            _("Xem trang hộ trong đợt; sai thì qua kiến nghị, phúc tra."),
        )  # fmt: skip
    plan.entries.append(entry)


def _stands(entry: Entry) -> SignedResult | None:
    """What a signed list said before of this household, where that still is its result."""
    found = entry.result.assessment
    if found is None or found.reason != "signed_list" or found.household_class != entry.result.proposed:
        return None
    told = found.detail
    return SignedResult(
        entry.result.standard_id, found.household_class, told.get("document", ""), found.income_score,
        found.deprivation_score, told.get("reason", ""),
    )  # fmt: skip


def _shown(said: SignedResult) -> list[str | int | None]:
    return [said.household_class, said.document, said.income_score, said.deprivation_score, said.reason]
