"""What is looked at, by village of a round: a bounded number of grouped queries however many households there are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Case as When
from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models import When as Branch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.law.standard import AREAS
from rasoat.web.look.templatetags.look import number
from rasoat.web.reviews.models import Case, Result, Submission
from rasoat.web.rounds.kept_packs import book_of
from rasoat.web.rounds.models import Round
from rasoat.web.trust.patterns.bunching import FEWEST, WINDOW, bunching, counted
from rasoat.web.trust.patterns.shares import standing_out

LIMIT = 0.05
"""Adjusted p-value from which a place is shown."""
FAST_PART = 4
"""Forms filled in within this part of the round's own median time are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """One village (None: unknown) with a question. `households`: how many stand behind it; `text`: the figures."""

    village_id: int | None
    households: int
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing looked at. `find`: the villages; `behind`: the cases that stand behind it."""

    code: str
    title: "str | Promise"
    question: "str | Promise"
    find: Callable[[Round, str], list[Found]]
    behind: Callable[[Round, str], "QuerySet[Case]"]


def _told(row: Round, standard_id: str) -> "QuerySet[Result]":
    """Results with a class by score."""
    rows = Result.objects.filter(round=row, standard_id=standard_id).exclude(proposed="")
    return rows.exclude(state__in=("waiting", "left"))


def _cases(row: Round, condition: Q) -> "QuerySet[Case]":
    return Case.objects.filter(condition, round=row)


def _departures(row: Round, standard_id: str) -> list[Found]:
    met = _told(row, standard_id).exclude(agreed="")
    rows = met.values_list("village_id").annotate(some=Count("pk", filter=Q(departs=True)), all=Count("pk"))
    found = standing_out({village: (some, every) for village, some, every in rows})
    return [
        Found(village, each.some, _("%(some)d trong %(all)d hộ; nơi khác %(share)s %%")
              % {"some": each.some, "all": each.all, "share": number(100 * each.elsewhere, 1)})
        for village, each in found.items() if each.adjusted <= LIMIT
    ]  # fmt: skip


def _departed(row: Round, standard_id: str) -> "QuerySet[Case]":
    return _cases(row, Q(results__standard_id=standard_id, results__departs=True))


def cuts_of(row: Round, standard_id: str) -> Mapping[str, int]:
    """The income line in points of the round's law, by area; empty where the standard has none."""
    found = book_of(row).standards.get(standard_id)
    lines = {area: found.params(area).get("income_line_score") for area in AREAS} if found else {}
    return {area: line for area, line in lines.items() if line is not None}


def _bunches(row: Round, standard_id: str) -> list[Found]:
    cuts = cuts_of(row, standard_id)
    rows = _told(row, standard_id).filter(assessment__income_score__isnull=False)
    counts: dict[int, tuple[int, int]] = {}
    grouped = rows.values_list("village_id", "case__area", "assessment__income_score").annotate(some=Count("pk"))
    for village, area, score, some in grouped:
        if area in cuts:
            below, above = counted([score], cuts[area])
            before = counts.get(village, (0, 0))
            counts[village] = (before[0] + below * some, before[1] + above * some)
    return [
        Found(village, each.below + each.above, _("%(below)d hộ ngay dưới ngưỡng, %(above)d hộ ngay trên")
              % {"below": each.below, "above": each.above})
        for village, each in bunching(counts).items() if each.adjusted <= LIMIT
    ]  # fmt: skip


def _near_the_line(row: Round, standard_id: str) -> "QuerySet[Case]":
    near = Q(pk__in=[])
    for area, cut in cuts_of(row, standard_id).items():
        score = "results__assessment__income_score"
        near |= Q(**{"area": area, f"{score}__gt": cut - WINDOW, f"{score}__lte": cut + WINDOW})
    return _cases(row, Q(results__standard_id=standard_id) & near)


def _forms(row: Round) -> "QuerySet[Submission]":
    return Submission.objects.filter(case__round=row, standing=True).exclude(entry="signed_list")


def _twins(row: Round) -> "QuerySet[Submission]":
    twice = _forms(row).order_by().values("digest").annotate(some=Count("pk")).filter(some__gt=1)
    return _forms(row).exclude(digest="").filter(digest__in=twice.values("digest"))


def _copies(row: Round, _standard_id: str) -> list[Found]:
    rows = _twins(row).order_by().values_list("village_id").annotate(some=Count("pk"))
    return [
        Found(village, some, _("%(some)d phiếu có câu trả lời giống hệt phiếu khác") % {"some": some})
        for village, some in rows
    ]  # fmt: skip


def _copied(row: Round, _standard_id: str) -> "QuerySet[Case]":
    return _cases(row, Q(pk__in=_twins(row).values("case")))


