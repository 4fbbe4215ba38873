"""Which household of the round a row of a signed list means: by its code, else by head, year of birth and village."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from rasoat.survey.dates import parse_date
from rasoat.survey.text import fold, squash
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.signed.columns import BIRTH, CODE, HEAD, VILLAGE
from rasoat.web.reviews.signed.faults import WrongRowError
from rasoat.web.reviews.signed.reading import ListRow

NAMED = 3


class Households:
    """The cases that a list may speak of, found without a query for each row."""

    def __init__(self, cases: Sequence[Case], *, village: Unit | None) -> None:
        self.village = village
        self.by_code = {case.household.code.lstrip("0"): case for case in cases}
        self.by_head: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            self.by_head[fold(case.head_name)].append(case)

    def find(self, row: ListRow) -> Case:
        """The case of a row. Raises `WrongRowError` when none fits, or several do."""
        return self._by_code(row) if row.said[CODE] else self._by_words(row)

    def _by_code(self, row: ListRow) -> Case:
        code, head = row.said[CODE], row.said[HEAD]
        case = self.by_code.get(code.replace(" ", "").lstrip("0"))
        if case is None:
            raise WrongRowError(
                row, CODE, _("Không có hộ mã %(code)s trong danh sách rà soát %(place)s.")
                % {"code": code, "place": self._place()},
                _("Xem lại mã; hộ chưa có trong đợt thì vào “Thêm hộ có lý do” trước."),
            )  # fmt: skip
        if head and fold(head) != fold(case.head_name):
            raise WrongRowError(
                row, HEAD, _("Mã %(code)s là hộ %(known)s, dòng này ghi %(head)s.")
                % {"code": code, "known": case.head_name, "head": head},
                _("Sửa mã hoặc họ tên cho khớp sổ hộ."),
            )  # fmt: skip
        return case

    def _by_words(self, row: ListRow) -> Case:
        head, village = row.said[HEAD], row.said[VILLAGE]
        if not head:
            raise WrongRowError(row, CODE, _("Dòng không ghi hộ nào."), _("Ghi mã hộ, hoặc xóa dòng."))
        born = parse_date(row.said[BIRTH])
        if born is None:
            raise WrongRowError(
                row, BIRTH, _("Không có mã hộ thì phải có năm sinh của chủ hộ."),
                _("Ghi mã hộ, hoặc năm sinh như 1975."),
            )  # fmt: skip
        if not village and self.village is None:
            raise WrongRowError(row, VILLAGE, _("Không có mã hộ thì phải ghi thôn."), _("Ghi mã hộ, hoặc tên thôn."))
        fitting = [
            case for case in self.by_head.get(fold(head), ())
            if _born(case) == born.year and (not village or _is_village(case, village))
        ]  # fmt: skip
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            codes = ", ".join(case.household.code for case in fitting[:NAMED])
            raise WrongRowError(
                row, HEAD, _("Có %(count)s hộ cùng tên, năm sinh, thôn: %(codes)s.")
                % {"count": len(fitting), "codes": codes},
                _("Ghi mã hộ."),
            )  # fmt: skip
        raise WrongRowError(
            row, HEAD, _("Không có hộ %(head)s sinh %(year)s trong danh sách rà soát %(place)s.")
            % {"head": head, "year": born.year, "place": village or self._place()},
            _("Xem lại họ tên, năm sinh, thôn theo sổ hộ; hoặc ghi mã hộ."),
        )  # fmt: skip

    def _place(self) -> str:
        return _("của %(village)s") % {"village": self.village.full_name} if self.village else _("của xã")


def _born(case: Case) -> int | None:
    head = case.household.head
    return head.birth_year if head is not None else None


def _is_village(case: Case, said: str) -> bool:
    unit = case.village
    if unit is None:
        return False
    return squash(said) in {squash(unit.name), squash(unit.full_name)}
