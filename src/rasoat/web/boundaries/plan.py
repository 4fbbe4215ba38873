"""A change of communes or provinces before it happens: which end, which begin, which part goes where, what that moves.

The parts of a commune are its villages, those of a province its communes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import Assignment
from rasoat.web.accounts.policy import NotAllowedError, in_force
from rasoat.web.areas.models import Level, Unit
from rasoat.web.boundaries.reach import may_change_provinces
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, UnitCount


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that begins. `areas_follow`: villages and households take its area (a xã that became a phường)."""

    code: str
    name: str
    kind: str
    area: str = ""
    areas_follow: bool = False


@dataclass(frozen=True)
class ChangePlan:
    """Units of one level that end on the day before `on`, those that begin, and the place in `after` of each part.

    With one unit in `after` all parts go there (merge). With several, households move part by part.
    """

    before: Sequence[Unit]
    after: Sequence[NewUnit]
    on: date
    document: str
    places: Mapping[int, int] = field(default_factory=dict)

    @property
    def of_provinces(self) -> bool:
        """Whether provinces change, not communes."""
        return any(unit.level == Level.PROVINCE for unit in self.before)

    @property
    def merge(self) -> bool:
        """Whether everything goes into one unit."""
        return len(self.after) == 1

    def target(self, part: Unit) -> int | None:
        """The place in `after` of a part."""
        return 0 if self.merge else self.places.get(part.pk)


@dataclass(frozen=True)
class Arrival:
    """What a new unit gets: parts, living households and persons in the register."""

    unit: NewUnit
    parts: Sequence[Unit]
    households: int
    persons: int


@dataclass(frozen=True)
class Preview:
    """What the change would do."""

    arrivals: Sequence[Arrival]
    assignments: int


def standing_parts(unit: Unit, on: date) -> list[Unit]:
    """The parts that a change on a day concerns: also those begun since, when it is recorded late."""
    rows = Unit.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    if unit.level == Level.PROVINCE:
        rows = rows.filter(level=Level.COMMUNE, province=unit)
    else:
        rows = rows.filter(level=Level.VILLAGE, commune=unit)
    return list(rows.order_by("sort_key", "pk"))


def check_plan(acting: Acting, plan: ChangePlan) -> None:
    """Raise `NotAllowedError` or `RefusedError` unless the change can be made."""
    for unit in plan.before:
        acting.require(Capability.UNIT_EDIT, unit)
    if plan.of_provinces and not may_change_provinces(acting):
        raise NotAllowedError(_("Chỉ quản trị toàn quốc được nhập, chia tỉnh."))
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
    if plan.of_provinces:
        _check_provinces(plan.before)
    elif any(unit.level != Level.COMMUNE for unit in plan.before) or len({unit.parent_id for unit in plan.before}) > 1:
        raise RefusedError(_("Chỉ sắp xếp các xã trong cùng một tỉnh."), remedy=_("Chọn lại các xã."), field="before")
    if len(plan.before) == 1 and plan.merge:
        raise RefusedError(
            _("Một đơn vị thành một đơn vị thì không phải là nhập hay chia."), remedy=_("Dùng Đổi tên."), field="after"
        )


def _check_provinces(provinces: Sequence[Unit]) -> None:
    if any(unit.level != Level.PROVINCE for unit in provinces):
        raise RefusedError(
            _("Chỉ sắp xếp tỉnh với tỉnh."), remedy=_("Chọn các tỉnh, thành phố trực thuộc trung ương."), field="before"
        )
    district = Unit.objects.filter(level=Level.DISTRICT, province__in=provinces, valid_until__isnull=True).first()
    if district is not None:
        raise RefusedError(
            _("%(district)s đang hoạt động; xã của huyện không sang tỉnh khác được.") % {"district": district},
            remedy=_("Ghi ngày kết thúc của huyện trước."), field="before",
        )  # fmt: skip


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
        for part in standing_parts(unit, plan.on):
            target = plan.target(part)
            if target is None or not 0 <= target < len(plan.after):
                raise RefusedError(
                    _("Chưa ghi %(part)s về đơn vị nào.") % {"part": part},
                    remedy=_("Chọn đơn vị mới cho từng thôn, từng xã."), field=f"part_{part.pk}",
                )  # fmt: skip
            placed.add(target)
        if not plan.of_provinces:
            _check_loose(unit)
    if placed != set(range(len(plan.after))):
        raise RefusedError(
            _("Có đơn vị mới không nhận thôn, xã nào."),
            remedy=_("Bỏ đơn vị đó hoặc ghi thôn, xã về đó."),
            field="after",
        )


def _check_loose(commune: Unit) -> None:
    loose = Household.objects.filter(commune=commune, village__isnull=True, ended_on__isnull=True).count()
    if loose:
        raise RefusedError(
            _("%(unit)s còn %(count)d hộ chưa ghi thôn, chưa biết về đơn vị nào.") % {"unit": commune, "count": loose},
            remedy=_("Ghi thôn cho các hộ đó trước; hộ đi theo thôn, không chia theo tỷ lệ."), field="before",
        )  # fmt: skip


def preview_plan(acting: Acting, plan: ChangePlan) -> Preview:
    """Count what would move. Raises as `check_plan`."""
    check_plan(acting, plan)
    parts: list[list[Unit]] = [[] for _unit in plan.after]
    for unit in plan.before:
        for part in standing_parts(unit, plan.on):
            parts[plan.target(part) or 0].append(part)
    arrivals = [Arrival(new, part, *_living(plan, part)) for new, part in zip(plan.after, parts, strict=True)]
    roles = Assignment.objects.filter(in_force(acting.today()), unit__in=list(plan.before)).count()
    return Preview(arrivals, roles)


def _living(plan: ChangePlan, parts: Sequence[Unit]) -> tuple[int, int]:
    counts = UnitCount.objects.filter(household_class="")
    if plan.of_provinces:
        counts = counts.filter(commune__in=list(parts))
    elif plan.merge:
        counts = counts.filter(commune__in=list(plan.before))
    else:
        counts = counts.filter(village__in=list(parts))
    found = counts.aggregate(households=Sum("households"), persons=Sum("persons"))
    return found["households"] or 0, found["persons"] or 0