def _fast_condition(row: Round) -> Q:
    """Forms filled in within a part of the median time of the same way of entry."""
    times: dict[str, Counter[int]] = defaultdict(Counter)
    rows = _forms(row).filter(seconds__isnull=False).order_by().values_list("entry", "seconds")
    for entry, seconds, some in rows.annotate(some=Count("pk")):
        times[entry][seconds] += some
    fast = Q(pk__in=[])
    for entry, counts in times.items():
        if counts.total() >= FEWEST:
            fast |= Q(entry=entry, seconds__lt=median_of(counts) / FAST_PART)
    return fast


def median_of(counts: Mapping[int, int]) -> float:
    """The median of values with counts."""
    total = sum(counts.values())
    seen, low = 0, None
    for value in sorted(counts):
        seen += counts[value]
        if low is None and 2 * seen >= total:
            if 2 * seen > total:
                return float(value)
            low = value
        elif low is not None:
            return (low + value) / 2
    return float(cast("int", low))


def _fast(row: Round, _standard_id: str) -> list[Found]:
    rows = _forms(row).filter(_fast_condition(row)).order_by().values_list("village_id").annotate(some=Count("pk"))
    return [
        Found(village, some, _("%(some)d phiếu điền nhanh hơn hẳn mức thường của đợt") % {"some": some})
        for village, some in rows
    ]  # fmt: skip


def _hurried(row: Round, _standard_id: str) -> "QuerySet[Case]":
    return _cases(row, Q(pk__in=_forms(row).filter(_fast_condition(row)).values("case")))


def _unlocks(row: Round, _standard_id: str) -> list[Found]:
    rows = Case.objects.filter(round=row, unlocks__gt=0).order_by().values_list("village_id")
    return [
        Found(village, homes, _("%(times)d lần mở khóa phiếu của %(homes)d hộ") % {"times": times, "homes": homes})
        for village, homes, times in rows.annotate(homes=Count("pk"), times=Sum("unlocks"))
    ]  # fmt: skip


def _unlocked(row: Round, _standard_id: str) -> "QuerySet[Case]":
    return _cases(row, Q(unlocks__gt=0))


_BEFORE = When(Branch(opening_class="", then=Value("not_poor")), default=F("opening_class"))


def _still(row: Round, standard_id: str) -> list[Found]:
    rows = _told(row, standard_id).annotate(before=_BEFORE).order_by().values_list("village_id")
    counted_rows = rows.annotate(all=Count("pk"), changed=Count("pk", filter=~Q(proposed=F("before"))))
    return [
        Found(village, every, _("%(all)d hộ, không hộ nào đổi loại") % {"all": every})
        for village, every, changed in counted_rows if every >= FEWEST and not changed
    ]  # fmt: skip


def _stood(row: Round, standard_id: str) -> "QuerySet[Case]":
    return _cases(row, Q(pk__in=_told(row, standard_id).values("case")))


PATTERNS = {
    each.code: each
    for each in (
        Pattern(
            "hop-khac-diem", gettext_lazy("Họp thôn khác kết quả chấm điểm nhiều hơn nơi khác"),
            gettext_lazy("Biên bản có ghi rõ lý do của từng hộ không? Có điều gì riêng ở thôn này?"),
            _departures, _departed,
        ),
        Pattern(
            "sat-nguong", gettext_lazy("Điểm thu nhập dồn về một phía của ngưỡng"),
            gettext_lazy("Các hộ quanh ngưỡng được hỏi những câu nào? Đã xem tận nơi chưa?"), _bunches, _near_the_line,
        ),
        Pattern(
            "phieu-giong-nhau", gettext_lazy("Phiếu có câu trả lời giống hệt nhau"),
            gettext_lazy("Các hộ này có hoàn cảnh giống nhau thật, hay phiếu được chép lại?"), _copies, _copied,
        ),
        Pattern(
            "dien-nhanh", gettext_lazy("Phiếu điền rất nhanh"),
            gettext_lazy("Phiếu được nhập lại từ giấy, hay chưa hỏi hết câu?"), _fast, _hurried,
        ),
        Pattern(
            "mo-khoa", gettext_lazy("Phiếu đã khóa được mở lại"),
            gettext_lazy("Mở khóa vì lý do gì, kết quả có đổi không?"), _unlocks, _unlocked,
        ),
        Pattern(
            "khong-doi", gettext_lazy("Thôn không có hộ nào đổi loại"),
            gettext_lazy("Năm qua thôn này có gì đổi khác? Các hộ đã được rà soát thật chưa?"), _still, _stood,
        ),
    )
}  # fmt: skip
"""Everything that is looked at, by its word in addresses."""
