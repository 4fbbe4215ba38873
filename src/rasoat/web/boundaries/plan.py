"""A change of communes before it happens: which end, which begin, which village goes where, and what that moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import Assignment
from rasoat.web.accounts.policy import in_force
from rasoat.web.areas.models import Level, Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, UnitCount


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A commune that begins. `areas_follow`: villages and households take its area (a xã that became a phường)."""

    code: str
    name: str
    kind: str
    area: str = ""
    areas_follow: bool = False


@dataclass(frozen=True)
class ChangePlan:
    """Communes that end on the day before `on`, those that begin, and the place in `after` of each village by id.

    With one unit in `after` all villages go there (merge). With several, households move village by village.
    """

    before: Sequence[Unit]
    after: Sequence[NewUnit]
    on: date
    document: str
    villages: Mapping[int, int] = field(default_factory=dict)

    @property
    def merge(self) -> bool:
        """Whether everything goes into one unit."""
        return len(self.after) == 1

    def target(self, village: Unit) -> int | None:
        """The place in `after` of a village."""
        return 0 if self.merge else self.villages.get(village.pk)


@dataclass(frozen=True)
class Arrival:
    """What a new unit gets: villages, living households and persons in the register."""

    unit: NewUnit
    villages: Sequence[Unit]
    households: int
    persons: int


@dataclass(frozen=True)
class Preview:
    """What the change would do."""

    arrivals: Sequence[Arrival]
    assignments: int


def standing_villages(commune: Unit, on: date) -> list[Unit]:
    """The villages that a change on a day concerns: also those begun since, when it is recorded late."""
    rows = Unit.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), level=Level.VILLAGE, commune=commune
    )
    return list(rows.order_by("sort_key", "pk"))


def check_plan(acting: Acting, plan: ChangePlan) -> None:
    """Raise `NotAllowedError` or `RefusedError` unless the change can be made."""
    for unit in plan.before:
        acting.require(Capability.UNIT_EDIT, unit)
    _check_units(plan)
    if plan.on > acting.today():
        raise RefusedError(_("Ngày có hiệu lực còn ở tương lai."), remedy=_("Ghi thay đổi khi đến ngày."), field="on")
    if not plan.document.strip():
        raise RefusedError(
            _("Chưa ghi văn bản."), remedy=_("Ghi số, ngày của nghị quyết hoặc quyết định."), field="document"
        )
    for unit in plan.before:
        if unit.valid_until is not None or (unit.valid_from and unit.valid_from >= plan.on):
            raise RefusedError(
                _("%(unit)s không có trên bản đồ trước ngày %(day)s, hoặc đã kết thúc.")
                % {"unit": unit, "day": f"{plan.on:%d/%m/%Y}"},
                remedy=_("Chọn đơn vị đang hoạt động, hoặc ngày muộn hơn."), field="before",
            )  # fmt: skip
    _check_new(plan)
    if not plan.merge:
        _check_split(plan)


def _check_units(plan: ChangePlan) -> None:
    if not plan.before or not plan.after:
        raise RefusedError(_("Chưa chọn đơn vị."), remedy=_("Chọn đơn vị thay đổi và ghi đơn vị mới."), field="before")
    if any(unit.level != Level.COMMUNE for unit in plan.before) or len({unit.parent_id for unit in plan.before}) > 1:
        raise RefusedError(_("Chỉ sắp xếp các xã trong cùng một tỉnh."), remedy=_("Chọn lại các xã."), field="before")
    if len(plan.before) == 1 and plan.merge:
        raise RefusedError(
            _("Một xã thành một xã thì không phải là nhập hay chia."), remedy=_("Dùng Đổi tên."), field="after"
        )


def _check_new(plan: ChangePlan) -> None:
    names = [(new.kind, clean(new.name).casefold()) for new in plan.after]
    codes = [new.code for new in plan.after]
    if any(not clean(new.name) or not new.code.strip() for new in plan.after):
        raise RefusedError(
            _("Đơn vị mới thiếu tên hoặc mã."), remedy=_("Ghi đủ tên và mã theo văn bản."), field="after"
        )
    if len(set(codes)) < len(codes) or len(set(names)) < len(names):
        raise RefusedError(_("Hai đơn vị mới trùng tên hoặc mã."), remedy=_("Sửa lại tên, mã."), field="after")
    taken = Unit.objects.filter(key__in=codes).exclude(pk__in=[unit.pk for unit in plan.before]).first()
    if taken is not None:
        raise RefusedError(
            _("Mã %(code)s đang là của %(unit)s.") % {"code": taken.code, "unit": taken},
            remedy=_("Ghi mã khác theo văn bản."), field="after",
        )  # fmt: skip


def _check_split(plan: ChangePlan) -> None:
    placed = set()
    for unit in plan.before:
        for village in standing_villages(unit, plan.on):
            target = plan.target(village)
            if target is None or not 0 <= target < len(plan.after):
                raise RefusedError(
                    _("Chưa ghi thôn %(village)s về đơn vị nào.") % {"village": village},
                    remedy=_("Chọn đơn vị mới cho từng thôn."), field=f"village_{village.pk}",
                )  # fmt: skip
            placed.add(target)
        loose = Household.objects.filter(commune=unit, village__isnull=True, ended_on__isnull=True).count()
        if loose:
            raise RefusedError(
                _("%(unit)s còn %(count)d hộ chưa ghi thôn, chưa biết về đơn vị nào.") % {"unit": unit, "count": loose},
                remedy=_("Ghi thôn cho các hộ đó trước; hộ đi theo thôn, không chia theo tỷ lệ."), field="before",
            )  # fmt: skip
    if placed != set(range(len(plan.after))):
        raise RefusedError(
            _("Có đơn vị mới không nhận thôn nào."), remedy=_("Bỏ đơn vị đó hoặc ghi thôn về đó."), field="after"
        )


def preview_plan(acting: Acting, plan: ChangePlan) -> Preview:
    """Count what would move. Raises as `check_plan`."""
    check_plan(acting, plan)
    parts: list[list[Unit]] = [[] for _unit in plan.after]
    for unit in plan.before:
        for village in standing_villages(unit, plan.on):
            parts[plan.target(village) or 0].append(village)
    arrivals = [Arrival(new, part, *_living(plan, part)) for new, part in zip(plan.after, parts, strict=True)]
    roles = Assignment.objects.filter(in_force(acting.today()), unit__in=list(plan.before)).count()
    return Preview(arrivals, roles)


def _living(plan: ChangePlan, part: Sequence[Unit]) -> tuple[int, int]:
    counts = UnitCount.objects.filter(household_class="")
    counts = counts.filter(commune__in=list(plan.before)) if plan.merge else counts.filter(village__in=list(part))
    found = counts.aggregate(households=Sum("households"), persons=Sum("persons"))
    return found["households"] or 0, found["persons"] or 0
